import { z } from 'zod';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { LIST_ROWS, type ListPage, type ListParams, placeOfPage } from '#lib/lists/list-params.ts';
import { Prisma } from '#prisma/client.ts';
import type { AccessSort, Reader } from '../access-list.ts';
import { USER_STATE } from './list-users.ts';

export const ways = z.array(
  z.discriminatedUnion('by', [
    z.object({ by: z.literal('admin') }),
    z.object({ by: z.literal('account'), level: z.enum(['owner', 'viewer']) }),
    z.object({
      by: z.literal('view'),
      slug: z.string(),
      name: z.string(),
      level: z.enum(['manager', 'viewer']),
    }),
  ]),
);
const rows = z.array(
  z.object({
    userId: z.string(),
    name: z.string(),
    email: z.string(),
    invited: z.boolean(),
    ways,
    lastReadAt: z.date().nullable(),
  }),
);
const counted = z.tuple([z.object({ total: z.number() })]);

/**
 * One page of the people who may read a view (by slug) or an account (by its number), each with all that gives it to them: the same
 * rules as `resolveScope`, and of an account also the views that hold it. Disabled people may read nothing. The caller checks the right.
 */
export async function listReaders(
  db: PrismaConnection,
  place: { view: string } | { account: string },
  params: ListParams<AccessSort, never>,
): Promise<ListPage<Reader>> {
  const account = 'account' in place ? place.account : null;
  // All views in one look: asked one by one, two hundred cost more than their rows.
  const holding =
    'view' in place
      ? Prisma.sql`slug = ${place.view}`
      : Prisma.sql`id in (select view_id from accounts_by_view(null) where account_id = ${account}::bigint)`;
  const matching = Prisma.sql`(
    with holding as materialized (
      select id, slug, name from view where ${holding}
    ), way as (
      select id as user_id, 0 as place, json_build_object('by', 'admin') as way, null::timestamptz as at
      from app_user where role = 'admin'
      union all
      select user_id, 1, json_build_object('by', 'account', 'level', level), null
      from access_grant where account_id = ${account}::bigint
      union all
      select g.user_id, 2, json_build_object('by', 'view', 'slug', h.slug, 'name', h.name, 'level', g.level), null
      from access_grant g join holding h on h.id = g.view_id
    ), visit as (
      select user_id, max(at) as at from scope_visit
      where account_id = ${account}::bigint or view_id in (select id from holding)
      group by user_id
    )
    select u.id as "userId", u.name, u.email, ${USER_STATE} = 'invited' as invited,
      json_agg(way.way order by way.place, way.way->>'name') as ways, max(visit.at) as "lastReadAt"
    from way
    join app_user u on u.id = way.user_id
    left join visit on visit.user_id = u.id
    where u.disabled_at is null and position(lower(${params.q}) in lower(u.name || ' ' || u.email)) > 0
    group by u.id
  ) as reader`;
  const [{ total }] = counted.parse(await db.$queryRaw`select count(*)::int as total from ${matching}`);
  const { page, pages, skip } = placeOfPage(params.page, total);
  const found = await db.$queryRaw`
    select * from ${matching} order by ${orderOf(params)}, "userId" limit ${LIST_ROWS} offset ${skip}`;
  return { rows: rows.parse(found), total, page, pages };
}

const ORDERS: Record<AccessSort, [up: Prisma.Sql, down: Prisma.Sql]> = {
  name: [Prisma.sql`lower(name)`, Prisma.sql`lower(name) desc`],
  // Who was there last comes first.
  lastRead: [
    Prisma.sql`"lastReadAt" desc nulls last, lower(name)`,
    Prisma.sql`"lastReadAt" asc nulls first, lower(name)`,
  ],
};

/** The order of a list of readers or of what is read. */
export function orderOf({ sort, down }: ListParams<AccessSort>): Prisma.Sql {
  return ORDERS[sort][down ? 1 : 0];
}
