import { z } from 'zod';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { LIST_ROWS, type ListPage, type ListParams, placeOfPage } from '#lib/lists/list-params.ts';
import { Prisma } from '#prisma/client.ts';
import type { GrantSort } from '../grant-list.ts';
import { USER_STATES } from '../user-list.ts';
import { USER_STATE } from './list-users.ts';

const LEVELS = ['manager', 'owner', 'viewer'] as const;
const grants = z.array(
  z.object({
    id: z.number(),
    level: z.enum(LEVELS),
    /** Given by a group rule, which alone takes it away. */
    fromRule: z.boolean(),
    since: z.date(),
    kind: z.enum(['view', 'account']),
    /** The view's slug or the account's 12 digits. */
    place: z.string(),
    name: z.string(),
  }),
);
export type PersonGrant = z.infer<typeof grants>[number];

const holders = z.array(
  z.object({
    id: z.number(),
    level: z.enum(LEVELS),
    /** Given by a group rule, which alone takes it away. */
    fromRule: z.boolean(),
    since: z.date(),
    userId: z.string(),
    name: z.string(),
    email: z.string(),
    state: z.enum(USER_STATES),
  }),
);
/** A person with a grant on a view or an account. `id` is the grant's. */
export type Holder = z.infer<typeof holders>[number];

const counted = z.tuple([z.object({ total: z.number() })]);

/** One page of what a person was granted, views first. */
export async function listGrantsOfPerson(
  db: PrismaConnection,
  userId: string,
  params: ListParams<GrantSort, never>,
): Promise<ListPage<PersonGrant>> {
  const digits = /^[\d\s-]+$/.test(params.q) ? params.q.replaceAll(/[\s-]/g, '') : params.q;
  const matching = Prisma.sql`(
    select g.id, g.level, g.from_rule as "fromRule", g.created_at as since,
      case when g.view_id is null then 'account' else 'view' end as kind,
      coalesce(view.slug, lpad(g.account_id::text, 12, '0')) as place,
      coalesce(view.name, account.name) as name
    from access_grant g
    left join view on view.id = g.view_id
    left join account on account.id = g.account_id
    where g.user_id = ${userId}::uuid
  ) as granted where position(lower(${params.q}) in lower(name)) > 0 or position(${digits} in place) > 0`;
  const [{ total }] = counted.parse(await db.$queryRaw`select count(*)::int as total from ${matching}`);
  const { page, pages, skip } = placeOfPage(params.page, total);
  const found = await db.$queryRaw`
    select * from ${matching} order by kind desc, ${orderOf(params)}, id limit ${LIST_ROWS} offset ${skip}`;
  return { rows: grants.parse(found), total, page, pages };
}

/** One page of those who were granted a view (by slug) or an account (by its number). */
export async function listHolders(
  db: PrismaConnection,
  place: { view: string } | { account: string },
  params: ListParams<GrantSort, never>,
): Promise<ListPage<Holder>> {
  const here =
    'view' in place
      ? Prisma.sql`g.view_id = (select id from view where slug = ${place.view})`
      : Prisma.sql`g.account_id = ${place.account}::bigint`;
  const matching = Prisma.sql`(
    select g.id, g.level, g.from_rule as "fromRule", g.created_at as since, u.id as "userId", u.name, u.email, u.state
    from access_grant g
    join (select *, ${USER_STATE} as state from app_user) as u on u.id = g.user_id
    where ${here}
  ) as holder where position(lower(${params.q}) in lower(name || ' ' || email)) > 0`;
  const [{ total }] = counted.parse(await db.$queryRaw`select count(*)::int as total from ${matching}`);
  const { page, pages, skip } = placeOfPage(params.page, total);
  const found = await db.$queryRaw`
    select * from ${matching} order by ${orderOf(params)}, id limit ${LIST_ROWS} offset ${skip}`;
  return { rows: holders.parse(found), total, page, pages };
}

const COLUMNS: Record<GrantSort, Prisma.Sql> = {
  name: Prisma.sql`lower(name)`,
  level: Prisma.sql`level`,
  since: Prisma.sql`since`,
};

function orderOf({ sort, down }: ListParams<GrantSort>): Prisma.Sql {
  return down ? Prisma.sql`${COLUMNS[sort]} desc` : COLUMNS[sort];
}
