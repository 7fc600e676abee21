import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { TrailkeepError } from '#lib/errors.ts';

export type ObjectDownload = {
  sourceId: number;
  objectId: string;
  key: string;
  /** Null where the bytes are not kept. */
  sizeBytes: number | null;
};

/** What is in memory of an object while it is sent. */
export const PART_BYTES = 1024 * 1024;

const found = z.tuple([
  z.object({ sourceId: z.number(), key: z.string(), sizeBytes: z.number().nullable() }),
]);
const parts = z.tuple([z.object({ part: z.instanceof(Uint8Array) })]);

/** An object of one of the scope's sources, with how many bytes are kept of it. Throws `not-found`, for those of other sources too. */
export async function findObjectDownload(
  db: Queryable,
  scope: Scope,
  objectId: string,
): Promise<ObjectDownload> {
  const { rows } = await db.query(
    `select source_id as "sourceId", key, object_body_bytes(id) as "sizeBytes" from log_object
     where id = $1::bigint and source_id = any($2::int[])`,
    [objectId, scope.sourceIds],
  );
  const object = found.safeParse(rows);
  if (!object.success)
    throw new TrailkeepError('not-found', `There is no log object ${objectId}, or you may not see it.`);
  return { objectId, ...object.data[0] };
}

/**
 * The bytes of an object as they were fetched, a part at a time; `read` runs each question in a transaction of the scope of its own, so
 * no connection waits for who downloads. Throws where the object was taken anew meanwhile, or is gone: a part of one and the rest of
 * another would look whole.
 */
export async function* readObjectParts(
  read: <T>(work: (db: Queryable) => Promise<T>) => Promise<T>,
  objectId: string,
  sizeBytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let start = 0; start < sizeBytes; start += PART_BYTES) {
    const { rows } = await read((db) =>
      db.query(
        `select object_body_part($1::bigint, $2, $3) as part where object_body_bytes($1::bigint) = $4`,
        [objectId, start, PART_BYTES, sizeBytes],
      ),
    );
    const part = parts.safeParse(rows);
    if (!part.success)
      throw new TrailkeepError('conflict', 'The object changed while it was sent.', {
        hint: 'Download it again.',
      });
    yield part.data[0].part;
  }
}
