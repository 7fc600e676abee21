import { VALUE_KINDS, type ValueKind } from '#lib/activity/value-kinds.ts';
import { type Sql, sql } from '#lib/db/sql.ts';
import type { TimeRange } from '#lib/time/ranges.ts';
import { allOf, idIn, inAccounts, within } from './conditions.ts';
import type { Count } from './count.ts';
import type { Dimension } from './dimensions.ts';
import type { ResolvedFilters } from './resolved-filters.ts';

/** Kinds whose rows say how many events each hour of the day had. */
export const KINDS_BY_HOUR: ReadonlySet<ValueKind> = new Set([
  VALUE_KINDS.region,
  VALUE_KINDS.action,
  VALUE_KINDS.principal,
  VALUE_KINDS.address,
  VALUE_KINDS.error,
]);

/**
 * The kind of activity_value that counts these events by this dimension: when nothing is filtered, or nothing but what that
 * kind stands for, beside accounts, categories and the period. Null where a combination is asked for.
 */
export function valueKindFor(filters: ResolvedFilters, by: Dimension): ValueKind | null {
  // An event that names two of the resources would count twice.
  if (filters.search || filters.resourceIds) return null;
  const kinds = new Set<ValueKind>();
  if (by.valueKind !== null) kinds.add(by.valueKind);
  if (filters.regionIds) kinds.add(VALUE_KINDS.region);
  if (filters.actionsChosen) kinds.add(VALUE_KINDS.action);
  if (filters.principalIds) kinds.add(VALUE_KINDS.principal);
  if (filters.addressIds) kinds.add(VALUE_KINDS.address);
  if (filters.errorIds) kinds.add(VALUE_KINDS.error);
  if (filters.accessKeyIds) kinds.add(VALUE_KINDS.accessKey);
  if (kinds.size > 1) return null;
  // Every event is in one region, of which there are the fewest.
  const [only = VALUE_KINDS.region] = kinds;
  return only;
}

/** Whether the hours of some values can be counted without those of the others. */
export function knowsHoursApart(filters: ResolvedFilters, by: Dimension): boolean {
  const kind = valueKindFor(filters, by);
  return kind !== null && KINDS_BY_HOUR.has(kind);
}

/** Whole days, as `countBy` counts them. */
export function countDaysOfValues(
  { filters, by, bucket, only }: Omit<Count, 'reading'>,
  kind: ValueKind,
  days: TimeRange,
): Sql {
  const key = by.valueKind === null ? by.key : sql`value_id`;
  const from = sql`
    from activity_value
    where ${inAccounts(filters)} and kind = ${kind}::smallint and ${within(sql`day`, days)}
      and ${allOf([filters.categories && idIn(sql`category`, filters.categories), idsOf(filters, kind), only ? sql`${key} in (${only})` : null])}`;
  if (bucket === 'hour') {
    return sql`
      select day + (hour_count & 31) * interval '1 hour' as bucket, ${key} as key, sum(hour_count >> 34) as events,
        sum((hour_count >> 5) & 536870911) as errors,
        day + min(first_second) * interval '1 second' as first_seen, day + max(last_second) * interval '1 second' as last_seen
      from (select * ${from}) of_day cross join unnest(hour_counts) as hour_count
      group by day, hour_count & 31, 2`;
  }
  if (bucket === null) {
    return sql`
      select null::timestamptz as bucket, ${key} as key, sum(events) as events, sum(errors) as errors,
        null::timestamptz as first_seen, null::timestamptz as last_seen
      ${from}
      group by 2`;
  }
  return sql`
    select day as bucket, ${key} as key, sum(events) as events, sum(errors) as errors,
      day + min(first_second) * interval '1 second' as first_seen, day + max(last_second) * interval '1 second' as last_seen
    ${from}
    group by day, 2`;
}

/** The filter on the kind's own ids. */
function idsOf(filters: ResolvedFilters, kind: ValueKind): Sql | null {
  const { regionIds, actionIds, otherActionIds, principalIds, addressIds, errorIds, accessKeyIds } = filters;
  const id = sql`value_id`;
  const conditions: Partial<Record<ValueKind, Sql | null>> = {
    [VALUE_KINDS.accessKey]: accessKeyIds && idIn(id, accessKeyIds),
    [VALUE_KINDS.region]: regionIds && idIn(id, regionIds),
    [VALUE_KINDS.action]:
      (actionIds && idIn(id, actionIds)) ?? (otherActionIds && sql`${id} <> all(${otherActionIds}::int[])`),
    [VALUE_KINDS.principal]: principalIds && idIn(id, principalIds),
    [VALUE_KINDS.address]: addressIds && idIn(id, addressIds),
    [VALUE_KINDS.error]: errorIds && idIn(id, errorIds),
  };
  return conditions[kind] ?? null;
}
