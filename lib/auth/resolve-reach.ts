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
const accountRows = z.array(z.object({ id: z.number(), name: z.string(), sourceIds: z.array(z.number()) }));

// All rows as one text: to take thousands of them apart costs the driver more than it costs the database to find them.
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
  const [viewsFound, accountsFound] = await Promise.all([selectViews(db, actor), selectAccounts(db, actor)]);
  const everything = actor.role === 'admin';
  const managed = new Set(actor.grants.flatMap((grant) => (grant.level === 'manager' ? [grant.viewId] : [])));
  const owned = new Set(actor.grants.flatMap((grant) => (grant.level === 'owner' ? [grant.accountId] : [])));
  const views = viewRows.parse(asText.parse(viewsFound)[0].list).map(({ id, accountIds, ...view }) => {
    const canManage = everything || managed.has(id);
    const sourceIds = canManage ? view.sourceIds : [];
    return { ...view, accountIds: accountIds.map(twelveDigits).sort(), sourceIds, canManage };
  });
  const accounts = accountRows.parse(asText.parse(accountsFound)[0].list).map((account) => {
    const id = twelveDigits(account.id);
    const canManage = everything || owned.has(id);
    return { ...account, id, sourceIds: canManage ? account.sourceIds : [], canManage };
  });
  const ids = [...views.flatMap((view) => view.accountIds), ...accounts.map((account) => account.id)];
  const sources = [...views, ...accounts].flatMap((place) => place.sourceIds);
  const scope = mintScope({
    kind: 'view',
    id: '',
    name: 'Everything you may see',
    accountIds: [...new Set(ids)].sort(),
    sourceIds: [...new Set(sources)].sort((a, b) => a - b),
    canManage: false,
  });
  return { scope, views, accounts };
}

const twelveDigits = (id: number): string => String(id).padStart(12, '0');

function selectViews(db: PrismaConnection, actor: Actor): Promise<unknown> {
  const asked = actor.role === 'admin' ? null : grantedIds(actor).views;
  return db.$queryRaw`
    select coalesce(json_agg(json_build_object(
      'id', view.id, 'slug', view.slug, 'name', view.name,
      'accountIds', coalesce(held.ids, '{}'), 'sourceIds', coalesce(own.ids, '{}')
    ) order by lower(view.name), view.slug), '[]')::text as list
    from view
    left join (
      select view_id, array_agg(account_id) as ids
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
    select coalesce(json_agg(json_build_object(
      'id', account.id, 'name', account.name, 'sourceIds', coalesce(own.ids, '{}')
    ) order by lower(account.name), account.id), '[]')::text as list
    from account
    left join (
      select account_id, array_agg(id order by id) as ids from source
      where account_id is not null and removed_at is null
      group by account_id
    ) own on own.account_id = account.id
    where ${actor.role === 'admin'} or account.id = any(${granted.accounts}::bigint[])
      or account.id in (select account_id from accounts_by_view(${granted.managedViews}::int[]))`;
}
