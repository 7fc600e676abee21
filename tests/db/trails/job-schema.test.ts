import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { JOB_SCHEMA_VERSION } from '#lib/db/job-schema.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

test('the tables of jobs are those of the pg-boss that is installed', () => {
  const { pgboss } = createRequire(import.meta.url)('pg-boss/package.json') as { pgboss: { schema: number } };
  expect(JOB_SCHEMA_VERSION).toBe(pgboss.schema);
});

test('the worker may use the tables of jobs and not change them; the web may not even look', async () => {
  await database.workerPool.query('select count(*) from pgboss.job');
  await expect(database.workerPool.query('alter table pgboss.queue add column extra int')).rejects.toThrow(
    /must be owner/,
  );
  await expect(database.webPool.query('select count(*) from pgboss.job')).rejects.toThrow(
    /permission denied/,
  );
});
