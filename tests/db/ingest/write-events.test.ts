import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection } from '#lib/db/pool.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { plainEvent, storeEvents } from '#tests/setup/event-rows.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** With one that watches, the connections of the pool. */
const OTHERS = 4;

test('events that other workers commit one after another while these are written are left out, however many they are', async () => {
  // Makes the week and what the rows refer to.
  await storeEvents(database.workerPool, [plainEvent(0)]);
  const others: Connection[] = [];
  for (let n = 1; n <= OTHERS; n++) others.push(await storeUncommitted(n));
  const events = Array.from({ length: OTHERS + 2 }, (_, n) => plainEvent(n));
  const written = storeEvents(database.workerPool, events);
  const committed = commitOneByOne(others);
  await Promise.all([written, committed]);
  const { rows } = await database.ownerPool.query<{ events: number; counted: number }>(
    'select (select count(*) from event)::int as events, (select sum(events) from activity_day)::int as counted',
  );
  // The others' rows were put in without their sums: those that were counted are what the writer took to be new.
  expect(rows).toEqual([{ events: OTHERS + 2, counted: 2 }]);
});

/** A copy of the first event as another worker would have stored it, in a transaction that is still open. */
async function storeUncommitted(n: number): Promise<Connection> {
  const connection = await database.ownerPool.connect();
  await connection.query('begin');
  await connection.query(
    `insert into event select (jsonb_populate_record(e, jsonb_build_object('event_id', $1::text))).* from event e where event_id = $2`,
    [plainEvent(n).eventId, plainEvent(0).eventId],
  );
  return connection;
}

/** Each when the writer has found what was committed before, and waits for this one. */
async function commitOneByOne(others: readonly Connection[]): Promise<void> {
  try {
    for (const other of others) {
      await someoneWaits();
      await other.query('commit');
    }
  } finally {
    for (const other of others) other.release(true);
  }
}

async function someoneWaits(): Promise<void> {
  for (let waited = 0; waited < 10_000; waited += 10) {
    const { rowCount } = await database.ownerPool.query(
      `select from pg_locks join pg_stat_activity using (pid)
       where datname = current_database() and locktype = 'transactionid' and not granted`,
    );
    if (rowCount === 1) return;
    await sleep(10);
  }
  throw new Error('nobody waits for another transaction');
}
