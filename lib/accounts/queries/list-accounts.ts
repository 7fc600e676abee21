import { z } from 'zod';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { LIST_ROWS, type ListPage, type ListParams, placeOfPage } from '#lib/lists/list-params.ts';
import { Prisma } from '#prisma/client.ts';
import type { AccountFilter, AccountSort, ListedAccount } from '../account-list.ts';

const rows = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    createdAt: z.date(),
    views: z.array(z.string()),
    owners: z.array(z.string()),
  }),
);
const counted = z.tuple([z.object({ total: z.number() })]);

/** One page of the accounts that have `q` in their name or number, or an owner with it. For admins: the caller checks the right. */
export async function listAccounts(
  db: PrismaConnection,
  params: ListParams<AccountSort, AccountFilter>,
): Promise<ListPage<ListedAccount>> {
  const matching = Prisma.sql`account where ${hasText(params.q)} and ${conditionOf(params.filter)}`;
  const [{ total }] = counted.parse(await db.$queryRaw`select count(*)::int as total from ${matching}`);
  const { page, pages, skip } = placeOfPage(params.page, total);
  const found = await db.$queryRaw`
    select lpad(id::text, 12, '0') as id, name, created_at as "createdAt",
      array(select view.name from view_account join view on view.id = view_id
        where account_id = account.id order by lower(view.name)) as views,
      array(select app_user.name from access_grant join app_user on app_user.id = user_id
        where account_id = account.id and level = 'owner' order by lower(app_user.name)) as owners
    from ${matching}
    order by ${orderOf(params)}, account.id
    limit ${LIST_ROWS} offset ${skip}`;
  return { rows: rows.parse(found), total, page, pages };
}

function hasText(q: string): Prisma.Sql {
  const digits = /^[\d\s-]+$/.test(q) ? q.replaceAll(/[\s-]/g, '') : q;
  return Prisma.sql`(position(lower(${q}) in lower(name)) > 0 or position(${digits} in lpad(id::text, 12, '0')) > 0
    or exists (select from access_grant join app_user on app_user.id = user_id
      where account_id = account.id and level = 'owner'
        and position(lower(${q}) in lower(app_user.name || ' ' || email)) > 0))`;
}

function conditionOf(filter: AccountFilter | null): Prisma.Sql {
  if (filter === null) return Prisma.sql`true`;
  if (filter === 'no-view')
    return Prisma.sql`not exists (select from view_account where account_id = account.id)`;
  return Prisma.sql`not exists (select from access_grant where account_id = account.id and level = 'owner')`;
}

const COLUMNS: Record<AccountSort, Prisma.Sql> = {
  name: Prisma.sql`lower(name)`,
  number: Prisma.sql`account.id`,
  created: Prisma.sql`created_at`,
};

function orderOf({ sort, down }: ListParams<AccountSort>): Prisma.Sql {
  return down ? Prisma.sql`${COLUMNS[sort]} desc` : COLUMNS[sort];
}
