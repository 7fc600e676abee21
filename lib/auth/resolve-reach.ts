import { z } from 'zod';
import { type PrismaConnection, prisma } from '#lib/db/prisma.ts';
import { type Actor, grantedIds } from './actor.ts';
import { mintScope, type Scope } from './scope.ts';

const viewRows = z.array(
  z.object({
    id: z.number(),
    slug: z.string(),
    name: z.string(),
    accountIds: z.array(z.number()),
    sourceIds: z.array(z.number()),
  }),
);
/** By place in each of the three lists. */
const accountLists = z.object({
  ids: z.array(z.number()),
  names: z.array(z.string()),
  sourceIds: z.array(z.array(z.number()).nullable()),
});

// All rows as one text: to take thousands of them apart costs the driver more than it costs the database to find them. Of accounts, of
// which there are most, lists of one thing each: an object for each costs the database as much as all the rest.
const asText = z.tuple([z.object({ list: z.string().transform((text): unknown => JSON.parse(text)) })]);

export type ReachedView = {
  slug: string;
  name: string;
  /** 12 digits each; discovered accounts are among them. */
  accountIds: string[];
  /** Empty where the person may not see them. */
  sourceIds: number[];
  canManage: boolean;
};
export type ReachedAccount = { id: string; name: string; sourceIds: number[]; canManage: boolean };

/** Everything that a person may see, taken together: `scope` is for Home alone and has no address. */
export type Reach = { scope: Scope; views: ReachedView[]; accounts: ReachedAccount[] };

/** The views and accounts of `listScopes` with what is in them. The same rules as `resolveScope`, in two queries. */
export async function resolveReach(actor: Actor, db: PrismaConnection = prisma()): Promise<Reach> {
  const [viewList, accountList] = await Promise.all([selectViews(db, actor), selectAccounts(db, actor)]);
  const everything = actor.role === 'admin';
  const managed = new Set(actor.grants.flatMap((grant) => (grant.level === 'manager' ? [grant.viewId] : [])));
  const owned = new Set(actor.grants.flatMap((grant) => (grant.level === 'owner' ? [grant.accountId] : [])));
  const viewsFound = viewRows.parse(asText.parse(viewList)[0].list);
  const { ids, names, sourceIds } = accountLists.parse(asText.parse(accountList)[0].list);
  // Written out once each: the same account stands in many views.
  const reached = Float64Array.from(
    new Set([...viewsFound.flatMap((view) => view.accountIds), ...ids]),
  ).sort();
  const idOf = new Map(Array.from(reached, (id) => [id, String(id).padStart(12, '0')]));
  const twelveDigits = (id: number) => idOf.get(id) ?? '';
  const views = viewsFound.map(({ id, accountIds, ...view }) => {
    const canManage = everything || managed.has(id);
    const sourceIds = canManage ? view.sourceIds : [];
    return { ...view, accountIds: accountIds.map(twelveDigits), sourceIds, canManage };
  });
  const accounts = ids.map((number, place) => {
    const id = twelveDigits(number);
    const canManage = everything || owned.has(id);
    return { id, name: names[place] ?? '', sourceIds: (canManage && sourceIds[place]) || [], canManage };
  });
  const sources = [...views, ...accounts].flatMap((place) => place.sourceIds);
  const scope = mintScope({
    kind: 'view',
    id: '',
    name: 'Everything you may see',
    accountIds: [...idOf.values()],
    sourceIds: [...new Set(sources)].sort((a, b) => a - b),
    canManage: false,
  });
  return { scope, views, accounts };
}

function selectViews(db: PrismaConnection, actor: Actor): Promise<unknown> {
  const asked = actor.role === 'admin' ? null : grantedIds(actor).views;
  return db.$queryRaw`
    select coalesce(json_agg(json_build_object(
      'id', view.id, 'slug', view.slug, 'name', view.name,
      'accountIds', coalesce(held.ids, '{}'), 'sourceIds', coalesce(own.ids, '{}')
    ) order by lower(view.name), view.slug), '[]')::text as list
    from view
    left join (
      select view_id, array_agg(account_id order by account_id) as ids
      from accounts_by_view(${asked}::int[])
      group by view_id
    ) held on held.view_id = view.id
    left join (
      select view_id, array_agg(id order by id) as ids from source
      where view_id is not null and removed_at is null
      group by view_id
    ) own on own.view_id = view.id
    where ${asked}::int[] is null or view.id = any(${asked}::int[])`;
}

function selectAccounts(db: PrismaConnection, actor: Actor): Promise<unknown> {
  const granted = grantedIds(actor);
  return db.$queryRaw`
    select json_build_object(
      'ids', coalesce(json_agg(account.id order by lower(account.name), account.id), '[]'),
      'names', coalesce(json_agg(account.name order by lower(account.name), account.id), '[]'),
      'sourceIds', coalesce(json_agg(own.ids order by lower(account.name), account.id), '[]')
    )::text as list
    from account
    left join (
      select account_id, array_agg(id order by id) as ids from source
      where account_id is not null and removed_at is null
      group by account_id
    ) own on own.account_id = account.id
    where ${actor.role === 'admin'} or account.id = any(${granted.accounts}::bigint[])
      or account.id in (select account_id from accounts_by_view(${granted.managedViews}::int[]))`;
}
