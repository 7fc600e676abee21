import { z } from 'zod';
import type { Actor } from '#lib/auth/actor.ts';
import { listScopes } from '#lib/auth/list-scopes.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';

/** Shown in a list to choose from, of one's own places so many of each kind; who wants another types on. */
const MOST_CHOICES = 50;

const choices = z.array(z.object({ value: z.string(), label: z.string(), total: z.number() }));

/** What may be chosen, and how many there are of it in all; null where there are more and nobody counted them. */
export type Choices = { options: { value: string; label: string }[]; total: number | null };

/** People whose name or e-mail address has `q` in it; a choice's value is the e-mail address. Disabled ones are left out. */
export async function findPeopleChoices(db: PrismaConnection, q: string): Promise<Choices> {
  return toChoices(
    await db.$queryRaw`
    select email as value, name || ' · ' || email as label, count(*) over ()::int as total
    from app_user
    where disabled_at is null and position(lower(${q}) in lower(name || ' ' || email)) > 0
    order by lower(name), email
    limit ${MOST_CHOICES}`,
  );
}

/** Views and accounts with `q` in their name or number; a choice's value is `view:<slug>` or `account:<12 digits>`. */
export async function findPlaceChoices(
  db: PrismaConnection,
  q: string,
  kind: 'any' | 'account',
): Promise<Choices> {
  const digits = /^[\d\s-]+$/.test(q) ? q.replaceAll(/[\s-]/g, '') : q;
  return toChoices(
    await db.$queryRaw`
    select value, label, count(*) over ()::int as total from (
      select 'view:' || slug as value, name || ' · view' as label, 0 as place, lower(name) as by
      from view where ${kind} = 'any' and position(lower(${q}) in lower(name || ' ' || slug)) > 0
      union all
      select 'account:' || lpad(id::text, 12, '0'), name || ' · ' || lpad(id::text, 12, '0'), 1, lower(name)
      from account
      where position(lower(${q}) in lower(name)) > 0 or position(${digits} in lpad(id::text, 12, '0')) > 0
    ) as places
    order by place, by, value
    limit ${MOST_CHOICES}`,
  );
}

/** Views and accounts that this person may see, with `q` in their name or number; values as of `findPlaceChoices`. */
export async function findOwnPlaceChoices(db: PrismaConnection, actor: Actor, q: string): Promise<Choices> {
  // One more of each than is shown tells whether there are more: to count them all would cost more than the list.
  const found = await listScopes(actor, db, { find: q, limit: MOST_CHOICES + 1 });
  const whole = Math.max(found.views.length, found.accounts.length) <= MOST_CHOICES;
  const views = found.views.slice(0, MOST_CHOICES);
  const accounts = found.accounts.slice(0, MOST_CHOICES);
  const options = [
    ...views.map(({ slug, name }) => ({ value: `view:${slug}`, label: `${name} · view` })),
    ...accounts.map(({ id, name }) => ({ value: `account:${id}`, label: `${name} · ${id}` })),
  ];
  return { options, total: whole ? options.length : null };
}

function toChoices(rows: unknown): Choices {
  const found = choices.parse(rows);
  return { options: found.map(({ value, label }) => ({ value, label })), total: found[0]?.total ?? 0 };
}
