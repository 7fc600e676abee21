import type { Pool } from '#lib/db/pool.ts';
import { AWAITED, MOST_AHEAD, TAKEN_FOLDER } from './backfill.ts';

/**
 * Ends the backfills that have nothing left to do, and has the sources of the others listed again once most of what waits is taken.
 * Harmless to run at any time, by several workers at once.
 */
export async function moveBackfills(pool: Pool): Promise<void> {
  await pool.query(
    `update source_backfill b set finished_at = now(), ran_ms = ran_ms + extract(epoch from now() - resumed_at) * 1000
     from source s
     where s.id = b.source_id and b.finished_at is null and b.paused_at is null and s.last_listed_at > b.started_at
       and not ${HAS_DAYS_LEFT} and not exists (${OLDER_WAITING})`,
  );
  const { rowCount } = await pool.query(
    `update source s set requested_at = coalesce(requested_at, now()), next_list_at = now()
     from source_backfill b
     where s.id = b.source_id and b.finished_at is null and b.paused_at is null and s.paused_at is null and s.removed_at is null
       and s.error_code is null and ${HAS_DAYS_LEFT}
       and (select count(*) from (${OLDER_WAITING} limit ${MOST_AHEAD / 2}) waiting) < ${MOST_AHEAD / 2}`,
  );
  if (rowCount) await pool.query(`select pg_notify('trailkeep_collect', '')`);
}

const HAS_DAYS_LEFT = `exists (
  select from source_folder f where f.source_id = s.id and coalesce(f.swept_from, 'infinity') > b.from_day and ${TAKEN_FOLDER}
)`;

const OLDER_WAITING = `select from log_object o
  where o.source_id = b.source_id and ${AWAITED} and o.log_date < b.base_day`;
