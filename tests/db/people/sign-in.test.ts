import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findActor } from '#lib/auth/actor.ts';
import { authenticate } from '#lib/auth/authenticate.ts';
import { endSessions } from '#lib/auth/end-sessions.ts';
import { verifyPassword } from '#lib/auth/password.ts';
import { countAttempt } from '#lib/auth/throttle.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { createUser, disableUser } from '#lib/users/mutations.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

const PASSWORD = 'correct horse battery';
const LENA = 'lena@example.com';
const START = new Date('2026-11-20T10:00:00Z');

let database: TestDatabase;
let prisma: ReturnType<typeof createPrisma>;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = createPrisma(database.webPool);
  await createUser(prisma, 'system', { email: LENA, name: 'Lena', role: 'admin', password: PASSWORD });
  await createUser(prisma, 'system', {
    email: 'max@example.com',
    name: 'Max',
    role: 'member',
    password: PASSWORD,
  });
});

beforeEach(async () => {
  await prisma.signInThrottle.deleteMany();
});

afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

type Where = { email?: string; ipAddress?: string; minute?: number; browser?: string };

function signIn(
  password: string,
  { email = LENA, ipAddress = '192.0.2.1', minute = 0, browser }: Where = {},
) {
  const now = new Date(START.getTime() + minute * 60_000);
  return authenticate(prisma, { email, ipAddress, browser, now }, password);
}

/** An attempt that is counted and never looked at: quick, for the many. */
function knock({ email = LENA, ipAddress = '192.0.2.1' }): Promise<void> {
  return countAttempt(prisma, { email, ipAddress, now: START });
}

const refused = { code: 'unauthenticated', message: 'E-mail address or password is wrong.' };

async function fail(times: number, where: Where = {}): Promise<void> {
  for (let n = 0; n < times; n += 1) await expect(signIn('wrong', where)).rejects.toMatchObject(refused);
}

describe('signing in', () => {
  it('takes the right password and says nothing about why another is wrong', async () => {
    expect(await signIn(PASSWORD)).toMatchObject({ email: LENA });
    await expect(signIn('wrong')).rejects.toMatchObject(refused);
    await expect(signIn(PASSWORD, { email: 'nobody@example.com' })).rejects.toMatchObject(refused);
  });

  it('does the work of a password check for an address that nobody has, too', async () => {
    const row = await prisma.user.findUniqueOrThrow({ where: { email: LENA } });
    const timed = async (stored: string | null) => {
      const start = performance.now();
      expect(await verifyPassword(stored, 'wrong')).toBe(false);
      return performance.now() - start;
    };
    await timed(null);
    const [known, unknown]: [number[], number[]] = [[], []];
    for (let n = 0; n < 8; n += 1) {
      known.push(await timed(row.passwordHash));
      unknown.push(await timed(null));
    }
    // The least of each: what the machine does beside it only adds.
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 2);
  });

  it('writes what happened into the audit log, without the password or what was typed for a name', async () => {
    await fail(1, { email: 'my secret password' });
    const entry = await prisma.auditEntry.findFirst({ orderBy: { id: 'desc' } });
    expect(entry).toMatchObject({
      action: 'user.sign-in',
      result: 'denied',
      actor: 'anonymous',
      ipAddress: '192.0.2.1',
    });
    expect(
      JSON.stringify(entry, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toContain('secret');
  });
});

describe('too many attempts', () => {
  it('close the door for a person at one address, also to the right password, and say for how long', async () => {
    await fail(8);
    await expect(signIn(PASSWORD)).rejects.toMatchObject({
      code: 'too-many-requests',
      hint: 'Try again in 1 minute.',
      retryAfterSeconds: 60,
    });
    expect(await signIn(PASSWORD, { minute: 1 })).toMatchObject({ email: LENA });
    // The right password forgives what was before.
    await fail(8, { minute: 1 });
  });

  it('close it for twice as long each time, up to an hour, and let one attempt through in between', async () => {
    await fail(8);
    let minute = 0;
    for (const wait of [1, 2, 4, 8, 16, 32, 60, 60]) {
      await expect(signIn(PASSWORD, { minute })).rejects.toMatchObject({
        hint: wait === 1 ? 'Try again in 1 minute.' : `Try again in ${wait} minutes.`,
      });
      minute += wait;
      await fail(1, { minute });
    }
  });

  it('that go on at a closed door do not keep it closed for longer', async () => {
    await fail(8);
    for (const minute of [0, 0.3, 0.6, 0.9]) {
      await expect(signIn('wrong', { minute })).rejects.toMatchObject({ code: 'too-many-requests' });
    }
    expect(await signIn(PASSWORD, { minute: 1 })).toMatchObject({ email: LENA });
  });

  it('of strangers close nothing in a browser in which the person has signed in before', async () => {
    await fail(8);
    for (let n = 0; n < 92; n += 1) await knock({ ipAddress: `10.0.${n}.1` });
    for (let n = 0; n < 52; n += 1) await knock({ email: `guess${n}@example.com` });
    await expect(signIn(PASSWORD)).rejects.toMatchObject({ code: 'too-many-requests' });
    expect(await signIn(PASSWORD, { browser: 'of Lena' })).toMatchObject({ email: LENA });
  });

  it('in such a browser close that browser alone', async () => {
    await fail(8, { browser: 'stolen' });
    await expect(signIn(PASSWORD, { browser: 'stolen' })).rejects.toMatchObject({
      code: 'too-many-requests',
    });
    expect(await signIn(PASSWORD, { browser: 'of Lena' })).toMatchObject({ email: LENA });
    expect(await signIn(PASSWORD)).toMatchObject({ email: LENA });
  });

  it('from one customer of IPv6 are counted together', async () => {
    for (let n = 0; n < 8; n += 1) await fail(1, { ipAddress: `2001:db8:1:2::${n}` });
    await expect(signIn(PASSWORD, { ipAddress: '2001:db8:1:2:ffff::1' })).rejects.toMatchObject({
      code: 'too-many-requests',
    });
    expect(await signIn(PASSWORD, { ipAddress: '2001:db8:1:3::1' })).toMatchObject({ email: LENA });
  });

  it('lock nobody out at another address, and no other person at the same one', async () => {
    await fail(8);
    expect(await signIn(PASSWORD, { ipAddress: '198.51.100.7' })).toMatchObject({ email: LENA });
    expect(await signIn(PASSWORD, { email: 'max@example.com' })).toMatchObject({ email: 'max@example.com' });
  });

  it('close an address from which many names are tried', async () => {
    for (let n = 0; n < 60; n += 1) await knock({ email: `guess${n}@example.com` });
    await expect(signIn(PASSWORD)).rejects.toMatchObject({ code: 'too-many-requests' });
  });

  it('spread over many addresses stop the guessing, but not the person where they usually are', async () => {
    await signIn(PASSWORD, { ipAddress: '203.0.113.9' });
    for (let n = 0; n < 100; n += 1) await knock({ ipAddress: `10.0.${n}.1` });
    await expect(signIn(PASSWORD, { ipAddress: '10.9.9.9' })).rejects.toMatchObject({
      code: 'too-many-requests',
    });
    expect(await signIn(PASSWORD, { ipAddress: '203.0.113.9' })).toMatchObject({ email: LENA });
  });

  it('are counted right when they come all at once', async () => {
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => signIn('wrong')));
    const codes = all.map((one) => (one.status === 'rejected' ? one.reason.code : 'in'));
    expect(codes.filter((code) => code === 'unauthenticated')).toHaveLength(8);
    expect(codes.filter((code) => code === 'too-many-requests')).toHaveLength(12);
  });

  it('do not count when the password was right', async () => {
    for (let n = 0; n < 12; n += 1) await signIn(PASSWORD);
    await fail(8);
  });
});

describe('a disabled user', () => {
  it('is out at once: no sign-in, no session of before', async () => {
    const { id, sessionVersion } = await signIn(PASSWORD, { email: 'max@example.com' });
    expect(await findActor(prisma, id, sessionVersion)).toMatchObject({ email: 'max@example.com' });
    await disableUser(prisma, 'system', 'max@example.com');
    expect(await findActor(prisma, id, sessionVersion)).toBeNull();
    await expect(signIn(PASSWORD, { email: 'max@example.com' })).rejects.toMatchObject(refused);
    // Enabled again, the old sessions stay ended.
    await prisma.user.update({ where: { id }, data: { disabledAt: null } });
    expect(await findActor(prisma, id, sessionVersion)).toBeNull();
    expect(await findActor(prisma, id, sessionVersion + 1)).not.toBeNull();
  });
});

it('signing out ends the sessions of the person, and one that had ended already nothing more', async () => {
  const first = await signIn(PASSWORD);
  const session = { userId: first.id, version: first.sessionVersion, ipAddress: '192.0.2.7' };
  await endSessions(prisma, session);
  expect(await findActor(prisma, first.id, first.sessionVersion)).toBeNull();
  const second = await signIn(PASSWORD);
  await endSessions(prisma, session);
  expect(await findActor(prisma, second.id, second.sessionVersion)).toMatchObject({ email: LENA });
  const lines = await prisma.auditEntry.findMany({ where: { action: 'user.sign-out' } });
  expect(lines.map(({ ipAddress }) => ipAddress)).toEqual(['192.0.2.7']);
});
