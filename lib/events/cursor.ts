import { z } from 'zod';
import { wrongParameter } from './wrong-parameter.ts';

/** The last event of a page. Pages go by (time, account, event id), newest first: times alone repeat within a second. */
export type EventPosition = { timeMs: number; accountId: string; eventId: string };

const position = z.tuple([
  z.number().int().min(-8.64e15).max(8.64e15),
  z.string().regex(/^\d{12}$/),
  z.guid(),
]);

/** Opaque to callers: JSON in base64url. */
export function encodeCursor({ timeMs, accountId, eventId }: EventPosition): string {
  return toBase64Url(JSON.stringify([timeMs, accountId, eventId]));
}

/** `bad-request` for anything that is not a cursor of ours. */
export function decodeCursor(cursor: string): EventPosition {
  const parsed = position.safeParse(readJson(cursor));
  if (!parsed.success) throw wrongParameter('cursor', 'expected the `next` of the page before, unchanged');
  const [timeMs, accountId, eventId] = parsed.data;
  return { timeMs, accountId, eventId };
}

function readJson(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

function toBase64Url(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}
