import type { Queryable } from '#lib/db/pool.ts';
import { VALUE_KINDS } from './value-kinds.ts';

/**
 * Makes the rollups of one account's day anew from its events, after some of them were deleted. `day` is midnight UTC. Run it in a
 * repeatable-read transaction, with the deletion: what a batch appends meanwhile is then neither lost nor counted twice, and a fold
 * of the same rows makes one of the two fail with a serialization error, to be tried again.
 */
export async function rebuildSums(db: Queryable, accountId: string, day: Date): Promise<void> {
  for (const statement of STATEMENTS) await db.query(statement, [accountId, day]);
}

const FORGET_HOURS = `delete from activity_hour
  where account_id = $1 and hour >= $2::timestamptz and hour < $2::timestamptz + interval '24 hours'`;
const FORGET_DAY = 'delete from activity_day where account_id = $1 and day = $2';
const FORGET_VALUES = 'delete from activity_value where account_id = $1 and day = $2';

// Whole seconds, as batches count them: rounded, the day's last half second would be in the next day.
const EVENTS = `select e.*, floor(extract(epoch from e.event_time - $2::timestamptz))::integer as second,
    array_position(array['management', 'data', 'insight', 'network-activity', 'aggregated'], a.category) - 1 as category,
    (x.outcome <> 'success')::integer as failed
  from event e join action a on a.id = e.action_id join error x on x.id = e.error_id
  where e.account_id = $1 and e.event_time >= $2::timestamptz and e.event_time < $2::timestamptz + interval '24 hours'`;

const KEY = 'region_id, action_id, principal_id, address_id, error_id';

const HOURS = `insert into activity_hour (account_id, hour, ${KEY}, events, first_second, last_second)
  select $1, $2::timestamptz + second / 3600 * interval '1 hour', ${KEY}, count(*), min(second % 3600), max(second % 3600)
  from (${EVENTS}) e group by second / 3600, ${KEY} order by second / 3600, ${KEY}`;

const DAY = `insert into activity_day (account_id, day, ${KEY}, events, first_second, last_second)
  select $1, $2, ${KEY}, count(*), min(second), max(second) from (${EVENTS}) e group by ${KEY} order by ${KEY}`;

const VALUE_COLUMNS =
  '(account_id, day, kind, value_id, category, events, errors, first_second, last_second, hours, hour_counts)';

// An hour's counts as activity_value packs them: events * 2^34 + errors * 2^5 + hour.
const VALUES = `
  with hourly as (
    select v.kind, v.value_id, category, second / 3600 as hour, count(*) as events, sum(failed)::bigint as errors,
      min(second) as first_second, max(second) as last_second
    from (${EVENTS}) e
    cross join lateral (values (${VALUE_KINDS.region}, region_id), (${VALUE_KINDS.action}, action_id),
      (${VALUE_KINDS.principal}, principal_id), (${VALUE_KINDS.address}, address_id), (${VALUE_KINDS.error}, error_id)
    ) v (kind, value_id)
    group by 1, 2, 3, 4
  )
  insert into activity_value ${VALUE_COLUMNS}
  select $1, $2, kind, value_id, category, sum(events), sum(errors), min(first_second), max(last_second),
    bit_or(1 << hour), array_agg((events << 34) | (errors << 5) | hour order by hour)
  from hourly group by kind, value_id, category order by kind, value_id, category`;

const SPARSE_VALUES = `
  with named as (
    select ${VALUE_KINDS.resource} as kind, r.id as value_id, e.* from (${EVENTS}) e cross join unnest(e.resource_ids) as r (id)
    union all
    select ${VALUE_KINDS.accessKey}, e.access_key_id, e.* from (${EVENTS}) e where e.access_key_id <> 0
  )
  insert into activity_value ${VALUE_COLUMNS}
  select $1, $2, kind, value_id, category, count(*), sum(failed), min(second), max(second), bit_or(1 << (second / 3600)), null
  from named group by kind, value_id, category order by kind, value_id, category`;

const OF_WEEK = `account_id = $1 and week = date_trunc('week', $2::timestamptz at time zone 'UTC')::date`;

const FORGET_WEEK = `delete from activity_week where ${OF_WEEK}`;

// From the days of the week, of which this one is right again by now.
const WEEK = `
  with daily as (
    select category, extract(isodow from day at time zone 'UTC')::integer as day, sum(events) as events, max(last_second) as last_second
    from activity_value
    where account_id = $1 and kind = ${VALUE_KINDS.region} and day >= date_trunc('week', $2::timestamptz, 'UTC')
      and day < date_trunc('week', $2::timestamptz, 'UTC') + interval '168 hours'
    group by 1, 2
  )
  insert into activity_week (account_id, week, category, events, last_second, day_events)
  select $1, date_trunc('week', $2::timestamptz at time zone 'UTC')::date, category, sum(events),
    max((day - 1) * 86400 + last_second),
    array[${[1, 2, 3, 4, 5, 6, 7].map((day) => `coalesce(sum(events) filter (where day = ${day}), 0)`).join(', ')}]
  from daily group by category order by category`;

const STATEMENTS = [
  ...[FORGET_HOURS, FORGET_DAY, FORGET_VALUES, FORGET_WEEK],
  ...[HOURS, DAY, VALUES, SPARSE_VALUES, WEEK],
];
