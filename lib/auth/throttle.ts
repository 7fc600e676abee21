import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { tooManyRequests } from '#lib/errors.ts';
import { Prisma } from '#prisma/client.ts';
import { networkOf } from './network-of.ts';

/**
 * Attempts to sign in, counted before the password is looked at, so that many at once do not slip through. What strangers do
 * must not keep a person out:
 * - a browser in which the person has signed in has a counter of its own, and no other counts for it;
 * - elsewhere one person's attempts from one address are counted, and only there closed, each time for longer;
 * - all attempts from one address, and all for one person from unknown addresses, are counted in windows of WINDOW_MINUTES.
 * Trying on at a closed door does not prolong anything.
 */
const WINDOW_MINUTES = 10;
const ADDRESS_LIMIT = 60;
const EMAIL_LIMIT = 100;

/** After so many the door closes for a minute, after each further one for twice as long, up to an hour; forgotten in a day. */
const PERSON_LIMIT = 8;
const FORGOTTEN_HOURS = 24;

/** How long an address from which a person signed in is spared the counter of the person alone. */
const KNOWN_DAYS = 30;

/** `browser`: the id of a browser in which this person has signed in before. */
export type Attempt = { email: string; ipAddress: string; browser?: string; now: Date };

const closed = z.array(z.object({ blocked_until: z.date().nullable() }));

/** Counts the attempt; `too-many-requests`, with the minutes left, if one of its counters is closed. */
export async function countAttempt(db: PrismaConnection, attempt: Attempt): Promise<void> {
  const { email, ipAddress, now } = attempt;
  if (!attempt.browser) {
    await countInWindow(db, addressKey(ipAddress), ADDRESS_LIMIT, now);
    const known = await db.signInThrottle.findUnique({ where: { key: knownKey(email, ipAddress) } });
    if (!known) await countInWindow(db, emailKey(email), EMAIL_LIMIT, now);
  }
  await countWithDelay(db, personKey(attempt), now);
}

/** Takes the attempt out of the counters: the password was right. Remembers the address as this person's. */
export async function forgiveAttempt(db: PrismaConnection, attempt: Attempt): Promise<void> {
  const { email, ipAddress, now } = attempt;
  await db.signInThrottle.deleteMany({ where: { key: personKey(attempt) } });
  if (!attempt.browser) {
    await db.signInThrottle.updateMany({
      where: { key: { in: [addressKey(ipAddress), emailKey(email)] }, failures: { gt: 0 } },
      data: { failures: { decrement: 1 } },
    });
  }
  const known = { key: knownKey(email, ipAddress), windowStart: now };
  await db.signInThrottle.upsert({ where: { key: known.key }, create: known, update: known });
}

/** Counts a code of the second factor, by the person and the browser: who comes so far knows the password. */
export function countCode(db: PrismaConnection, attempt: Attempt): Promise<void> {
  return countWithDelay(db, codeKey(attempt), attempt.now);
}

export async function forgiveCodes(db: PrismaConnection, attempt: Attempt): Promise<void> {
  await db.signInThrottle.deleteMany({ where: { key: codeKey(attempt) } });
}

/**
 * Counts what a person may do only so often: `limit` times in WINDOW_MINUTES under `key`, `too-many-requests` past that. `what` is what
 * there is too much of, as the message says it.
 */
export async function countUse(
  db: PrismaConnection,
  { key, limit, what, now }: { key: string; limit: number; what: string; now: Date },
): Promise<void> {
  await countInWindow(db, `use:${key}`, limit, now, what);
}

/** Drops counters that count no more; called now and then so that the table stays small. */
export async function dropOldAttempts(db: PrismaConnection, now: Date): Promise<void> {
  const over = new Date(now.getTime() - FORGOTTEN_HOURS * 3_600_000);
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

/** A fixed window: past the limit it is closed until the window ends. */
async function countInWindow(
  db: PrismaConnection,
  key: string,
  limit: number,
  now: Date,
  what?: string,
): Promise<void> {
  const windowStart = new Date(now.getTime() - WINDOW_MINUTES * 60_000);
  const rows = await db.$queryRaw`
    insert into sign_in_throttle as counter (key, failures, window_start) values (${key}, 1, ${now})
    on conflict (key) do update set
      failures = case when counter.window_start <= ${windowStart} then 1 else counter.failures + 1 end,
      window_start = case when counter.window_start <= ${windowStart} then ${now} else counter.window_start end,
      blocked_until = case when counter.window_start > ${windowStart} and counter.failures >= ${limit}
        then counter.window_start + make_interval(mins => ${WINDOW_MINUTES}::int) end
    returning blocked_until`;
  refuseClosed(rows, now, what);
}

/** Past the limit the door closes, and after each time it lets one attempt through before it closes for twice as long. */
async function countWithDelay(db: PrismaConnection, key: string, now: Date): Promise<void> {
  const forgotten = new Date(now.getTime() - FORGOTTEN_HOURS * 3_600_000);
  const shut = Prisma.sql`counter.blocked_until > ${now}`;
  const old = Prisma.sql`counter.window_start <= ${forgotten}`;
  const rows = await db.$queryRaw`
    insert into sign_in_throttle as counter (key, failures, window_start) values (${key}, 1, ${now})
    on conflict (key) do update set
      failures = case when ${shut} then counter.failures when ${old} then 1 else counter.failures + 1 end,
      window_start = case when ${shut} then counter.window_start else ${now} end,
      blocked_until = case
        when ${shut} then counter.blocked_until
        when ${old} or counter.blocked_until is not null then null
        when counter.failures >= ${PERSON_LIMIT}
          then ${now}::timestamptz + make_interval(mins => least(60, power(2, least(6, (counter.failures - ${PERSON_LIMIT}) / 2)))::int)
      end
    returning blocked_until`;
  refuseClosed(rows, now);
}

function refuseClosed(rows: unknown, now: Date, what = 'attempts to sign in'): void {
  const [counter] = closed.parse(rows);
  if (!counter?.blocked_until) return;
  const retryAfterSeconds = Math.max(1, Math.ceil((counter.blocked_until.getTime() - now.getTime()) / 1000));
  const minutes = Math.ceil(retryAfterSeconds / 60);
  throw tooManyRequests(`Too many ${what}.`, {
    hint: `Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
    retryAfterSeconds,
  });
}

// Digests: what people type into the e-mail field by mistake is at times their password.
const digest = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22);
const where = (email: string, address: string) => digest(`${email} ${networkOf(address)}`);
const knownKey = (email: string, address: string) => `known:${where(email, address)}`;
const addressKey = (address: string) => `address:${digest(networkOf(address))}`;
const emailKey = (email: string) => `email:${digest(email)}`;
const personKey = ({ email, ipAddress, browser }: Attempt) =>
  browser ? `browser:${digest(browser)}` : `pair:${where(email, ipAddress)}`;
const codeKey = ({ email, browser }: Attempt) => `code:${digest(browser ?? email)}`;
