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
  added: Set<string>;
  sources: SourceHealth[];
};

/** What Home shows: discovered accounts with the most events first, the rest in the order of `reach`. */
export function prepareHome({ reach, activity, added, sources }: HomeFacts): Home {
  const byAccount = new Map(activity.map((row) => [row.accountId, row]));
  const sum = (ids: readonly string[]) => sumActivity(ids.flatMap((id) => byAccount.get(id) ?? []));
  const views = reach.views.map((view) => ({
    slug: view.slug,
    name: view.name,
    accounts: view.accountIds.length,
    discovered: view.accountIds.filter((id) => !added.has(id)).length,
    ...sum(view.accountIds),
    health: view.canManage
      ? worst(sources.filter((source) => view.sourceIds.includes(source.sourceId)))
      : null,
    canManage: view.canManage,
  }));
  const sourcesOf = indexByAccount(sources);
  const accounts = reach.accounts.map((account) => ({
    id: account.id,
    name: account.name,
    ...sum([account.id]),
    health: accountHealth(account, sources, sourcesOf.get(account.id) ?? [], byAccount.get(account.id)),
  }));
  const unknown = [...new Set(reach.views.flatMap((view) => view.accountIds))].filter((id) => !added.has(id));
  const members = reach.views.map((view) => ({ name: view.name, accounts: new Set(view.accountIds) }));
  const discovered = unknown.map((id) => ({
    id,
    views: members.filter((view) => view.accounts.has(id)).map((view) => view.name),
    ...sum([id]),
  }));
  return {
    views,
    accounts,
    discovered: discovered.sort((a, b) => b.events - a.events || (a.id < b.id ? -1 : 1)),
  };
}

/** The part of it that a search asks for. */
export function pageHome(home: Home, { q, sort, accounts, discovered }: HomeSearch): HomePage {
  const views = { q, sort, page: 1 };
  return {
    views: listPlaces(home.views, ({ name, slug }) => [name, slug], views, MOST_VIEWS),
    accounts: listPlaces(home.accounts, ({ name, id }) => [name, id], { q, sort, page: accounts }),
    discovered: listPlaces(home.discovered, ({ id }) => [id], { q, sort, page: discovered }),
  };
}

const MOST_VIEWS = 1000;

function sumActivity(rows: AccountActivity[]): { events: number; lastEventAt: Date | null } {
  const times = rows.flatMap((row) => (row.lastEventAt ? [row.lastEventAt.getTime()] : []));
  return {
    events: rows.reduce((total, row) => total + row.events, 0),
    lastEventAt: times.length > 0 ? new Date(times.reduce((a, b) => Math.max(a, b))) : null,
  };
}

// Its own trail, or the shared bucket in which it was found. An account that has events without a source that the person may see
// is fed by a bucket of somebody else's: nothing is said about that.
function accountHealth(
  account: ReachedAccount,
  sources: SourceHealth[],
  foundIn: SourceHealth[],
  activity: AccountActivity | undefined,
): PlaceHealth {
  const own =
    account.sourceIds.length > 0
      ? sources.filter(({ sourceId }) => account.sourceIds.includes(sourceId))
      : [];
  const feeding = [...own, ...foundIn];
  if (feeding.length === 0 && (!account.canManage || activity?.lastEventAt)) return null;
  return worst(feeding);
}

function indexByAccount(sources: SourceHealth[]): Map<string, SourceHealth[]> {
  const index = new Map<string, SourceHealth[]>();
  for (const source of sources) {
    for (const id of source.accountIds) index.set(id, [...(index.get(id) ?? []), source]);
  }
  return index;
}

/** The one state that speaks for several sources: the one that most needs a look. */
function worst(sources: SourceHealth[]): PlaceHealth {
  const first = SOURCE_STATES.flatMap((kind) => sources.filter((source) => source.health === kind))[0];
  return first ? { kind: first.health, message: first.message } : { kind: 'none', message: null };
}
