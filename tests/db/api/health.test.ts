import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createPool } from '#lib/db/pool.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { GET as health } from '../../../app/api/health/route.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => usePool(database.webPool));
afterAll(() => database.drop());

function usePool(pool: TestDatabase['webPool']): void {
  Object.assign(globalThis, { trailkeepWebPool: pool });
}

async function ask(): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await health();
  return { status: answer.status, body: await answer.json() };
}

test('without a worker the answer is 503 and says that none was seen', async () => {
  expect(await ask()).toMatchObject({
    status: 503,
    body: { status: 'failing', database: 'ok', migrations: { missing: [] }, worker: { lastSeenAt: null } },
  });
});

test('with a worker that was just seen it is 200', async () => {
  await database.ownerPool.query(
    `insert into worker_heartbeat (worker_id, started_at, seen_at) values ('w', now(), now())`,
  );
  expect(await ask()).toMatchObject({ status: 200, body: { status: 'ok', newestEventAt: null } });
});

test('a migration that the database lacks makes it 503 with the name', async () => {
  await database.ownerPool.query(`delete from _prisma_migrations where migration_name like '0002%'`);
  expect(await ask()).toMatchObject({ status: 503, body: { migrations: { missing: ['0002_events'] } } });
});

test('a database that does not answer makes it 503, without a word about the server or its address', async () => {
  const nowhere = createPool('postgresql://nobody:secret@127.0.0.1:9/nothing', 1);
  usePool(nowhere);
  const { status, body } = await ask();
  expect(status).toBe(503);
  expect(body).toEqual({
    status: 'failing',
    database: 'unreachable',
    migrations: { missing: [] },
    worker: { lastSeenAt: null },
    newestEventAt: null,
  });
  await nowhere.end();
});
