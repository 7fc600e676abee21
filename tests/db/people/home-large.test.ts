import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { HOME_ROWS, parseHomeSearch } from '#lib/accounts/home-search.ts';
import { type HomePage, pageHome } from '#lib/accounts/prepare-home.ts';
import { readAccountActivity } from '#lib/accounts/queries/account-activity.ts';
import { readHome } from '#lib/accounts/read-home.ts';
import { type Actor, findActor } from '#lib/auth/actor.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { resolveReach } from '#lib/auth/resolve-reach.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { createUser } from '#lib/users/mutations.ts';
import { createView } from '#lib/views/mutations.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { rowsRead } from '#tests/setup/rows-read.ts';
import { sumWeeks } from '#tests/setup/sum-weeks.ts';

const NOW = new Date('2026-11-20T12:00:00Z');
const FIRST = 100_000_000_001;
const ACCOUNTS = 5_000;

let database: TestDatabase;
let prisma: ReturnType<typeof createPrisma>;
let admin: string;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = createPrisma(database.webPool);
  admin = (await createUser(prisma, 'system', { email: 'a@example.com', name: 'A', role: 'admin' })).userId;
  for (const name of ['One', 'Two', 'Three']) await createView(prisma, 'system', { name });
  await seedAccounts();
}, 60_000);
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

/** 5,000 accounts in three views, found by three sources, with two weeks of events each; the last has the most. */
async function seedAccounts(): Promise<void> {
  for (const statement of [
    `insert into account (id, name) select n, 'account ' || n from generate_series(${FIRST}, ${FIRST + ACCOUNTS - 1}) n`,
    `insert into view_account (view_id, account_id) select v.id, a.id from view v cross join account a`,
    `insert into source (view_id, kind, bucket) select id, 's3', 'b' || id from view`,
    `insert into source_account (source_id, account_id) select s.id, a.id from source s cross join account a`,
    `insert into action (id, hash, service, event_name, read_only, category)
     values (1, gen_random_uuid(), 's3', 'ListBuckets', true, 'management')`,
    ...['2026-11-02', '2026-11-09', '2026-11-16'].map((week) => `select ensure_week('${week}')`),
    `insert into activity_day (account_id, day, region_id, action_id, principal_id, address_id, error_id, events,
       first_second, last_second)
     select a.id, d, 1, 1, 1, 1, 0, a.id - ${FIRST} + 1, 0, 100
     from account a cross join generate_series('2026-11-07'::timestamptz, '2026-11-20', '1 day') d`,
    `insert into activity_value (account_id, day, kind, value_id, category, events, errors, first_second, last_second, hours)
     select account_id, day, 3, region_id, 0, events, 0, first_second, last_second, 1 from activity_day`,
    `insert into activity_value (account_id, day, kind, value_id, category, events, errors, first_second, last_second, hours)
     select account_id, day, kind, 1, 0, events, 0, first_second, last_second, 1 from activity_day cross join generate_series(4, 8) kind`,
  ])
    await database.ownerPool.query(statement);
  await sumWeeks(database.ownerPool);
  await database.ownerPool.query('analyze');
}

async function adminActor(): Promise<Actor> {
  const actor = await findActor(prisma, admin);
  if (!actor) throw new Error('no actor');
  return actor;
}

async function homePage(params: Record<string, string>): Promise<HomePage> {
  const home = await readHome(database.webPool, await resolveReach(await adminActor(), prisma), NOW);
  return pageHome(home, parseHomeSearch(params), { views: () => 0, accounts: () => 0 });
}

test('Home of 5,000 accounts is a page of them at a time', async () => {
  const { accounts, views } = await homePage({ accounts: '2' });
  expect(accounts).toMatchObject({ first: HOME_ROWS + 1, page: 2, matching: ACCOUNTS, total: ACCOUNTS });
  expect(accounts.items[0]).toMatchObject({
    id: String(FIRST + ACCOUNTS - HOME_ROWS - 1),
    events: (ACCOUNTS - HOME_ROWS) * 14,
  });
  expect(views.items.map((view) => view.accounts)).toEqual([ACCOUNTS, ACCOUNTS, ACCOUNTS]);
});

test('Home asks the database as often for 5,000 accounts as for none', async () => {
  const nobody = { userId: admin, name: 'N', email: 'n@example.com', role: 'member', grants: [] } as const;
  const asked = vi.spyOn(pg.Client.prototype, 'query');
  const countOf = async (actor: Actor) => {
    asked.mockClear();
    await readHome(database.webPool, await resolveReach(actor, prisma), NOW);
    return asked.mock.calls.length;
  };
  const few = await countOf(nobody);
  expect(few).toBeGreaterThan(3);
  // An earlier test has read all places already; the number of their changes is asked for in place of two lists, and the hours of the
  // first day are known.
  expect(await countOf(await adminActor())).toBe(few - 2);
  await database.ownerPool.query(`update view set name = 'Four' where slug = 'three'`);
  expect(await countOf(await adminActor())).toBe(few + 1);
  asked.mockRestore();
});

test('of the sums Home reads the accounts’ weeks, the hours of the day on which its time begins, once, and nothing else', async () => {
  const { scope } = await resolveReach(await adminActor(), prisma);
  const rows = (table: string) =>
    readScope(database.webPool, scope, (db) =>
      rowsRead(db, table, (counting) => readAccountActivity(counting, scope, NOW)),
    );
  const weeks = await rows('activity_week');
  expect(weeks).toBeGreaterThanOrEqual(ACCOUNTS * 2);
  expect(weeks).toBeLessThanOrEqual(ACCOUNTS * 3);
  // By now it knows the hours, and asks whether that day holds something else.
  expect(await rows('activity_value')).toBeLessThanOrEqual(ACCOUNTS);
});

test('one of 5,000 accounts is found by its number', async () => {
  const { accounts } = await homePage({ q: '1000-0000-4321' });
  expect(accounts.items.map(({ name }) => name)).toEqual(['account 100000004321']);
});
