import { VALUE_KINDS } from '#lib/activity/value-kinds.ts';
import { type Sql, sql } from '#lib/db/sql.ts';
import type { TimeRange } from '#lib/time/ranges.ts';
import {
  allOf,
  anyOf,
  filterConditions,
  idIn,
  inAccounts,
  matchesRollup,
  searchInRollups,
} from './conditions.ts';
import { type ResolvedFilters, type ResolvedSearch, searchNeedsEvents } from './resolved-filters.ts';

const DAY_MS = 86_400_000;

/**
 * Where matching events can be: CTEs that end in `candidate (account_id, starts, ends)`, one row for an account's hour, so
 * that `event` is read by its primary key for those hours alone. Every matching event of `range` is in one of them; not
 * every hour need hold one. Starts with `with`. `matching` 'beyond rollups' leaves out the hours of events that match a search by
 * what the rollups know.
 */
export function candidateHours(
  filters: ResolvedFilters,
  range: TimeRange,
  matching: 'all' | 'beyond rollups' = 'all',
): Sql {
  const { resourceIds, accessKeyIds, search } = filters;
  if (resourceIds || accessKeyIds)
    return sql`with candidate as materialized (${hoursOfValues(filters, range)})`;
  if (search && searchNeedsEvents(search)) {
    return sql`with candidate as materialized (${hoursOfSearch(filters, search, range, matching)})`;
  }
  return sql`with candidate as materialized (${hoursInRollups(filters, matchesRollup(filters), range)})`;
}

/**
 * The same for filters that the rollups answer alone, and only the newest hours, until they hold `enough` events. A long
 * range is asked by days first. A bucket that the range's end cuts into counts as nothing.
 */
export function newestCandidateHours(filters: ResolvedFilters, range: TimeRange, enough: number): Sql {
  const long = range.to.getTime() - range.from.getTime() > DAY_MS;
  const days = long ? sql`day_wanted as materialized (${newestDays(filters, range, enough)}),` : sql``;
  return sql`
    with ${days} candidate as materialized (
      select account_id, hour + first_second * interval '1 second' as starts,
        hour + (last_second + 1) * interval '1 second' as ends
      from (
        select *, sum(events) over (
          order by hour desc range between unbounded preceding and interval '1 second' preceding
        ) as newer
        from (${long ? hoursOfDays(filters, range) : countedHours(filters, range, inAccounts(filters))}) counted
      ) hours
      where coalesce(newer, 0) < ${enough}::int
    )`;
}

function newestDays(filters: ResolvedFilters, { from, to }: TimeRange, enough: number): Sql {
  return sql`
    select account_id, day
    from (
      select account_id, day, sum(events) over (
        order by day desc range between unbounded preceding and interval '1 second' preceding
      ) as newer
      from (
        select account_id, day,
          sum(case when day + interval '24 hours' > ${to}::timestamptz then 0 else events end) as events
        from activity_day
        where ${inAccounts(filters)} and day > ${from}::timestamptz - interval '24 hours' and day < ${to}::timestamptz
          and ${matchesRollup(filters)}
        group by account_id, day
      ) counted
    ) days
    where coalesce(newer, 0) < ${enough}::int`;
}

function hoursOfDays(filters: ResolvedFilters, range: TimeRange): Sql {
  // `offset 0` keeps the planner from turning this into one scan of everything.
  const ofDay = sql`
    account_id = day_wanted.account_id and hour >= day_wanted.day and hour < day_wanted.day + interval '24 hours'`;
  return sql`
    select found.* from day_wanted cross join lateral (${countedHours(filters, range, ofDay)} offset 0) found`;
}

function countedHours(filters: ResolvedFilters, { from, to }: TimeRange, where: Sql): Sql {
  return sql`
    select account_id, hour, min(first_second) as first_second, max(last_second) as last_second,
      sum(case when hour + interval '1 hour' > ${to}::timestamptz then 0 else events end) as events
    from activity_hour
    where ${where} and hour > ${from}::timestamptz - interval '1 hour' and hour < ${to}::timestamptz
      and ${matchesRollup(filters)}
    group by account_id, hour`;
}

function hoursInRollups(filters: ResolvedFilters, matches: Sql, { from, to }: TimeRange): Sql {
  return sql`
    select account_id, hour + min(first_second) * interval '1 second' as starts,
      hour + (max(last_second) + 1) * interval '1 second' as ends
    from activity_hour
    where ${inAccounts(filters)} and hour > ${from}::timestamptz - interval '1 hour' and hour < ${to}::timestamptz
      and ${matches}
    group by account_id, hour`;
}

/** By the bit mask that a value's row has for each day; a resource and a key together share their hours. */
function hoursOfValues(filters: ResolvedFilters, range: TimeRange): Sql {
  const { resourceIds, accessKeyIds } = filters;
  const days = (kind: number, ids: readonly number[] | null) =>
    ids && daysOfValues(filters, range, [sql`kind = ${kind} and ${idIn(sql`value_id`, ids)}`]);
  const resources = days(VALUE_KINDS.resource, resourceIds);
  const keys = days(VALUE_KINDS.accessKey, accessKeyIds);
  if (!resources || !keys)
    return spreadHours(resources ?? keys ?? sql`select null::bigint, null::timestamptz, 0 where false`);
  return spreadHours(sql`
    select account_id, day, named.hours & used.hours as hours
    from (${resources}) named join (${keys}) used using (account_id, day)`);
}

function hoursOfSearch(
  filters: ResolvedFilters,
  search: ResolvedSearch,
  range: TimeRange,
  matching: 'all' | 'beyond rollups',
): Sql {
  const { sessionPrincipalIds, resourceIds, accessKeyIds } = search;
  const sessions = sessionPrincipalIds.length > 0 && idIn(sql`principal_id`, sessionPrincipalIds);
  const searched = anyOf([matching === 'all' && searchInRollups(search), sessions]);
  const values = daysOfValues(filters, range, [
    resourceIds.length > 0 && sql`kind = ${VALUE_KINDS.resource} and ${idIn(sql`value_id`, resourceIds)}`,
    accessKeyIds.length > 0 && sql`kind = ${VALUE_KINDS.accessKey} and ${idIn(sql`value_id`, accessKeyIds)}`,
  ]);
  // One row for an hour, or its events would come twice.
  return sql`
    select account_id, min(starts) as starts, max(ends) as ends
    from (${hoursInRollups(filters, allOf([filterConditions(filters), searched]), range)} union all ${spreadHours(values)}) found
    group by account_id, date_trunc('hour', starts, 'UTC')`;
}

function daysOfValues(filters: ResolvedFilters, { from, to }: TimeRange, kinds: (Sql | false)[]): Sql {
  return sql`
    select account_id, day, bit_or(hours) as hours
    from activity_value
    where ${inAccounts(filters)} and ${anyOf(kinds)}
      and day > ${from}::timestamptz - interval '24 hours' and day < ${to}::timestamptz
      and ${filters.categories ? idIn(sql`category`, filters.categories) : sql`true`}
    group by account_id, day`;
}

function spreadHours(days: Sql): Sql {
  return sql`
    select account_id, day + bit * interval '1 hour' as starts, day + (bit + 1) * interval '1 hour' as ends
    from (${days}) marked cross join generate_series(0, 23) bit
    where (marked.hours >> bit) & 1 = 1`;
}
