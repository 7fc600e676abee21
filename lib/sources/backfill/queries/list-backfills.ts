import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { TAKEN_FOLDER } from '../backfill.ts';
import type { BackfillFacts } from '../prepare-backfill.ts';

const time = z.date().transform((date) => date.toISOString());
const rows = z.array(
  z.object({
    sourceId: z.number(),
    days: z.number(),
    fromDay: z.string(),
    baseDay: z.string(),
    startedAt: time,
    resumedAt: time,
    ranMs: z.coerce.number(),
    pausedAt: time.nullable(),
    finishedAt: time.nullable(),
    listedShare: z.coerce.number(),
    found: z.coerce.number(),
    waiting: z.coerce.number(),
  }),
) satisfies z.ZodType<BackfillFacts[]>;

/** Collecting further back in the scope's sources, and how far it is. Run it inside `readScope`. */
export async function listBackfills(db: Queryable, scope: Scope): Promise<BackfillFacts[]> {
  const result = await db.query(
    `select b.source_id as "sourceId", b.days, b.from_day::text as "fromDay", b.base_day::text as "baseDay",
       b.started_at as "startedAt", b.resumed_at as "resumedAt", b.ran_ms as "ranMs", b.paused_at as "pausedAt",
       b.finished_at as "finishedAt", coalesce(listed.share, 0) as "listedShare", coalesce(older.taken, 0) + waiting.waiting as found,
       waiting.waiting
     from source_backfill b
     join source s on s.id = b.source_id and s.removed_at is null
     cross join lateral (
       select avg(least(1, greatest(0, b.base_day - coalesce(f.swept_from, b.base_day))::float / (b.base_day - b.from_day))) as share
       from source_folder f where f.source_id = b.source_id and ${TAKEN_FOLDER}
     ) listed
     cross join lateral (
       select sum(d.objects) as taken from source_delivery v join source_delivery_day d on d.delivery_id = v.id
       where v.source_id = b.source_id and d.day >= b.from_day and d.day < b.base_day
     ) older
     cross join lateral (
       select count(*) as waiting from log_object o
       where o.source_id = b.source_id and o.state in ('pending', 'failed') and o.log_date >= b.from_day and o.log_date < b.base_day
     ) waiting
     where b.source_id = any($1::int[])
     order by b.source_id`,
    [scope.sourceIds],
  );
  return rows.parse(result.rows);
}
