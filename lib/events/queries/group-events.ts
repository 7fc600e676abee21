import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { type Sql, sql } from '#lib/db/sql.ts';
import { chooseReading, type Reading } from '../choose-reading.ts';
import type { Count } from '../count.ts';
import { countBy } from '../count-by.ts';
import { knowsHoursApart } from '../count-values.ts';
import { DIMENSIONS, EVERYTHING } from '../dimensions.ts';
import { resolveFilters } from '../resolve-filters.ts';
import { matchesNothing, type ResolvedFilters } from '../resolved-filters.ts';
import type { Aggregate, EventFilters, EventGroups, GroupBy } from '../schema.ts';
import { type GroupRow, toEventGroups } from '../to-event-groups.ts';
import { widenRange } from '../widen-range.ts';

export type Grouping = { groupBy: GroupBy; aggregate: Aggregate; limit?: number };

export const DEFAULT_GROUPS = 100;
/** Groups drawn as series of their own. */
export const TOP_SERIES = 6;

const rows = z.array(
  z.object({
    kind: z.enum(['total', 'group', 'series', 'identity']),
    value: z.string(),
    bucket: z.date().nullable(),
    events: z.coerce.number(),
    errors: z.coerce.number(),
    first_seen: z.date().nullable(),
    last_seen: z.date().nullable(),
    /** How many groups there are, with each total. */
    groups: z.coerce.number(),
    /** Of a bucket's total, the sum over the groups: an event counts for each resource that it names. */
    grouped: z.coerce.number(),
    identity_type: z.string().nullable(),
  }),
) satisfies z.ZodType<GroupRow[]>;

/**
 * Matching events by one of their fields: the largest groups with their counts, and a point for each day or hour of the
 * period, empty ones included. Every event is in one group, those without the field under ''; only for resources and access keys are
 * groups of named values alone, and an event counts for each resource that it names.
 */
export async function groupEvents(
  db: Queryable,
  scope: Scope,
  filters: EventFilters,
  grouping: Grouping,
): Promise<EventGroups> {
  const resolved = await resolveFilters(db, scope, filters);
  if (matchesNothing(resolved)) return toEventGroups([], filters, grouping.aggregate);
  const counted = await widenRange(db, resolved);
  const result = await db.query(selectGroups(counted, await chooseReading(db, counted), grouping).toQuery());
  return toEventGroups(rows.parse(result.rows), filters, grouping.aggregate);
}

// By id first, which is short, and only then by value; points are looked up for the ids of the top values alone. Where single
// values are summed up, hours are read for the totals and the top values, and the groups come from days.
function selectGroups(
  filters: ResolvedFilters,
  reading: Reading,
  { groupBy, aggregate, limit = DEFAULT_GROUPS }: Grouping,
): Sql {
  const by = DIMENSIONS[groupBy];
  const apart = aggregate === 'hour' && knowsHoursApart(filters, by);
  const topKeys = sql`select key from top_key`;
  const points = apart
    ? sql`(${countBy({ filters, reading, by, bucket: aggregate, only: topKeys })}) point`
    : sql`counted_in_bucket`;
  return sql`
    with counted_in_bucket as materialized (
      ${countBy({ filters, reading, by, bucket: apart ? 'day' : aggregate })}
    ), counted as materialized (
      select key, sum(events) as events, sum(errors) as errors, min(first_seen) as first_seen, max(last_seen) as last_seen
      from counted_in_bucket
      group by key
    ), named as materialized (
      select key, ${by.value} as value, events, errors, first_seen, last_seen from counted ${by.join}
    ), ranked as materialized (
      select value, sum(events) as events, sum(errors) as errors, min(first_seen) as first_seen, max(last_seen) as last_seen,
        row_number() over (order by sum(events) desc, value) as place
      from named
      group by value
    ), top_key as materialized (
      select key, value, place from named join ranked using (value) where place <= ${TOP_SERIES}::int
    )
    ${totals({ filters, reading, by, bucket: aggregate }, apart)}
    union all
    select 'group', value, null, events, errors, first_seen, last_seen, 0, 0, null, place
    from ranked where place <= ${limit}::int
    union all
    select 'series', value, bucket, sum(events), sum(errors), null, null, 0, 0, null, place
    from ${points} join top_key using (key)
    group by value, bucket, place
    ${groupBy === 'user' ? identityTypes(limit) : sql``}
    order by place, kind, bucket`;
}

/** Each bucket's events: the sum over the groups, but where those are by the day or an event may be in none or in several of them. */
function totals(count: Count, apart: boolean): Sql {
  const columns = sql`null::timestamptz as first_seen, null::timestamptz as last_seen, (select count(*) from ranked) as groups`;
  const grouped = sql`
    select bucket, sum(events) as events, sum(errors) as errors from counted_in_bucket group by bucket`;
  const all = sql`
    select bucket, sum(events) as events, sum(errors) as errors from (${countBy({ ...count, by: EVERYTHING })}) part group by bucket`;
  if (count.by.ofEveryEvent) {
    return sql`
      select 'total' as kind, '' as value, bucket, events, errors, ${columns}, events as grouped, null as identity_type,
        0 as place
      from (${apart ? all : grouped}) total`;
  }
  return sql`
    select 'total' as kind, '' as value, bucket, total.events, total.errors, ${columns},
      coalesce(grouped.events, 0) as grouped, null as identity_type, 0 as place
    from (${all}) total
    left join (${grouped}) grouped using (bucket)`;
}

function identityTypes(limit: number): Sql {
  return sql`
    union all
    select distinct 'identity', value, null::timestamptz, 0, 0, null::timestamptz, null::timestamptz, 0, 0,
      case when label_source = 'sso-session' then 'SSO' else identity_type end, place
    from named
    join principal on principal.id = named.key
    join ranked using (value)
    where place <= ${limit}::int`;
}
