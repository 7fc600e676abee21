import type { Pool } from '#lib/db/pool.ts';

/** Fills activity_week from what a test wrote into activity_value, as the worker keeps both. */
export async function sumWeeks(owner: Pool): Promise<void> {
  await owner.query(`
    insert into activity_week (account_id, week, category, events, last_second, day_counts)
    select account_id, (date_trunc('week', day, 'UTC') at time zone 'UTC')::date, category, sum(events),
      max((extract(isodow from day at time zone 'UTC') - 1) * 86400 + last_second),
      array_agg((events::bigint << 3) | (extract(isodow from day at time zone 'UTC')::bigint - 1))
    from activity_value where kind = 3
    group by 1, 2, 3`);
}
