import { z } from 'zod';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { LIST_ROWS, type ListPage, type ListParams, placeOfPage } from '#lib/lists/list-params.ts';
import { Prisma } from '#prisma/client.ts';
import { type ListedUser, USER_STATES, type UserFilter, type UserSort } from '../user-list.ts';

const rows = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(['admin', 'member']),
    state: z.enum(USER_STATES),
    lastSignInAt: z.date().nullable(),
    createdAt: z.date(),
    views: z.number(),
    accounts: z.number(),
  }),
);
const counted = z.tuple([z.object({ total: z.number() })]);

/** What a user is, in SQL over `app_user`. */
export const USER_STATE = Prisma.sql`case when disabled_at is not null then 'disabled'
  when password_hash is null and last_sign_in_at is null then 'invited' else 'active' end`;

/** One page of the users that have `q` in their name or e-mail address. For admins: the caller checks the right. */
export async function listUsers(
  db: PrismaConnection,
  params: ListParams<UserSort, UserFilter>,
): Promise<ListPage<ListedUser>> {
  const matching = Prisma.sql`(
    select app_user.*, ${USER_STATE} as state from app_user
    where position(lower(${params.q}) in lower(name || ' ' || email)) > 0) as u where ${conditionOf(params.filter)}`;
  const [{ total }] = counted.parse(await db.$queryRaw`select count(*)::int as total from ${matching}`);
  const { page, pages, skip } = placeOfPage(params.page, total);
  const found = await db.$queryRaw`
    select u.id, u.name, u.email, u.role, u.state, u.last_sign_in_at as "lastSignInAt", u.created_at as "createdAt",
      (select count(view_id)::int from access_grant where user_id = u.id) as views,
      (select count(account_id)::int from access_grant where user_id = u.id) as accounts
    from ${matching}
    order by ${orderOf(params)}, lower(u.name), u.id
    limit ${LIST_ROWS} offset ${skip}`;
  return { rows: rows.parse(found), total, page, pages };
}

function conditionOf(filter: UserFilter | null): Prisma.Sql {
  if (filter === null) return Prisma.sql`true`;
  if (filter === 'admins') return Prisma.sql`u.role = 'admin'`;
  return Prisma.sql`u.state = ${filter}`;
}

const COLUMNS: Record<UserSort, Prisma.Sql> = {
  name: Prisma.sql`lower(u.name)`,
  email: Prisma.sql`u.email`,
  role: Prisma.sql`u.role`,
  lastSignIn: Prisma.sql`coalesce(u.last_sign_in_at, '-infinity')`,
  created: Prisma.sql`u.created_at`,
};

function orderOf({ sort, down }: ListParams<UserSort>): Prisma.Sql {
  return down ? Prisma.sql`${COLUMNS[sort]} desc` : COLUMNS[sort];
}
