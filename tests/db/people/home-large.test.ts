import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseHomeSearch } from '#lib/accounts/home-search.ts';
import { type HomePage, pageHome, prepareHome } from '#lib/accounts/prepare-home.ts';
import { listAccountActivity } from '#lib/accounts/queries/account-activity.ts';
import { listAddedAccounts } from '#lib/accounts/queries/added-accounts.ts';
import { listSourceHealth } from '#lib/accounts/queries/source-health.ts';
import { findActor } from '#lib/auth/actor.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { resolveReach } from '#lib/auth/resolve-reach.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { createUser } from '#lib/users/mutations.ts';
import { createView } from '#lib/views/mutations.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

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
    'analyze',
  ])
    await database.ownerPool.query(statement);
}

async function homePage(params: Record<string, string>): Promise<HomePage> {
  const actor = await findActor(prisma, admin);
  if (!actor) throw new Error('no actor');
  const reach = await resolveReach(actor, prisma);
  const facts = await readScope(database.webPool, reach.scope, async (db) => ({
    activity: await listAccountActivity(db, reach.scope, NOW),
    added: await listAddedAccounts(db, reach.scope),
    sources: await listSourceHealth(db, reach.scope),
  }));
  return pageHome(prepareHome({ reach, ...facts }), parseHomeSearch(params));
}

test('with 5,000 accounts Home is there within two seconds, a page of them at a time', async () => {
  await homePage({});
  const start = performance.now();
  const { accounts, views } = await homePage({ accounts: '2' });
  expect(performance.now() - start).toBeLessThan(2_000);
  expect(accounts).toMatchObject({ first: 51, page: 2, matching: ACCOUNTS, total: ACCOUNTS });
  expect(accounts.items[0]).toMatchObject({
    id: String(FIRST + ACCOUNTS - 51),
    events: (ACCOUNTS - 50) * 14,
  });
  expect(views.items.map((view) => view.accounts)).toEqual([ACCOUNTS, ACCOUNTS, ACCOUNTS]);
});

test('one of 5,000 accounts is found by its number', async () => {
  const { accounts } = await homePage({ q: '1000-0000-4321' });
  expect(accounts.items.map(({ name }) => name)).toEqual(['account 100000004321']);
});
