import { z } from 'zod';
import { formatAccountId } from '#lib/accounts/account-id.ts';
import { indexPairs, numberList, readList, textList } from '#lib/db/lists.ts';
import { type PrismaConnection, prisma } from '#lib/db/prisma.ts';
import { type Actor, grantedIds } from './actor.ts';
import type { ScopeList } from './list-scopes.ts';
import { mintScope, type Scope } from './scope.ts';

const viewLists = z.object({
  views: z.array(
    z.object({ id: z.number(), slug: z.string(), name: z.string(), sourceIds: z.array(z.number()) }),
  ),
  /** Pairs by place: a view, and an account in it. */
  held: z.object({ views: numberList, accounts: numberList }),
});
const accountLists = z.object({
  /** By place in each of the two. */
  ids: numberList,
  names: textList,
  /** Those of the person's views that somebody has added; null for all of `ids`. */
  added: numberList.nullable(),
  /** Pairs by place: an account, and a source of its own. */
  own: z.object({ accounts: numberList, sources: numberList }),
});

export type ReachedView = {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  /** 12 digits each, in no order; discovered accounts are among them. */
  readonly accountIds: readonly string[];
  /** Empty where the person may not see them. */
  readonly sourceIds: readonly number[];
  readonly canManage: boolean;
};
export type ReachedAccount = Readonly<Pick<ReachedView, 'name' | 'sourceIds' | 'canManage'> & { id: string }>;

/**
 * Everything that a person may see, taken together: `scope` is for Home alone and has no address. An admin's is one object for several
 * requests.
 */
export type Reach = {
  readonly scope: Scope;
  readonly views: readonly ReachedView[];
  readonly accounts: readonly ReachedAccount[];
  /** Accounts of the views that nobody has added yet. */
  readonly discovered: ReadonlySet<string>;
};

/** The views and accounts of `listScopes` with what is in them. The same rules as `resolveScope`, in two queries. */
export async function resolveReach(actor: Actor, db: PrismaConnection = prisma()): Promise<Reach> {
  return actor.role === 'admin' ? reachEverything(db) : readReach(actor, db);
}

/** What admins may see, by the connection that it was read over. */
const everything = new WeakMap<PrismaConnection, { change: string; reach: Reach }>();

// Of thousands of accounts it is long, the same for every admin, and changes when a view, an account or a source does.
async function reachEverything(db: PrismaConnection): Promise<Reach> {
  const change = await placeChange(db);
  const known = everything.get(db);
  if (known?.change === change) return known.reach;
  const reach = await readReach({ role: 'admin', grants: [] }, db);
  everything.set(db, { change, reach });
  return reach;
}

async function placeChange(db: PrismaConnection): Promise<string> {
  // By number and count: a change that got its number first may be committed last.
  const rows = await db.$queryRaw`select count(*) || ' ' || coalesce(max(id), 0) as change from place_change`;
  return changes.parse(rows)[0].change;
}

const changes = z.tuple([z.object({ change: z.string() })]);

type Asking = Pick<Actor, 'role' | 'grants'>;

async function readReach(asking: Asking, db: PrismaConnection): Promise<Reach> {
  const [views, accounts] = await Promise.all([selectViews(db, asking), selectAccounts(db, asking)]);
  return toReach(asking, readList(views, viewLists), readList(accounts, accountLists));
}

function toReach(
  { role, grants }: Asking,
  viewList: z.infer<typeof viewLists>,
  accountList: z.infer<typeof accountLists>,
): Reach {
  const all = role === 'admin';
  const managed = new Set(grants.flatMap(({ level, viewId }) => (level === 'manager' ? [viewId] : [])));
  const owned = new Set(grants.flatMap(({ level, accountId }) => (level === 'owner' ? [accountId] : [])));
  const { held } = viewList;
  const { ids, names, added, own } = accountList;
  const idOf = writeAccountIds(held.accounts.concat(ids));
  const twelveDigits = (id: number) => idOf.get(id) ?? '';
  const heldBy = indexPairs(held.views, held.accounts);
  const views = viewList.views.map(({ id, slug, name, sourceIds }) => {
    const canManage = all || managed.has(id);
    const accountIds = (heldBy.get(id) ?? []).map(twelveDigits);
    return { id, slug, name, accountIds, sourceIds: canManage ? sourceIds : [], canManage };
  });
  const sourcesOf = indexPairs(own.accounts, own.sources);
  const accounts = ids.map((number, place) => {
    const id = twelveDigits(number);
    const canManage = all || owned.has(id);
    const sourceIds = (canManage && sourcesOf.get(number)) || [];
    return { id, name: names[place] ?? '', sourceIds, canManage };
  });
  const sources = [...views, ...accounts].flatMap((place) => place.sourceIds);
  const scope = mintScope({
    kind: 'view',
    id: '',
    name: 'Everything you may see',
    accountIds: [...idOf.values()],
    sourceIds: [...new Set(sources)].sort((a, b) => a - b),
    canManage: false,
    everything: all,
  });
  const isAdded = new Set(added ?? ids);
  const discovered = new Set(held.accounts.filter((id) => !isAdded.has(id)).map(twelveDigits));
  return { scope, views, accounts, discovered };
}

/** The same as `listScopes` of that person. */
export function toScopeList({ views, accounts }: Reach, { limit }: { limit: number }): ScopeList {
  return {
    views: views
      .slice(0, limit)
      .map(({ slug, name, accountIds }) => ({ slug, name, accounts: accountIds.length })),
    accounts: accounts.slice(0, limit).map(({ id, name }) => ({ id, name })),
  };
}

/** The 12 digits of each number, in their order. Written out once each: the same account stands in many views. */
function writeAccountIds(numbers: readonly number[]): Map<number, string> {
  const sorted = Float64Array.from(numbers).sort();
  const ids = new Map<number, string>();
  sorted.forEach((id, place) => {
    if (id !== sorted[place - 1]) ids.set(id, formatAccountId(id));
  });
  return ids;
}

function selectViews(db: PrismaConnection, actor: Asking): Promise<unknown> {
  const asked = actor.role === 'admin' ? null : grantedIds(actor).views;
  return db.$queryRaw`
    select json_build_object(
      'views', (
        select coalesce(json_agg(json_build_object(
          'id', view.id, 'slug', view.slug, 'name', view.name, 'sourceIds', coalesce(own.ids, '{}')
        ) order by lower(view.name), view.slug), '[]')
        from view
        left join (
          select view_id, array_agg(id order by id) as ids from source
          where view_id is not null and removed_at is null
          group by view_id
        ) own on own.view_id = view.id
        where ${asked}::int[] is null or view.id = any(${asked}::int[])
      ),
      'held', json_build_object('views', held.views, 'accounts', held.accounts)
    )::text as list
    from lists_by_view(${asked}::int[]) as held`;
}

function selectAccounts(db: PrismaConnection, actor: Asking): Promise<unknown> {
  const granted = grantedIds(actor);
  const everything = actor.role === 'admin';
  return db.$queryRaw`
    -- Taken in its order, which is the answer's.
    with chosen as materialized (
      select id, name from account
      where ${everything} or account.id = any(${granted.accounts}::bigint[])
        or account.id in (select account_id from accounts_by_view(${granted.managedViews}::int[]))
      order by lower(name), id
    ), own as (
      select source.account_id, source.id from source join chosen on chosen.id = source.account_id
      where removed_at is null
    )
    select json_build_object(
      'ids', coalesce(array_agg(id), '{}'),
      'names', coalesce(array_agg(name), '{}'),
      'added', case when not ${everything} then (
        select coalesce(array_agg(id), '{}') from account
        where id in (select account_id from accounts_by_view(${granted.views}::int[]))
      ) end,
      'own', (
        select json_build_object(
          'accounts', coalesce(array_agg(account_id order by id), '{}'),
          'sources', coalesce(array_agg(id order by id), '{}')
        ) from own
      )
    )::text as list
    from chosen`;
}
