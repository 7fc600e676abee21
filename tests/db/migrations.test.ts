import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate, missingMigrations } from '#lib/db/migrate.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('a migrated database lacks nothing, and migrating again does nothing', async () => {
  expect(await missingMigrations(database.ownerPool)).toEqual([]);
  expect(await migrate(database.url, database.secretKey)).toEqual([]);
});

test('a migration file that was changed after it was applied is refused by name', async () => {
  await database.ownerPool.query(
    `update _prisma_migrations set checksum = 'other' where migration_name = '0002_events'`,
  );
  await expect(migrate(database.url, database.secretKey)).rejects.toThrow(/0002_events was changed/);
});

test('a week has its partitions once it is asked for, and asking twice is harmless', async () => {
  for (let i = 0; i < 2; i++) await database.workerPool.query(`select ensure_week('2026-11-16')`);
  const { rows } = await database.ownerPool.query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid 
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`,
  );
  expect(rows.map((row) => row.name)).toEqual([
    'activity_day_20261116',
    'activity_hour_20261116',
    'activity_value_20261116',
    'event_20261116',
    'log_object_body_20261116',
  ]);
});

test('the web role may read neither partitions nor objects nor secrets, and writes no event data', async () => {
  for (const statement of [
    'select from event_20261116',
    'select from log_object_body',
    'select ciphertext from source_secret',
    'insert into region (hash, name) values (gen_random_uuid(), $$x$$)',
    'delete from event',
  ]) {
    await expect(database.webPool.query(statement), statement).rejects.toThrow(/permission denied/);
  }
});
