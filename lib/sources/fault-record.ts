import type { Queryable } from '#lib/db/pool.ts';
import type { TrailkeepError } from '#lib/errors.ts';

/**
 * Writes on the source why it stopped, in words; `error_at` is when it first stopped for that reason. It is tried again within five
 * minutes, also where a queue tells of its objects and it would be listed much later.
 */
export async function recordSourceFault(
  db: Queryable,
  sourceId: number,
  fault: TrailkeepError,
): Promise<void> {
  await db.query(
    `update source set error_at = case when error_code = $2 and error_message = $3 then error_at else now() end,
       error_code = $2, error_message = $3, error_hint = $4,
       next_list_at = least(next_list_at, now() + interval '5 minutes')
     where id = $1`,
    [sourceId, fault.code, fault.message, fault.hint ?? null],
  );
}

/** The source works: whatever stood on it is gone. */
export async function clearSourceFault(db: Queryable, sourceId: number): Promise<void> {
  await db.query(
    `update source set error_code = null, error_message = null, error_hint = null, error_at = null
     where id = $1 and error_code is not null`,
    [sourceId],
  );
}
