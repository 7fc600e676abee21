import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { TrailkeepError } from '#lib/errors.ts';

const rows = z.array(
  z.object({
    sourceId: z.number(),
    key: z.string(),
    state: z.string(),
    body: z.instanceof(Uint8Array).nullable(),
  }),
);

export type ObjectBody = {
  sourceId: number;
  key: string;
  state: string;
  /** As it was fetched, usually gzip; null where it is not kept. */
  body: Uint8Array | null;
};

/** An object of one of the scope's sources with its bytes. Throws `not-found`, for those of other sources too. */
export async function getObjectBody(db: Queryable, scope: Scope, objectId: string): Promise<ObjectBody> {
  const result = await db.query(
    `select source_id as "sourceId", key, state, object_body(id) as body from log_object
     where id = $1::bigint and source_id = any($2::int[])`,
    [objectId, scope.sourceIds],
  );
  const [object] = rows.parse(result.rows);
  if (!object)
    throw new TrailkeepError('not-found', `There is no log object ${objectId}, or you may not see it.`);
  return object;
}
