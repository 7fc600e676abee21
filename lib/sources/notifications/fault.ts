import type { Pool } from '#lib/db/pool.ts';
import { toTrailkeepError } from '#lib/errors.ts';
import { log } from '#lib/log.ts';

/** Columns of `source` when nothing is wrong with its queue. */
export const NO_FAULT =
  'notice_error_message = null, notice_error_hint = null, notice_error_at = null, notice_error_receiving = null';

/**
 * Notes on the source why its queue could not be used. `receiving`: no message could be had, in contrast to messages that could not
 * be entered or removed.
 */
export async function recordFault(
  pool: Pool,
  sourceId: number,
  thrown: unknown,
  receiving: boolean,
): Promise<void> {
  const { message, hint } = toTrailkeepError(thrown);
  log.warn({ sourceId, reason: message }, "a source's queue could not be read");
  await pool
    .query(
      `update source set notice_error_message = $2, notice_error_hint = $3, notice_error_at = now(), notice_error_receiving = $4
       where id = $1`,
      [sourceId, message, hint ?? null, receiving],
    )
    .catch((error: unknown) => log.warn({ err: error }, "the queue's fault could not be recorded"));
}

/**
 * The queue was read, with messages or without: what was wrong with reading it is mended. A message that could not be entered or
 * removed is hidden for a while and comes again, so an empty queue says nothing about that.
 */
export async function forgetReceiveFault(pool: Pool, sourceId: number): Promise<void> {
  await pool.query(`update source set ${NO_FAULT} where id = $1 and notice_error_receiving`, [sourceId]);
}
