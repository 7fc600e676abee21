import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { storeEvents } from '#tests/setup/event-rows.ts';
import { randomEvents } from '../events/random-events.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await storeEvents(database.workerPool, randomEvents(1500, 23));
});
afterAll(() => database.drop());

async function values(): Promise<unknown[]> {
  const { rows } = await database.ownerPool.query(
    'select * from activity_value where kind > 2 order by account_id, day, kind, value_id, category',
  );
  return rows;
}

test('a database from before has the same sums by single values as one that was filled after', async () => {
  const written = await values();
  expect(written.length).toBeGreaterThan(500);
  const migration = await readFile('prisma/migrations/0008_rollups/migration.sql', 'utf8');
  const [conversion] = migration.match(/^with rolled[\s\S]*?;$/m) ?? [];
  await database.ownerPool.query('delete from activity_value where kind > 2');
  await database.ownerPool.query(conversion ?? '');
  expect(await values()).toEqual(written);
});

test('a database from before has the same sums by week as one that was filled after', async () => {
  const weeks = async () => {
    const { rows } = await database.ownerPool.query(
      'select * from activity_week order by account_id, week, category',
    );
    return rows;
  };
  const written = await weeks();
  expect(written.length).toBeGreaterThan(1);
  const migration = await readFile('prisma/migrations/0033_activity_week/migration.sql', 'utf8');
  const [conversion] = migration.match(/^with daily as[\s\S]*?;$/m) ?? [];
  await database.ownerPool.query('delete from activity_week');
  await database.ownerPool.query(conversion ?? '');
  expect(await weeks()).toEqual(written);
});
