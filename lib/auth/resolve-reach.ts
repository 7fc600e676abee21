import { z } from 'zod';
import { type PrismaConnection, prisma } from '#lib/db/prisma.ts';
import type { Actor } from './actor.ts';
import { mintScope, type Scope } from './scope.ts';

const accountIds = z.array(z.string().regex(/^\d{12}$/));
const viewRows = z.array(
  z.object({
    slug: z.string(),
    name: z.string(),
    level: z.string().nullable(),
    accountIds,
    sourceIds: z.array(z.number()),
  }),
);
const accountRows = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    level: z.string().nullable(),
    sourceIds: z.array(z.number()),
  }),
);

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
  const views = viewRows.parse(viewsFound).map(({ level, ...view }) => {
    const canManage = everything || level === 'manager';
    return { ...view, sourceIds: canManage ? view.sourceIds : [], canManage };
  });
  const accounts = accountRows.parse(accountsFound).map(({ level, ...account }) => {
    const canManage = everything || level === 'owner';
    return { ...account, sourceIds: canManage ? account.sourceIds : [], canManage };
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

function selectViews(db: PrismaConnection, actor: Actor): Promise<unknown> {
  return db.$queryRaw`
    select view.slug, view.name, access_grant.level,
      array(select lpad(found::text, 12, '0') from accounts_of_view(view.id) as found order by found) as "accountIds",
      array(select id from source where source.view_id = view.id and removed_at is null order by id) as "sourceIds"
    from view
    left join access_grant on access_grant.view_id = view.id and access_grant.user_id = ${actor.userId}::uuid
    where ${actor.role === 'admin'} or access_grant.id is not null
    order by lower(view.name), view.slug`;
}

function selectAccounts(db: PrismaConnection, actor: Actor): Promise<unknown> {
  return db.$queryRaw`
    select lpad(account.id::text, 12, '0') as id, account.name, access_grant.level,
      coalesce(own.ids, '{}') as "sourceIds"
    from account
    left join (
      select account_id, array_agg(id order by id) as ids from source
      where account_id is not null and removed_at is null
      group by account_id
    ) own on own.account_id = account.id
    left join access_grant on access_grant.account_id = account.id and access_grant.user_id = ${actor.userId}::uuid
    where ${actor.role === 'admin'} or access_grant.id is not null
      or account.id in (
        select accounts_of_view(view_id) from access_grant
        where user_id = ${actor.userId}::uuid and view_id is not null and level = 'manager'
      )
    order by lower(account.name), account.id`;
}
