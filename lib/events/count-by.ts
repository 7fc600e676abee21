import { VALUE_KINDS, type ValueKind } from '#lib/activity/value-kinds.ts';
import { joinSql, type Sql, sql } from '#lib/db/sql.ts';
import type { TimeRange } from '#lib/time/ranges.ts';
import { candidateHours } from './candidates.ts';
import {
  allOf,
  filterConditions,
  inAccounts,
  matchesEvent,
  matchesRollup,
  searchInEvents,
  searchInRollups,
  within,
} from './conditions.ts';
import type { Count } from './count.ts';
import { countDaysOfValues, KINDS_BY_HOUR, valueKindFor } from './count-values.ts';
import { needsEvents, type ResolvedFilters } from './resolved-filters.ts';
import type { Aggregate } from './schema.ts';
import { type RangePart, splitRange } from './split-range.ts';

/**
 * Counts of the matching events by a dimension's id: a select of (bucket, key, events, errors, first_seen, last_seen), in
 * which a bucket's key may come in several rows. Taken from the coarsest rows that are exact: sums by a single value where only
 * that one is filtered and counted, day and hour rollups wherever they know every filter, single events for the cut hours
 * at the period's ends and for what no rollup knows. By the hour, times of first and last events may be those of the day.
 */
export function countBy(count: Count): Sql {
  const { filters, by, bucket } = count;
  const { resourceIds, accessKeyIds, search } = filters;
  const kind = valueKindFor(filters, by);
  if (kind !== null) return countByValues(count, kind);
  if (!by.ofEveryEvent || resourceIds || accessKeyIds)
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

/** Whole days from the sums of single values; the hours at the ends of the period as they are counted otherwise. */
function countByValues(count: Count, kind: ValueKind): Sql {
  const { filters, bucket } = count;
  const knowsHours = KINDS_BY_HOUR.has(kind);
  const parts = splitRange(filters, bucket === 'hour' && !knowsHours ? 'hour' : 'day');
  return unionAll(
    parts.map((part) => {
      if (part.rows === 'day') return countDaysOfValues(count, kind, part);
      if (knowsHours) return countRollup(count, part);
      return countEvents(count, whole(filters, part, matchesEvent(filters)));
    }),
  );
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

/** Where single events are read from: a `from` item called `event`, after the CTEs that it needs. */
type EventSource = { ctes: Sql; from: Sql };

function countEvents({ filters, by, bucket }: Count, { ctes, from }: EventSource): Sql {
  const named =
    by.valueKind === VALUE_KINDS.resource
      ? sql`cross join unnest(resource_ids) as each_resource (resource_id)`
      : sql``;
  return sql`(
    ${ctes}
    select ${bucketOf(bucket, sql`event_time`, 'event')} as bucket, ${by.key} as key, count(*) as events,
      count(*) filter (where ${isFailure(filters)}) as errors, min(event_time) as first_seen, max(event_time) as last_seen
    from ${from} ${named}
    where ${by.valueKind === VALUE_KINDS.accessKey ? sql`access_key_id <> 0` : sql`true`}
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

function unionAll(parts: Sql[]): Sql {
  return joinSql(parts, sql` union all `);
}
