import { z } from 'zod';
import { type PrismaConnection, prisma } from '#lib/db/prisma.ts';
import type { Actor } from './actor.ts';

const viewRows = z.array(z.object({ slug: z.string(), name: z.string(), accounts: z.number() }));
const accountRows = z.array(z.object({ id: z.string().regex(/^\d{12}$/), name: z.string() }));

/** `accounts` of a view is how many it holds, discovered ones included; an account's `id` is its 12 digits. */
export type ScopeList = { views: z.infer<typeof viewRows>; accounts: z.infer<typeof accountRows> };

/** Every view and account that `resolveScope` would give this person, by name. Two queries, however many there are. */
export async function listScopes(actor: Actor, db: PrismaConnection = prisma()): Promise<ScopeList> {
  const everything = actor.role === 'admin';
  const [views, accounts] = await Promise.all([
    db.$queryRaw`
      select slug, name, (select count(*)::int from accounts_of_view(view.id)) as accounts
      from view
      where ${everything} or id in (select view_id from access_grant where user_id = ${actor.userId}::uuid)
      order by lower(name), slug`,
    db.$queryRaw`
      select lpad(id::text, 12, '0') as id, name
      from account
      where ${everything}
        or id in (select account_id from access_grant where user_id = ${actor.userId}::uuid)
        or id in (
          select accounts_of_view(view_id) from access_grant
          where user_id = ${actor.userId}::uuid and view_id is not null and level = 'manager'
        )
      order by lower(name), id`,
  ]);
  return { views: viewRows.parse(views), accounts: accountRows.parse(accounts) };
}
