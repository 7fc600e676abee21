import { z } from 'zod';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { LIST_ROWS, type ListPage, type ListParams, placeOfPage } from '#lib/lists/list-params.ts';
import { Prisma } from '#prisma/client.ts';
import type { ListedView, MemberSort, ViewSort } from '../view-list.ts';

const views = z.array(
  z.object({
    slug: z.string(),
    name: z.string(),
    createdAt: z.date(),
    members: z.number(),
    accounts: z.number(),
    sources: z.number(),
    people: z.number(),
  }),
);
const members = z.array(z.object({ id: z.string(), name: z.string() }));
const counted = z.tuple([z.object({ total: z.number() })]);

const VIEW_SORTS: Record<ViewSort, Prisma.Sql> = {
  name: Prisma.sql`lower(name)`,
  members: Prisma.sql`members`,
  people: Prisma.sql`people`,
  created: Prisma.sql`"createdAt"`,
};

const COLUMNS = Prisma.sql`slug, name, created_at as "createdAt",
  (select count(*)::int from view_account where view_id = view.id) as members,
  (select count(*)::int from accounts_of_view(view.id)) as accounts,
  (select count(*)::int from source where view_id = view.id and removed_at is null) as sources,
  (select count(*)::int from access_grant where view_id = view.id) as people`;

/** One page of the views that have `q` in their name or slug. For admins: the caller checks the right. */
export async function listViews(
  db: PrismaConnection,
  params: ListParams<ViewSort, never>,
): Promise<ListPage<ListedView>> {
  const matching = Prisma.sql`view where position(lower(${params.q}) in lower(name || ' ' || slug)) > 0`;
  const [{ total }] = counted.parse(await db.$queryRaw`select count(*)::int as total from ${matching}`);
  const { page, pages, skip } = placeOfPage(params.page, total);
  const column = VIEW_SORTS[params.sort];
  const found = await db.$queryRaw`
    select * from (select ${COLUMNS} from ${matching}) as listed
    order by ${params.down ? Prisma.sql`${column} desc` : column}, lower(name), slug
    limit ${LIST_ROWS} offset ${skip}`;
  return { rows: views.parse(found), total, page, pages };
}

/** A view by its slug; null where there is none. */
export async function findView(db: PrismaConnection, slug: string): Promise<ListedView | null> {
  return views.parse(await db.$queryRaw`select ${COLUMNS} from view where slug = ${slug}`)[0] ?? null;
}

/** One page of the accounts that were put into a view and have `q` in their name or number. */
export async function listMembers(
  db: PrismaConnection,
  slug: string,
  params: ListParams<MemberSort, never>,
): Promise<ListPage<{ id: string; name: string }>> {
  const digits = /^[\d\s-]+$/.test(params.q) ? params.q.replaceAll(/[\s-]/g, '') : params.q;
  const matching = Prisma.sql`account
    where id in (select account_id from view_account join view on view.id = view_id where slug = ${slug})
      and (position(lower(${params.q}) in lower(name)) > 0 or position(${digits} in lpad(id::text, 12, '0')) > 0)`;
  const [{ total }] = counted.parse(await db.$queryRaw`select count(*)::int as total from ${matching}`);
  const { page, pages, skip } = placeOfPage(params.page, total);
  const column = params.sort === 'number' ? Prisma.sql`account.id` : Prisma.sql`lower(name)`;
  const found = await db.$queryRaw`
    select lpad(id::text, 12, '0') as id, name from ${matching}
    order by ${params.down ? Prisma.sql`${column} desc` : column}, account.id
    limit ${LIST_ROWS} offset ${skip}`;
  return { rows: members.parse(found), total, page, pages };
}
