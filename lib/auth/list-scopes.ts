import { z } from 'zod';
import { type PrismaConnection, prisma } from '#lib/db/prisma.ts';
import { type Actor, grantedIds } from './actor.ts';

const viewRows = z.array(z.object({ slug: z.string(), name: z.string(), accounts: z.number() }));
const accountRows = z.array(z.object({ id: z.string().regex(/^\d{12}$/), name: z.string() }));

/** `accounts` of a view is how many it holds, discovered ones included; an account's `id` is its 12 digits. */
export type ScopeList = { views: z.infer<typeof viewRows>; accounts: z.infer<typeof accountRows> };

export type ScopeSearch = {
  /** Only those with this in their name, slug or number, whatever the case. */
  find?: string;
  /** At most so many views, and so many accounts. All of them without it. */
  limit?: number;
};

/** Every view and account that `resolveScope` would give this person, by name. Two queries, however many there are. */
export async function listScopes(
  actor: Actor,
  db: PrismaConnection = prisma(),
  { find = '', limit }: ScopeSearch = {},
): Promise<ScopeList> {
  const everything = actor.role === 'admin';
  const granted = grantedIds(actor);
  const wanted = likePattern(find.toLowerCase());
  const most = limit ?? null;
  const [views, accounts] = await Promise.all([
    db.$queryRaw`
      with found as (
        select id, slug, name from view
        where (${everything} or id = any(${granted.views}::int[]))
          and (lower(name) like ${wanted} or slug like ${wanted})
        order by lower(name), slug
        limit ${most}::int
      )
      select slug, name, coalesce(held.accounts, 0) as accounts
      from found left join (
        select view_id, count(*)::int as accounts from accounts_by_view(array(select id from found)) group by view_id
      ) held on held.view_id = found.id
      order by lower(name), slug`,
    db.$queryRaw`
      select lpad(id::text, 12, '0') as id, name
      from account
      where (
          ${everything}
          or id = any(${granted.accounts}::bigint[])
          or id in (select account_id from accounts_by_view(${granted.managedViews}::int[]))
        )
        and (lower(name) like ${wanted} or lpad(id::text, 12, '0') like ${likePattern(numberOf(find))})
      order by lower(name), id
      limit ${most}::int`,
  ]);
  return { views: viewRows.parse(views), accounts: accountRows.parse(accounts) };
}

function likePattern(part: string): string {
  return `%${part.replace(/[\\%_]/g, '\\$&')}%`;
}

/** A number is found as the console groups it too: 1234-5678-9012. */
function numberOf(find: string): string {
  return /^[\d\s-]+$/.test(find) ? find.replace(/\D/g, '') : find;
}
