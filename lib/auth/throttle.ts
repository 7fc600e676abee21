import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { Prisma } from '#prisma/client.ts';

/**
 * Attempts to sign in, counted before the password is looked at, so that many at once do not slip through. Each counter
 * has a fixed window: past its limit it is closed until the window ends, and trying on does not prolong it. So nobody can be
 * locked out for longer than WINDOW_MINUTES, whoever is at the door.
 */
const WINDOW_MINUTES = 10;
const LIMITS = { pair: 8, address: 60, email: 100 } as const;

/** How long an address from which an e-mail address signed in is spared the counter of the e-mail address alone. */
const KNOWN_DAYS = 30;

export type Attempt = { email: string; ipAddress: string; now: Date };

const counters = z.array(z.object({ key: z.string(), blocked_until: z.date().nullable() }));

/** Counts the attempt; `too-many-requests`, with the minutes left, if one of its counters is closed. */
export async function countAttempt(db: PrismaConnection, attempt: Attempt): Promise<void> {
  const keys = await keysOf(db, attempt);
  const windowStart = new Date(attempt.now.getTime() - WINDOW_MINUTES * 60_000);
  const rows = await db.$queryRaw`
    insert into sign_in_throttle as counter (key, failures, window_start)
    values ${Prisma.join(keys.map((key) => Prisma.sql`(${key.name}, 1, ${attempt.now})`))}
    on conflict (key) do update set
      failures = case when counter.window_start <= ${windowStart} then 1 else counter.failures + 1 end,
      window_start = case when counter.window_start <= ${windowStart} then ${attempt.now} else counter.window_start end,
      blocked_until = case
        when counter.window_start <= ${windowStart} then null
        when counter.failures >= (${JSON.stringify(limitsByKey(keys))}::jsonb ->> counter.key)::int
          then counter.window_start + make_interval(mins => ${WINDOW_MINUTES}::int)
      end
    returning key, blocked_until`;
  const blocked = counters
    .parse(rows)
    .flatMap((row) => (row.blocked_until ? [row.blocked_until.getTime()] : []));
  if (blocked.length > 0) throw tooMany(Math.max(...blocked) - attempt.now.getTime());
}

/** Takes the attempt out of the counters: the password was right. Remembers the address as this person's. */
export async function forgiveAttempt(db: PrismaConnection, attempt: Attempt): Promise<void> {
  const { email, ipAddress, now } = attempt;
  await db.signInThrottle.deleteMany({ where: { key: pairKey(email, ipAddress) } });
  await db.signInThrottle.updateMany({
    where: { key: { in: [addressKey(ipAddress), emailKey(email)] }, failures: { gt: 0 } },
    data: { failures: { decrement: 1 } },
  });
  const known = { key: knownKey(email, ipAddress), windowStart: now };
  await db.signInThrottle.upsert({ where: { key: known.key }, create: known, update: known });
}

/** Drops counters whose window is over; called now and then so that the table stays small. */
export async function dropOldAttempts(db: PrismaConnection, now: Date): Promise<void> {
  const over = new Date(now.getTime() - WINDOW_MINUTES * 60_000);
  const forgotten = new Date(now.getTime() - KNOWN_DAYS * 86_400_000);
  await db.signInThrottle.deleteMany({
    where: {
      OR: [
        { key: { not: { startsWith: 'known:' } }, windowStart: { lt: over } },
        { windowStart: { lt: forgotten } },
      ],
    },
  });
}

type Counter = { name: string; limit: number };

async function keysOf(db: PrismaConnection, { email, ipAddress }: Attempt): Promise<Counter[]> {
  const known = await db.signInThrottle.findUnique({ where: { key: knownKey(email, ipAddress) } });
  const keys: Counter[] = [
    { name: pairKey(email, ipAddress), limit: LIMITS.pair },
    { name: addressKey(ipAddress), limit: LIMITS.address },
  ];
  // Guessing one person's password from everywhere closes their e-mail address, but not for where they usually are.
  if (!known) keys.push({ name: emailKey(email), limit: LIMITS.email });
  // One order for every transaction, or two attempts could wait for one another.
  return keys.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function limitsByKey(keys: Counter[]): Record<string, number> {
  return Object.fromEntries(keys.map((key) => [key.name, key.limit]));
}

function tooMany(leftMs: number): TrailkeepError {
  const minutes = Math.max(1, Math.ceil(leftMs / 60_000));
  return new TrailkeepError('too-many-requests', 'Too many attempts to sign in.', {
    hint: `Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
  });
}

// Digests: what people type into the e-mail field by mistake is at times their password.
const digest = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22);
const pairKey = (email: string, ipAddress: string) => `pair:${digest(`${email} ${ipAddress}`)}`;
const knownKey = (email: string, ipAddress: string) => `known:${digest(`${email} ${ipAddress}`)}`;
const addressKey = (ipAddress: string) => `address:${digest(ipAddress)}`;
const emailKey = (email: string) => `email:${digest(email)}`;
