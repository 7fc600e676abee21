import { afterAll, beforeAll, expect, test } from 'vitest';
import { readScope } from '#lib/auth/read-scope.ts';
import { mintScope } from '#lib/auth/scope.ts';
import { getFreshness } from '#lib/events/queries/get-freshness.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { plainEvent, storeEvents } from '#tests/setup/event-rows.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
const scope = mintScope({
  kind: 'view',
  id: 'all',
  name: 'All',
  accountIds: ['012345678901', '111111111111', '222222222222'],
  sourceIds: [],
  canManage: false,
});

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const at = (time: string, accountId: string, n: number) =>
    plainEvent(n, { accountId, eventTimeMs: Date.parse(time) });
  await storeEvents(database.workerPool, [
    at('2026-11-20T10:00:00Z', '012345678901', 1),
    at('2026-11-21T11:00:00Z', '012345678901', 2),
    at('2026-06-01T11:00:00Z', '111111111111', 3),
    at('2026-11-21T11:59:00Z', '999999999999', 4),
  ]);
});
afterAll(() => database.drop());

const ask = () => readScope(database.webPool, scope, (db) => getFreshness(db, scope, NOW));

test('each account of the scope has its own newest event of the last 90 days, and no other account is named', async () => {
  expect((await ask()).accounts).toEqual([
    { accountId: '012345678901', newestEventAt: '2026-11-21T11:00:00Z' },
    { accountId: '111111111111', newestEventAt: null },
    { accountId: '222222222222', newestEventAt: null },
  ]);
});

test('a worker runs while it says so, and a minute of silence ends that', async () => {
  const beat = (seen: string) =>
    database.workerPool.query(
      `insert into worker_heartbeat (worker_id, started_at, seen_at) values ('w', $1, $1)
       on conflict (worker_id) do update set seen_at = $1`,
      [new Date(seen)],
    );
  expect((await ask()).worker).toEqual({ running: false, lastSeenAt: null });
  await beat('2026-11-21T11:59:55Z');
  expect((await ask()).worker).toEqual({ running: true, lastSeenAt: '2026-11-21T11:59:55Z' });
  await beat('2026-11-21T11:58:00Z');
  expect((await ask()).worker.running).toBe(false);
});
