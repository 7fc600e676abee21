import { z } from 'zod';
import type { Queryable } from '#lib/db/pool.ts';

const running = z.object({ fromDay: z.string(), baseDay: z.string() });

/** Days are `YYYY-MM-DD` (UTC): everything from `baseDay` on is collected anyway, `[fromDay, baseDay)` is what was asked for. */
export type RunningBackfill = z.infer<typeof running>;

/** So many older objects may wait in the ledger: a pause takes effect when they are taken, and newer ones are never far behind. */
export const MOST_AHEAD = 50_000;

/** The backfill of a source; null where there is none, or it is paused or done. */
export async function findRunningBackfill(db: Queryable, sourceId: number): Promise<RunningBackfill | null> {
  const { rows } = await db.query(
    `select from_day::text as "fromDay", base_day::text as "baseDay" from source_backfill
     where source_id = $1 and paused_at is null and finished_at is null`,
    [sourceId],
  );
  return rows[0] ? running.parse(rows[0]) : null;
}

/** What a backfill waits for, as a condition over `log_object`. What failed several times is tried again without holding it open. */
export const AWAITED = `state in ('pending', 'failed') and (state = 'pending' or attempts < 3)`;

/** Objects older than `baseDay` that wait to be taken. */
export async function countOlderWaiting(db: Queryable, sourceId: number, baseDay: string): Promise<number> {
  const { rows } = await db.query<{ waiting: string }>(
    `select count(*) as waiting from log_object
     where source_id = $1 and ${AWAITED} and log_date < $2::date`,
    [sourceId, baseDay],
  );
  return Number(rows[0]?.waiting ?? 0);
}

/** A source's folders that its settings take, as a condition over `source s` and `source_folder f`. */
export const TAKEN_FOLDER = `starts_with(f.prefix, s.prefix) and (s.regions = '{}' or f.region = any (s.regions))
  and (s.account_ids = '{}' or f.account_id = any (s.account_ids))`;
