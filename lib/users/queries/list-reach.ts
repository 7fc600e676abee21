import { z } from 'zod';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { LIST_ROWS, type ListPage, type ListParams, placeOfPage } from '#lib/lists/list-params.ts';
import { Prisma } from '#prisma/client.ts';
import type { AccessSort, ReachedPlace } from '../access-list.ts';
import { orderOf, ways } from './list-readers.ts';

const rows = z.array(
  z.object({
    kind: z.enum(['view', 'account']),
    id: z.string(),
    name: z.string(),
    ways,
    lastReadAt: z.date().nullable(),
  }),
);
const counted = z.tuple([z.object({ total: z.number() })]);

/**
 * One page of the views and accounts whose events a person can see, views first, each with all that gives it: the other side of
 * `listReaders`. Accounts of their views are among them, those found in a view's buckets too. An admin sees everything, which is not
 * listed: here stands what they were granted. For admins: the caller checks the right.
 */
export async function listReach(
  db: PrismaConnection,
  userId: string,
  params: ListParams<AccessSort, never>,
): Promise<ListPage<ReachedPlace>> {
  const digits = /^[\d\s-]+$/.test(params.q) ? params.q.replaceAll(/[\s-]/g, '') : params.q;
  const matching = Prisma.sql`(
    with held as (
      select g.level, view.id as view_id, view.slug, view.name,
        json_build_object('by', 'view', 'slug', view.slug, 'name', view.name, 'level', g.level) as way
      from access_grant g join view on view.id = g.view_id
      where g.user_id = ${userId}::uuid
    ), way as (
      select 'view' as kind, view_id, null::bigint as account_id, 2 as place, way from held
      union all
      select 'account', null, account_id, 1, json_build_object('by', 'account', 'level', level)
      from access_grant where user_id = ${userId}::uuid and account_id is not null
      union all
      select 'account', null, found.account_id, 2, held.way
      from held cross join lateral (select accounts_of_view(held.view_id) as account_id) found
    )
    select way.kind, coalesce(view.slug, lpad(way.account_id::text, 12, '0')) as id,
      coalesce(view.name, account.name, '') as name, json_agg(way.way order by way.place, way.way->>'name') as ways,
      max(visit.at) as "lastReadAt"
    from way
    left join view on view.id = way.view_id
    left join account on account.id = way.account_id
    left join scope_visit visit on visit.user_id = ${userId}::uuid
      and (visit.view_id = way.view_id or visit.account_id = way.account_id)
    group by way.kind, view.slug, way.account_id, view.name, account.name
  ) as place where position(lower(${params.q}) in lower(name)) > 0 or position(${digits} in id) > 0`;
  const [{ total }] = counted.parse(await db.$queryRaw`select count(*)::int as total from ${matching}`);
  const { page, pages, skip } = placeOfPage(params.page, total);
  const found = await db.$queryRaw`
    select * from ${matching} order by kind desc, ${orderOf(params)}, id limit ${LIST_ROWS} offset ${skip}`;
  return { rows: rows.parse(found), total, page, pages };
}
