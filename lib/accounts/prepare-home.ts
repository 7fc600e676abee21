import type { Reach, ReachedView } from '#lib/auth/resolve-reach.ts';
import { SOURCE_STATES } from '#lib/sources/source-status.ts';
import type { HomeSearch } from './home-search.ts';
import { listPlaces, type PlacePage } from './list-places.ts';
import type { AccountActivity } from './queries/account-activity.ts';
import type { Health, SourceHealth } from './queries/source-health.ts';

/** `none`: nothing collects for it yet. Null: it is not this person's to see. */
export type PlaceHealth = { kind: Health | 'none'; message: string | null } | null;

export type HomeView = AccountActivity & {
  slug: string;
  name: string;
  accounts: number;
  /** Accounts in it that are discovered and not added. */
  discovered: number;
  health: PlaceHealth;
  canManage: boolean;
};
export type HomeAccount = AccountActivity & { id: string; name: string };
export type DiscoveredAccount = AccountActivity & {
  id: string;
  /** Names of the views whose buckets hold it. */
  views: string[];
};

export type Home = {
  views: HomeView[];
  accounts: HomeAccount[];
  discovered: DiscoveredAccount[];
  /** Of all of them, those that the person may see. */
  sources: readonly SourceHealth[];
};

/** The part of Home that a search shows. */
export type HomePage = {
  views: PlacePage<HomeView>;
  accounts: PlacePage<HomeAccount>;
  discovered: PlacePage<DiscoveredAccount>;
};

export type HomeFacts = {
  reach: Reach;
  /** By 12 digits; an account that is not in it has no events. */
  activity: ReadonlyMap<string, AccountActivity>;
  sources: readonly SourceHealth[];
};

/** What Home shows: discovered accounts by their number, the rest in the order of `reach`. */
export function prepareHome({ reach, activity, sources }: HomeFacts): Home {
  const bySource = new Map(sources.map((source) => [source.sourceId, source]));
  const views = reach.views.map((view) => ({
    slug: view.slug,
    name: view.name,
    accounts: view.accountIds.length,
    discovered: discoveredIn(view, reach).length,
    ...sumActivity(view.accountIds, activity),
    health: view.canManage ? worst(pick(bySource, view.sourceIds)) : null,
    canManage: view.canManage,
  }));
  const accounts = reach.accounts.map(({ id, name }) => ({ id, name, ...(activity.get(id) ?? NONE) }));
  const viewsOf = new Map<string, string[]>();
  for (const view of reach.views) {
    for (const id of discoveredIn(view, reach)) viewsOf.set(id, [...(viewsOf.get(id) ?? []), view.name]);
  }
  const discovered = [...viewsOf].map(([id, names]) => ({ id, views: names, ...(activity.get(id) ?? NONE) }));
  return {
    views,
    accounts,
    discovered: discovered.sort((a, b) => (a.id < b.id ? -1 : 1)),
    sources,
  };
}

export type HealthFacts = {
  reach: Pick<Reach, 'accounts'>;
  sources: readonly SourceHealth[];
  /** The sources in which an account was found, by its 12 digits. */
  feeding: ReadonlyMap<string, number[]>;
};

/** Whether the logs of some of the accounts come in, by 12 digits. */
export function prepareHealth(
  shown: readonly HomeAccount[],
  { reach, sources, feeding }: HealthFacts,
): Map<string, PlaceHealth> {
  const bySource = new Map(sources.map((source) => [source.sourceId, source]));
  const ids = new Set(shown.map(({ id }) => id));
  const reached = new Map(
    reach.accounts.filter(({ id }) => ids.has(id)).map((account) => [account.id, account]),
  );
  return new Map(
    shown.map(({ id, lastMs }) => {
      const { sourceIds, canManage } = reached.get(id) ?? { sourceIds: [], canManage: false };
      const fedBy = pick(bySource, [...sourceIds, ...(feeding.get(id) ?? [])]);
      // An account that has events without a source that the person may see is fed by a bucket of somebody else's: nothing is said
      // about that.
      const untold = fedBy.length === 0 && (!canManage || lastMs !== null);
      return [id, untold ? null : worst(fedBy)];
    }),
  );
}

/** How places are ordered by what is found in them, which is not for this room to know. */
export type FindingsOrder = {
  views: (a: HomeView, b: HomeView) => number;
  accounts: (a: HomeAccount, b: HomeAccount) => number;
};

/** The part of it that a search asks for. */
export function pageHome(home: Home, search: HomeSearch, byFindings: FindingsOrder): HomePage {
  const { q, sort, views, accounts, discovered } = search;
  const ofViews = { q, sort, page: views, byFindings: byFindings.views };
  const ofAccounts = { q, sort, page: accounts, byFindings: byFindings.accounts };
  return {
    views: listPlaces(home.views, ({ name, slug }) => [name, slug], ofViews),
    accounts: listPlaces(home.accounts, ({ name, id }) => [name, id], ofAccounts),
    discovered: listPlaces(home.discovered, ({ id }) => [id], { q, sort, page: discovered }),
  };
}

function discoveredIn(view: ReachedView, { discovered }: Reach): string[] {
  return discovered.size === 0 ? [] : view.accountIds.filter((id) => discovered.has(id));
}

function sumActivity(
  ids: readonly string[],
  activity: ReadonlyMap<string, AccountActivity>,
): AccountActivity {
  const sum: AccountActivity = { events: 0, lastMs: null };
  for (const id of ids) {
    const of = activity.get(id);
    if (!of) continue;
    sum.events += of.events;
    if (of.lastMs !== null && (sum.lastMs === null || of.lastMs > sum.lastMs)) sum.lastMs = of.lastMs;
  }
  return sum;
}

const NONE: AccountActivity = { events: 0, lastMs: null };

function pick(bySource: ReadonlyMap<number, SourceHealth>, ids: readonly number[]): SourceHealth[] {
  return ids.flatMap((id) => bySource.get(id) ?? []);
}

/** The one state that speaks for several sources: the one that most needs a look. */
function worst(sources: readonly SourceHealth[]): PlaceHealth {
  let first = sources[0];
  for (const source of sources) if (first && rank(source) < rank(first)) first = source;
  return first ? { kind: first.health, message: first.message } : { kind: 'none', message: null };
}

const rank = ({ health }: SourceHealth): number => SOURCE_STATES.indexOf(health);
