import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Home, PlaceHealth } from '#lib/accounts/prepare-home.ts';
import { readHealth, readHome } from '#lib/accounts/read-home.ts';
import { findActor } from '#lib/auth/actor.ts';
import { listScopes } from '#lib/auth/list-scopes.ts';
import { resolveReach } from '#lib/auth/resolve-reach.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { ACCOUNTS, type Organisation, seedOrganisation } from './organisation.ts';

let database: TestDatabase;
let organisation: Organisation;
let prisma: ReturnType<typeof createPrisma>;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = createPrisma(database.webPool);
  organisation = await seedOrganisation(database, prisma);
  await database.ownerPool.query(
    `insert into worker_heartbeat (worker_id, started_at, seen_at) values ('w', now(), now() + interval '1 hour')`,
  );
});

afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

const NOON = new Date('2026-11-20T12:00:00Z');
const { alpha, beta, gamma, discovered } = ACCOUNTS;

async function reachOf(role: keyof Organisation['people']) {
  const actor = await findActor(prisma, organisation.people[role]);
  if (!actor) throw new Error(`no actor ${role}`);
  return resolveReach(actor, prisma);
}

async function homeOf(role: keyof Organisation['people'], now = NOON): Promise<Home> {
  return readHome(database.webPool, await reachOf(role), now);
}

async function healthOf(role: keyof Organisation['people']): Promise<Map<string, PlaceHealth>> {
  const home = await homeOf(role);
  return readHealth(database.webPool, await reachOf(role), home.accounts, home);
}

it.each(['admin', 'manager', 'ownerAlpha', 'ownerBeta', 'viewViewer', 'accountViewer', 'stranger'] as const)(
  'shows %s the scopes that they can open and no other',
  async (role) => {
    const actor = await findActor(prisma, organisation.people[role]);
    if (!actor) throw new Error(`no actor ${role}`);
    const scopes = await listScopes(actor, prisma);
    const home = await homeOf(role);
    expect(home.views.map(({ slug, name, accounts }) => ({ slug, name, accounts }))).toEqual(scopes.views);
    expect(home.accounts.map(({ id, name }) => ({ id, name }))).toEqual(scopes.accounts);
  },
);

it('shows an admin what happens in each place and whether its logs come in', async () => {
  const home = await homeOf('admin');
  const lastMs = Date.parse('2026-11-20T10:00:00Z');
  const collecting = { kind: 'collecting', message: null };
  const none = { kind: 'none', message: null };
  expect(home.views).toEqual([
    {
      slug: 'empty',
      name: 'Empty',
      accounts: 0,
      discovered: 0,
      events: 0,
      lastMs: null,
      health: none,
      canManage: true,
    },
    {
      slug: 'prod',
      name: 'Prod',
      accounts: 3,
      discovered: 1,
      events: 3,
      lastMs,
      health: collecting,
      canManage: true,
    },
  ]);
  expect(home.accounts.map(({ id, events }) => [id, events])).toEqual([
    [alpha, 1],
    [beta, 1],
    [gamma, 1],
  ]);
  expect([...(await healthOf('admin'))]).toEqual([
    [alpha, collecting],
    [beta, null],
    [gamma, null],
  ]);
  expect(home.discovered).toEqual([{ id: discovered, views: ['Prod'], events: 1, lastMs }]);
});

it('tells nobody about sources that are not theirs to see', async () => {
  expect((await homeOf('viewViewer')).views[0]?.health).toBeNull();
  expect((await healthOf('ownerBeta')).get(beta)).toBeNull();
  expect((await healthOf('ownerAlpha')).get(alpha)).not.toBeNull();
});

it('says error before collecting, and paused only where all is', async () => {
  await prisma.source.update({
    where: { id: organisation.sources.prod },
    data: {
      lastListedAt: NOON,
      surveyedAt: NOON,
      errorCode: 'source-credentials',
      errorMessage: 'The key is gone.',
    },
  });
  const health = async () => (await homeOf('manager')).views[0]?.health;
  expect(await health()).toEqual({ kind: 'error', message: 'The key is gone.' });
  await prisma.source.update({ where: { id: organisation.sources.prod }, data: { pausedAt: NOON } });
  expect((await health())?.kind).toBe('paused');
  const cleared = { pausedAt: null, errorCode: null, errorMessage: null };
  await prisma.source.update({ where: { id: organisation.sources.prod }, data: cleared });
  expect((await health())?.kind).toBe('collecting');
  await database.ownerPool.query(`update log_object set state = 'ingested'`);
  expect((await health())?.kind).toBe('online');
});

it('counts the last 14 days to the hour, and knows the last event of an account that has gone quiet', async () => {
  const account = async (now: string) => (await homeOf('accountViewer', new Date(now))).accounts[0];
  const lastMs = Date.parse('2026-11-20T10:00:00Z');
  expect(await account('2026-12-04T10:59:59Z')).toMatchObject({ events: 1, lastMs });
  expect(await account('2026-12-04T11:00:00Z')).toMatchObject({ events: 0, lastMs });
});

it('counts an admin the hours of the first day anew when what was in them changes', async () => {
  const home = async () => (await homeOf('admin', new Date('2026-12-04T10:30:00Z'))).accounts;
  const before = await home();
  // The same accounts: what was counted is remembered with them.
  expect((await reachOf('admin')).scope).toBe((await reachOf('admin')).scope);
  expect(await home()).toEqual(before);
  // At 11 o'clock, and at 9, which is before the first hour.
  await database.ownerPool.query(
    `insert into activity_value (account_id, day, kind, value_id, category, events, errors, first_second, last_second, hours, hour_counts)
     values (${gamma}, '2026-11-20', 3, 1, 0, 2, 0, 32400, 39600, 2560, array[1::bigint << 34 | 9, 1::bigint << 34 | 11])`,
  );
  const more = before.map(({ id, events }) => ({ id, events: id === gamma ? events + 1 : events }));
  expect((await home()).map(({ id, events }) => ({ id, events }))).toEqual(more);
});
