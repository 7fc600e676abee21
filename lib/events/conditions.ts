import { joinSql, type Sql, sql } from '#lib/db/sql.ts';
import type { TimeRange } from '#lib/time/ranges.ts';
import type { ResolvedFilters, ResolvedSearch } from './resolved-filters.ts';

/** The accounts: what every primary key begins with. Reads that are led to an account by another table leave it out. */
export function inAccounts({ accountIds }: ResolvedFilters): Sql {
  return sql`account_id = any(${accountIds}::bigint[])`;
}

export function within(time: Sql, { from, to }: TimeRange): Sql {
  return sql`${time} >= ${from}::timestamptz and ${time} < ${to}::timestamptz`;
}

/** Filters as SQL conditions. `event` and the activity tables name these columns alike, so one set serves all of them. */
export function filterConditions(filters: ResolvedFilters): Sql {
  const { regionIds, actionIds, otherActionIds, principalIds, addressIds, errorIds } = filters;
  return allOf([
    regionIds && idIn(sql`region_id`, regionIds),
    actionIds && idIn(sql`action_id`, actionIds),
    otherActionIds && sql`action_id <> all(${otherActionIds}::int[])`,
    principalIds && idIn(sql`principal_id`, principalIds),
    addressIds && idIn(sql`address_id`, addressIds),
    errorIds && idIn(sql`error_id`, errorIds),
  ]);
}

/** What only events know: access key and resource. */
export function eventConditions({ accessKeyIds, resourceIds }: ResolvedFilters): Sql {
  return allOf([
    accessKeyIds && idIn(sql`access_key_id`, accessKeyIds),
    resourceIds && namesResource(resourceIds),
  ]);
}

/** The part of a search that the rollups know. */
export function searchInRollups({ accountIds, principalIds, actionIds, addressIds }: ResolvedSearch): Sql {
  return anyOf([
    accountIds.length > 0 && sql`account_id = any(${accountIds}::bigint[])`,
    principalIds.length > 0 && idIn(sql`principal_id`, principalIds),
    actionIds.length > 0 && idIn(sql`action_id`, actionIds),
    addressIds.length > 0 && idIn(sql`address_id`, addressIds),
  ]);
}

/** The part of a search that only events know. */
export function searchInEvents({ sessionIds, accessKeyIds, resourceIds }: ResolvedSearch): Sql {
  return anyOf([
    sessionIds.length > 0 && idIn(sql`session_id`, sessionIds),
    accessKeyIds.length > 0 && idIn(sql`access_key_id`, accessKeyIds),
    resourceIds.length > 0 && namesResource(resourceIds),
  ]);
}

/** Everything that an event must match. */
export function matchesEvent(filters: ResolvedFilters): Sql {
  const { search } = filters;
  const searched = search && sql`(${searchInRollups(search)} or ${searchInEvents(search)})`;
  return allOf([filterConditions(filters), eventConditions(filters), searched]);
}

/** Everything that the rollups can tell, for filters that they answer alone. */
export function matchesRollup(filters: ResolvedFilters): Sql {
  return allOf([filterConditions(filters), filters.search && searchInRollups(filters.search)]);
}

export function allOf(conditions: (Sql | null | false)[]): Sql {
  const given = conditions.filter((condition) => condition !== null && condition !== false);
  return given.length === 0 ? sql`true` : joinSql(given, sql` and `);
}

/** In parentheses; false where there is nothing to match. */
export function anyOf(conditions: (Sql | null | false)[]): Sql {
  const given = conditions.filter((condition) => condition !== null && condition !== false);
  return given.length === 0 ? sql`false` : sql`(${joinSql(given, sql` or `)})`;
}

// The planner looks at every element of an array to guess how many rows match; from a few hundred on that costs more than
// the subquery.
const LONG_LIST = 500;

export function idIn(column: Sql, ids: readonly number[]): Sql {
  if (ids.length > LONG_LIST) return sql`${column} in (select unnest(${ids}::int[]))`;
  return sql`${column} = any(${ids}::int[])`;
}

// Three ways, by what they cost an event: one comparison for each resource named; `&&`, which compares each with each;
// and for many ids a look into a hash of them. A subquery for each event is slow, so the first two, which are mostly all
// that there are, go without.
function namesResource(ids: readonly number[]): Sql {
  const [only] = ids;
  if (ids.length === 1 && only !== undefined) return sql`${only}::int = any(resource_ids)`;
  if (ids.length <= 64) return sql`resource_ids && ${ids}::int[]`;
  return sql`(
    resource_ids[1] = any(${ids}::int[]) or resource_ids[2] = any(${ids}::int[])
    or cardinality(resource_ids) > 2
      and exists (select from unnest(resource_ids[3:]) named where named = any(${ids}::int[]))
  )`;
}
