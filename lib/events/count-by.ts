import { joinSql, type Sql, sql } from '#lib/db/sql.ts';
import type { TimeRange } from '#lib/time/ranges.ts';
import { candidateHours } from './candidates.ts';
import type { Reading } from './choose-reading.ts';
import {
  allOf,
  filterConditions,
  idIn,
  inAccounts,
  matchesEvent,
  matchesRollup,
  searchInEvents,
  searchInRollups,
} from './conditions.ts';
import type { Dimension } from './dimensions.ts';
import { needsEvents, type ResolvedFilters } from './resolved-filters.ts';
import type { Aggregate } from './schema.ts';
import { type RangePart, splitRange } from './split-range.ts';

/** What is counted, by which id, in which buckets; null puts all of the period in one, without times. */
export type Count = {
  filters: ResolvedFilters;
  /** Where single events must be read: only in hours that can hold matches, or in one go, as `chooseReading` says. */
  reading: Reading;
  by: Dimension;
  bucket: Aggregate | null;
};

/**
 * Counts of the matching events by a dimension's id: a select of (bucket, key, events, errors, first_seen, last_seen), in
 * which a bucket's key may come in several rows. Taken from the coarsest rows that are exact: day and hour rollups
 * wherever they know every filter, single events for the cut hours at the period's ends and for what no rollup knows.
 */
export function countBy(count: Count): Sql {
  const { filters, by, bucket } = count;
  const { resourceIds, accessKeyIds, search } = filters;
  if (by.valueKind !== null && !isPlain(filters))
    return countEvents(count, singleEvents(count, matchesEvent(filters), 'all'));
  if (by.valueKind !== null)
    return unionAll(splitRange(filters, bucket ?? 'day').map((part) => countValues(count, part)));
  if (resourceIds || accessKeyIds)
    return countEvents(count, singleEvents(count, matchesEvent(filters), 'all'));
  const parts = splitRange(filters, bucket ?? 'day').map((part) => countRollup(count, part));
  if (!search || !needsEvents(filters)) return unionAll(parts);
  // What the rollups know of the search, and the events that match by their session, key or resource alone.
  const rest = allOf([
    filterConditions(filters),
    searchInEvents(search),
    sql`not ${searchInRollups(search)}`,
  ]);
  return unionAll([...parts, countEvents(count, singleEvents(count, rest, 'beyond rollups'))]);
}

/** True for filters that activity_value knows: accounts, categories and the period. */
function isPlain(filters: ResolvedFilters): boolean {
  const { regionIds, principalIds, addressIds, errorIds, resourceIds, accessKeyIds, search } = filters;
  const sets = [regionIds, principalIds, addressIds, errorIds, resourceIds, accessKeyIds, search];
  return !filters.actionsChosen && sets.every((set) => set === null);
}

function countRollup(count: Count, part: RangePart): Sql {
  const { filters, by, bucket } = count;
  if (part.rows === 'event') return countEvents(count, whole(filters, part, matchesRollup(filters)));
  const [table, start] =
    part.rows === 'day' ? [sql`activity_day`, sql`day`] : [sql`activity_hour`, sql`hour`];
  return sql`
    select ${bucketOf(bucket, start, part.rows)} as bucket, ${by.key} as key, sum(events) as events,
      coalesce(sum(events) filter (where ${isFailure(filters)}), 0) as errors, ${seen(bucket, start, part.rows)}
    from ${table}
    where ${inAccounts(filters)} and ${within(start, part)} and ${matchesRollup(filters)}
    group by 1, 2`;
}

function countValues(count: Count, part: RangePart): Sql {
  const { filters, by, bucket } = count;
  if (part.rows !== 'day') return countEvents(count, whole(filters, part, matchesRollup(filters)));
  return sql`
    select ${bucketOf(bucket, sql`day`, 'day')} as bucket, value_id as key, sum(events) as events, sum(errors) as errors,
      ${seen(bucket, sql`day`, 'day')}
    from activity_value
    where ${inAccounts(filters)} and ${within(sql`day`, part)} and kind = ${by.valueKind}::smallint
      and ${filters.categories ? idIn(sql`category`, filters.categories) : sql`true`}
    group by 1, 2`;
}

/** Where single events are read from: a `from` item called `event`, after the CTEs that it needs. */
type EventSource = { ctes: Sql; from: Sql };

function countEvents({ filters, by, bucket }: Count, { ctes, from }: EventSource): Sql {
  const named =
    by.valueKind === 1 ? sql`cross join unnest(resource_ids) as each_resource (resource_id)` : sql``;
  return sql`(
    ${ctes}
    select ${bucketOf(bucket, sql`event_time`, 'event')} as bucket, ${by.key} as key, count(*) as events,
      count(*) filter (where ${isFailure(filters)}) as errors, min(event_time) as first_seen, max(event_time) as last_seen
    from ${from} ${named}
    where ${by.valueKind === 2 ? sql`access_key_id <> 0` : sql`true`}
    group by 1, 2)`;
}

/** The events of the period that match. */
function whole(filters: ResolvedFilters, range: TimeRange, matches: Sql): EventSource {
  const rows = sql`
    select * from event where ${inAccounts(filters)} and ${within(sql`event_time`, range)} and ${matches}`;
  return { ctes: sql``, from: sql`(${rows}) event` };
}

/** The same, read as the count says. `offset 0` keeps this a read by primary key for each of the hours. */
function singleEvents(
  { filters, reading }: Count,
  matches: Sql,
  matching: 'all' | 'beyond rollups',
): EventSource {
  if (reading === 'at once') return whole(filters, filters, matches);
  const { from, to } = filters;
  return {
    ctes: candidateHours(filters, filters, matching),
    from: sql`(
      select found.* from candidate cross join lateral (
        select * from event
        where account_id = candidate.account_id
          and event_time >= greatest(candidate.starts, ${from}::timestamptz)
          and event_time < least(candidate.ends, ${to}::timestamptz) and ${matches}
        offset 0
      ) found
    ) event`,
  };
}

function bucketOf(bucket: Aggregate | null, time: Sql, rows: RangePart['rows']): Sql {
  if (bucket === null) return sql`null::timestamptz`;
  if (bucket === rows) return time;
  return bucket === 'day' ? sql`date_trunc('day', ${time}, 'UTC')` : sql`date_trunc('hour', ${time}, 'UTC')`;
}

// Adding the second after the minimum is found costs one addition a group in place of one a row.
function seen(bucket: Aggregate | null, start: Sql, rows: RangePart['rows']): Sql {
  if (bucket === null) return sql`null::timestamptz as first_seen, null::timestamptz as last_seen`;
  if (bucket === rows) {
    return sql`
      ${start} + min(first_second) * interval '1 second' as first_seen,
      ${start} + max(last_second) * interval '1 second' as last_seen`;
  }
  return sql`
    min(${start} + first_second * interval '1 second') as first_seen,
    max(${start} + last_second * interval '1 second') as last_seen`;
}

// 0, which nearly all events have, is the first to be asked for.
function isFailure({ successIds }: ResolvedFilters): Sql {
  const probes = successIds.filter((id) => id !== 0);
  return probes.length === 0 ? sql`error_id <> 0` : sql`error_id <> 0 and error_id <> all(${probes}::int[])`;
}

function within(time: Sql, { from, to }: TimeRange): Sql {
  return sql`${time} >= ${from}::timestamptz and ${time} < ${to}::timestamptz`;
}

function unionAll(parts: Sql[]): Sql {
  return joinSql(parts, sql` union all `);
}
