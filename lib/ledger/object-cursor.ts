import { z } from 'zod';
import { TrailkeepError } from '#lib/errors.ts';

/**
 * In which order a ledger is read, each along an index: the last found first; by key, as the bucket has them; or in the order in
 * which waiting objects are taken.
 */
export type ObjectOrder = 'found' | 'key' | 'turn';

/** The last object of a page, by what its order sorts on. `id` has digits only. */
export type ObjectPosition =
  | { order: 'found'; id: string }
  | { order: 'key'; sourceId: number; key: string; id: string }
  | { order: 'turn'; logDate: string; id: string };

const id = z.string().regex(/^\d{1,18}$/);
const position = z.discriminatedUnion('order', [
  z.object({ order: z.literal('found'), id }),
  z.object({ order: z.literal('key'), sourceId: z.int(), key: z.string(), id }),
  z.object({ order: z.literal('turn'), logDate: z.iso.date(), id }),
]);

/** Opaque to callers: JSON in base64url; in the order of finding, the id itself. */
export function encodeObjectCursor(at: ObjectPosition): string {
  return at.order === 'found' ? at.id : Buffer.from(JSON.stringify(at), 'utf8').toString('base64url');
}

/** `bad-request` for anything that is not a cursor of this order. */
export function decodeObjectCursor(cursor: string, order: ObjectOrder): ObjectPosition {
  const parsed = position.safeParse(
    /^\d{1,18}$/.test(cursor) ? { order: 'found', id: cursor } : readJson(cursor),
  );
  if (parsed.success && parsed.data.order === order) return parsed.data;
  throw new TrailkeepError('bad-request', 'cursor is not one of this list.', {
    hint: 'Give the `next` of the page before, unchanged, with the same filters.',
  });
}

function readJson(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
