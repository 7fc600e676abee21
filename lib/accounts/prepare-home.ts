import type { Reach, ReachedAccount } from '#lib/auth/resolve-reach.ts';
import { SOURCE_STATES } from '#lib/sources/source-status.ts';
import type { HomeSearch } from './home-search.ts';
import { listPlaces, type PlacePage } from './list-places.ts';
import type { AccountActivity } from './queries/account-activity.ts';
import type { Health, SourceHealth } from './queries/source-health.ts';

/** `none`: nothing collects for it yet. Null: it is not this person's to see. */
export type PlaceHealth = { kind: Health | 'none'; message: string | null } | null;

export type HomeView = {
  slug: string;
  name: string;
  accounts: number;
  /** Accounts in it that are discovered and not added. */
  discovered: number;
  events: number;
  lastEventAt: Date | null;
  health: PlaceHealth;
  canManage: boolean;
};
export type HomeAccount = {
  id: string;
  name: string;
  events: number;
  lastEventAt: Date | null;
  health: PlaceHealth;
};
export type DiscoveredAccount = {
  id: string;
  /** Names of the views whose buckets hold it. */
  views: string[];
  events: number;
  lastEventAt: Date | null;
};

export type Home = { views: HomeView[]; accounts: HomeAccount[]; discovered: DiscoveredAccount[] };

/** The part of Home that a search shows. Views are few, and stand on one page. */
export type HomePage = {
  views: PlacePage<HomeView>;
  accounts: PlacePage<HomeAccount>;
  discovered: PlacePage<DiscoveredAccount>;
};

export type HomeFacts = {
  reach: Reach;
  activity: AccountActivity[];
  sources: SourceHealth[];
};

/** What Home shows: discovered accounts with the most events first, the rest in the order of `reach`. */
export function prepareHome({ reach, activity, sources }: HomeFacts): Home {
  const byAccount = new Map(activity.map((row) => [row.accountId, row]));
  const bySource = new Map(sources.map((source) => [source.sourceId, source]));
  const isFound = (id: string) => !byAccount.get(id)?.added;
  const views = reach.views.map((view) => ({
    slug: view.slug,
    name: view.name,
    accounts: view.accountIds.length,
    discovered: view.accountIds.filter(isFound).length,
    ...sumActivity(view.accountIds, byAccount),
    health: view.canManage ? worst(pick(bySource, view.sourceIds)) : null,
    canManage: view.canManage,
  }));
  const sourcesOf = indexByAccount(sources);
  const accounts = reach.accounts.map((account) => {
    const feeding = [...pick(bySource, account.sourceIds), ...(sourcesOf.get(account.id) ?? [])];
    const activity = sumActivity([account.id], byAccount);
    const health = accountHealth(account, feeding, activity.lastEventAt);
    return { id: account.id, name: account.name, ...activity, health };
  });
  const viewsOf = new Map<string, string[]>();
  for (const view of reach.views) {
    for (const id of view.accountIds.filter(isFound))
      viewsOf.set(id, [...(viewsOf.get(id) ?? []), view.name]);
  }
  const discovered = [...viewsOf].map(([id, names]) => ({
    id,
    views: names,
    ...sumActivity([id], byAccount),
  }));
  return {
    views,
    accounts,
    discovered: discovered.sort((a, b) => b.events - a.events || (a.id < b.id ? -1 : 1)),
  };
}

/** How places are ordered by what is found in them, which is not for this room to know. */
export type FindingsOrder = {
  views: (a: HomeView, b: HomeView) => number;
  accounts: (a: HomeAccount, b: HomeAccount) => number;
};

/** The part of it that a search asks for. */
export function pageHome(home: Home, search: HomeSearch, byFindings: FindingsOrder): HomePage {
  const { q, sort, accounts, discovered } = search;
  const ofViews = { q, sort, page: 1, byFindings: byFindings.views };
  const ofAccounts = { q, sort, page: accounts, byFindings: byFindings.accounts };
  return {
    views: listPlaces(home.views, ({ name, slug }) => [name, slug], ofViews, MOST_VIEWS),
    accounts: listPlaces(home.accounts, ({ name, id }) => [name, id], ofAccounts),
    discovered: listPlaces(home.discovered, ({ id }) => [id], { q, sort, page: discovered }),
  };
}

const MOST_VIEWS = 1000;

function sumActivity(
  ids: readonly string[],
  byAccount: ReadonlyMap<string, AccountActivity>,
): { events: number; lastEventAt: Date | null } {
  let events = 0;
  let lastEventAt: Date | null = null;
  for (const id of ids) {
    const row = byAccount.get(id);
    events += row?.events ?? 0;
    if (row?.lastEventAt && (!lastEventAt || row.lastEventAt > lastEventAt)) lastEventAt = row.lastEventAt;
  }
  return { events, lastEventAt };
}

function pick(bySource: ReadonlyMap<number, SourceHealth>, ids: readonly number[]): SourceHealth[] {
  return ids.flatMap((id) => bySource.get(id) ?? []);
}

// `feeding`: its own trail, and the shared buckets in which it was found. An account that has events without a source that the person
// may see is fed by a bucket of somebody else's: nothing is said about that.
function accountHealth(
  account: ReachedAccount,
  feeding: SourceHealth[],
  lastEventAt: Date | null,
): PlaceHealth {
  if (feeding.length === 0 && (!account.canManage || lastEventAt)) return null;
  return worst(feeding);
}

function indexByAccount(sources: SourceHealth[]): Map<string, SourceHealth[]> {
  const index = new Map<string, SourceHealth[]>();
  for (const source of sources) {
    for (const id of source.accountIds) {
      const found = index.get(id);
      if (found) found.push(source);
      else index.set(id, [source]);
    }
  }
  return index;
}

/** The one state that speaks for several sources: the one that most needs a look. */
function worst(sources: SourceHealth[]): PlaceHealth {
  let first = sources[0];
  for (const source of sources) if (first && rank(source) < rank(first)) first = source;
  return first ? { kind: first.health, message: first.message } : { kind: 'none', message: null };
}

const rank = ({ health }: SourceHealth): number => SOURCE_STATES.indexOf(health);
