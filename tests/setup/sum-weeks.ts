import type { Pool } from '#lib/db/pool.ts';

/** Fills activity_week from what a test wrote into activity_value, as the worker keeps both. */
export async function sumWeeks(owner: Pool): Promise<void> {
  const days = [1, 2, 3, 4, 5, 6, 7].map((day) => `coalesce(sum(events) filter (where isodow = ${day}), 0)`);
  await owner.query(`
    insert into activity_week (account_id, week, category, events, last_second, day_events)
    select account_id, monday, category, sum(events), max((isodow - 1) * 86400 + last_second), array[${days.join(', ')}]
    from (
      select *, extract(isodow from day at time zone 'UTC') as isodow, date_trunc('week', day at time zone 'UTC')::date as monday
      from activity_value where kind = 3
    ) as by_region
    group by 1, 2, 3`);
}
