import { z } from 'zod';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { LIST_ROWS, type ListPage, type ListParams, placeOfPage } from '#lib/lists/list-params.ts';
import { Prisma } from '#prisma/client.ts';
import { type ListedToken, TOKEN_STATES, type TokenFilter, type TokenSort } from '../token-list.ts';

const rows = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    state: z.enum(TOKEN_STATES),
    createdAt: z.date(),
    lastUsedAt: z.date().nullable(),
    expiresAt: z.date().nullable(),
    readOnly: z.boolean(),
    places: z.array(z.string()).nullable(),
    userId: z.string(),
    person: z.string(),
    email: z.string(),
  }),
);
const counted = z.tuple([z.object({ total: z.number() })]);

const TOKENS = Prisma.sql`(
  select t.id, t.name, t.created_at as "createdAt", t.last_used_at as "lastUsedAt", t.expires_at as "expiresAt",
    t.read_only as "readOnly",
    case when t.limited then array(
      select name from view where id = any(t.view_ids) union all select name from account where id = any(t.account_ids) order by name
    ) end as places,
    u.id as "userId", u.name as person, u.email,
    case when t.revoked_at is not null then 'revoked' when t.expires_at <= now() then 'expired' else 'active' end as state
  from api_token t join app_user u on u.id = t.user_id
) as token`;

/** One page of everybody's tokens that have `q` in their name or in their person's. For admins: the caller checks the right. */
export async function listTokens(
  db: PrismaConnection,
  params: ListParams<TokenSort, TokenFilter>,
): Promise<ListPage<ListedToken>> {
  const matching = Prisma.sql`${TOKENS}
    where position(lower(${params.q}) in lower(name || ' ' || person || ' ' || email)) > 0
      and ${conditionOf(params.filter)}`;
  const [{ total }] = counted.parse(await db.$queryRaw`select count(*)::int as total from ${matching}`);
  const { page, pages, skip } = placeOfPage(params.page, total);
  const found = await db.$queryRaw`
    select * from ${matching} order by ${orderOf(params)}, "createdAt" desc, id limit ${LIST_ROWS} offset ${skip}`;
  return { rows: rows.parse(found), total, page, pages };
}

/** A person's tokens that are not revoked, the newest first. */
export async function listTokensOf(db: PrismaConnection, userId: string): Promise<ListedToken[]> {
  return rows.parse(
    await db.$queryRaw`
      select * from ${TOKENS} where "userId" = ${userId}::uuid and state <> 'revoked' order by "createdAt" desc, id`,
  );
}

function conditionOf(filter: TokenFilter | null): Prisma.Sql {
  if (filter === null) return Prisma.sql`true`;
  if (filter === 'unused') return Prisma.sql`state = 'active' and "lastUsedAt" is null`;
  return Prisma.sql`state = ${filter}`;
}

// The newest use first is what one looks for; what was never used comes last.
const ORDERS: Record<TokenSort, [up: Prisma.Sql, down: Prisma.Sql]> = {
  lastUsed: [Prisma.sql`"lastUsedAt" desc nulls last`, Prisma.sql`"lastUsedAt" asc nulls first`],
  name: [Prisma.sql`lower(name)`, Prisma.sql`lower(name) desc`],
  person: [Prisma.sql`lower(person)`, Prisma.sql`lower(person) desc`],
  created: [Prisma.sql`"createdAt"`, Prisma.sql`"createdAt" desc`],
  expires: [Prisma.sql`"expiresAt" asc nulls last`, Prisma.sql`"expiresAt" desc nulls first`],
};

function orderOf({ sort, down }: ListParams<TokenSort>): Prisma.Sql {
  return ORDERS[sort][down ? 1 : 0];
}
