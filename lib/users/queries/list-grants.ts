import { z } from 'zod';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { Prisma } from '#prisma/client.ts';
import { USER_STATES } from '../user-list.ts';
import { USER_STATE } from './list-users.ts';

const LEVELS = ['manager', 'owner', 'viewer'] as const;
const grants = z.array(
  z.object({
    id: z.number(),
    level: z.enum(LEVELS),
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
    since: z.date(),
    userId: z.string(),
    name: z.string(),
    email: z.string(),
    state: z.enum(USER_STATES),
  }),
);
/** A person with a grant on a view or an account. `id` is the grant's. */
export type Holder = z.infer<typeof holders>[number];

/** What a person was granted, views first, each by name. */
export async function listGrantsOfPerson(db: PrismaConnection, userId: string): Promise<PersonGrant[]> {
  const rows = await db.$queryRaw`
    select g.id, g.level, g.created_at as since,
      case when g.view_id is null then 'account' else 'view' end as kind,
      coalesce(view.slug, lpad(g.account_id::text, 12, '0')) as place,
      coalesce(view.name, account.name) as name
    from access_grant g
    left join view on view.id = g.view_id
    left join account on account.id = g.account_id
    where g.user_id = ${userId}::uuid
    order by g.view_id is null, lower(coalesce(view.name, account.name)), g.id`;
  return grants.parse(rows);
}

/** Who was granted a view (by slug) or an account (by its number). */
export async function listHolders(
  db: PrismaConnection,
  place: { view: string } | { account: string },
): Promise<Holder[]> {
  const here =
    'view' in place
      ? Prisma.sql`g.view_id = (select id from view where slug = ${place.view})`
      : Prisma.sql`g.account_id = ${place.account}::bigint`;
  const rows = await db.$queryRaw`
    select g.id, g.level, g.created_at as since, u.id as "userId", u.name, u.email, u.state
    from access_grant g
    join (select *, ${USER_STATE} as state from app_user) as u on u.id = g.user_id
    where ${here}
    order by g.level, lower(u.name), u.id`;
  return holders.parse(rows);
}
