import { afterEach, beforeEach, expect, test } from 'vitest';
import { foldActivity } from '#lib/activity/fold-activity.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { storeEvents } from '#tests/setup/event-rows.ts';
import { collectedSnapshot } from '#tests/setup/snapshot.ts';
import { randomEvents, START } from '../events/random-events.ts';

const BATCHES = 9;
const [first] = randomEvents(1, 11);
// From one place in two hours, so that batches have keys in common.
const everything = randomEvents(1800, 11).map((event, n) => ({
  ...event,
  eventTimeMs: START + (n % 7200) * 1000,
  sourceIp: '203.0.113.7',
  region: 'eu-central-1',
  actor: first?.actor ?? event.actor,
}));
let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

/** Every ninth event from `batch` on: each batch then adds to the same days. */
function storeBatch(batch: number): Promise<void> {
  return storeEvents(
    database.workerPool,
    everything.filter((_, n) => n % BATCHES === batch),
  );
}

async function storeAll(): Promise<void> {
  for (let batch = 0; batch < BATCHES; batch++) await storeBatch(batch);
}

/** Rows beyond one for each key. */
async function surplus(): Promise<number> {
  const { rows } = await database.ownerPool.query<{ surplus: number }>(
    `select (
       (select count(*) - count(distinct (account_id, hour, region_id, action_id, principal_id, address_id, error_id)) from activity_hour)
       + (select count(*) - count(distinct (account_id, day, region_id, action_id, principal_id, address_id, error_id)) from activity_day)
       + (select count(*) - count(distinct (account_id, day, kind, value_id, category)) from activity_value)
       + (select count(*) - count(distinct (account_id, week, category)) from activity_week))::int as surplus`,
  );
  return rows[0]?.surplus ?? -1;
}

async function marks(): Promise<number> {
  const { rows } = await database.ownerPool.query<{ marks: number }>(
    'select count(*)::int as marks from activity_unfolded',
  );
  return rows[0]?.marks ?? -1;
}

test('folding gives each key one row and leaves every sum as it was', async () => {
  await storeAll();
  const before = await collectedSnapshot(database.ownerPool);
  expect(await surplus()).toBeGreaterThan(1000);
  expect(await foldActivity(database.workerPool)).toBeGreaterThan(0);
  await foldActivity(database.workerPool, 0);
  expect(await collectedSnapshot(database.ownerPool)).toEqual(before);
  expect(await marks()).toBe(0);
  expect(await surplus()).toBe(0);
});

test('a day that had few batches is left alone until it is quiet', async () => {
  await storeBatch(0);
  await storeBatch(1);
  expect(await foldActivity(database.workerPool)).toBe(0);
  expect(await marks()).toBeGreaterThan(0);
  await database.ownerPool.query(`update activity_unfolded set added_at = added_at - interval '2 hours'`);
  expect(await foldActivity(database.workerPool)).toBeGreaterThan(0);
  expect(await marks()).toBe(0);
});

test('workers that fold while batches come in count no event twice and lose none', async () => {
  const calm = await createTestDatabase();
  await storeEvents(calm.workerPool, everything);
  const expected = await collectedSnapshot(calm.ownerPool);
  await calm.drop();
  let storing = true;
  const fold = async () => {
    while (storing) await foldActivity(database.workerPool, 0);
  };
  const folding = [fold(), fold()];
  await Promise.all(Array.from({ length: BATCHES }, (_, batch) => storeBatch(batch)));
  storing = false;
  await Promise.all(folding);
  expect(await collectedSnapshot(database.ownerPool)).toEqual(expected);
});
