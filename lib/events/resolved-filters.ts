/** Ids of one dimension that match; null where nothing restricts it, empty where nothing matches. */
export type Ids = readonly number[] | null;

/**
 * The wildcard box as ids. An event matches if any of them does. The first four are known to the rollups, the rest to
 * the events alone; those hold only what the first four do not cover already.
 */
export type ResolvedSearch = {
  accountIds: readonly string[];
  principalIds: readonly number[];
  actionIds: readonly number[];
  addressIds: readonly number[];
  sessionIds: readonly number[];
  /** Principals of those sessions: the rollups find their hours. */
  sessionPrincipalIds: readonly number[];
  accessKeyIds: readonly number[];
  resourceIds: readonly number[];
};

/** What an event must match, with every text replaced by the ids that stand for it in this scope. */
export type ResolvedFilters = {
  /** Half-open, UTC. */
  from: Date;
  to: Date;
  /** 12 digits each: the scope's, less those that the filters rule out. */
  accountIds: readonly string[];
  regionIds: Ids;
  actionIds: Ids;
  /** In place of `actionIds` where those that do not match are fewer. */
  otherActionIds: readonly number[] | null;
  principalIds: Ids;
  addressIds: Ids;
  errorIds: Ids;
  accessKeyIds: Ids;
  resourceIds: Ids;
  search: ResolvedSearch | null;
  /** Indexes into CATEGORIES, or null for all. The actions above are restricted to them already. */
  categories: readonly number[] | null;
  /** True when `actionIds` is more than the categories' actions, i.e. service, event or readOnly restrict it. */
  actionsChosen: boolean;
  /** The error ids that mean success: 0, and e.g. DryRunOperation. All others count as errors. */
  successIds: readonly number[];
};

/** True when no event can match, so that no query need be asked. */
export function matchesNothing(filters: ResolvedFilters): boolean {
  const { regionIds, actionIds, principalIds, addressIds, errorIds, accessKeyIds, resourceIds, search } =
    filters;
  const sets = [regionIds, actionIds, principalIds, addressIds, errorIds, accessKeyIds, resourceIds];
  if (filters.accountIds.length === 0 || filters.from >= filters.to) return true;
  return sets.some((ids) => ids?.length === 0) || (search !== null && isEmptySearch(search));
}

function isEmptySearch(search: ResolvedSearch): boolean {
  return Object.values(search).every((ids) => ids.length === 0);
}

/** True when the rollups cannot answer: a resource, an access key or a session name decides. */
export function needsEvents({ accessKeyIds, resourceIds, search }: ResolvedFilters): boolean {
  return accessKeyIds !== null || resourceIds !== null || (search !== null && searchNeedsEvents(search));
}

export function searchNeedsEvents({ sessionIds, accessKeyIds, resourceIds }: ResolvedSearch): boolean {
  return sessionIds.length + accessKeyIds.length + resourceIds.length > 0;
}
