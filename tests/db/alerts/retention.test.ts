import { afterAll, beforeAll, expect, test } from 'vitest';
import { runRetention } from '#lib/retention/run-retention.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

const DAY_MS = 86_400_000;
const ID = '00000000-0000-4000-8000-000000000001';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('what matched a rule goes with its week, what was found stays, and numbers of long read changes go', async () => {
  const { ownerPool, workerPool } = database;
  const old = new Date(Date.now() - 100 * DAY_MS);
  const recent = new Date(Date.now() - DAY_MS);
  await ownerPool.query('insert into account (id, name) values (111111111111, $1)', ['A']);
  await ownerPool.query(`update retention set event_days = 60`);
  await workerPool.query(
    `insert into alert_rule (account_id, builtin_id, mode) values (111111111111, 'cis-4.3', 'live')`,
  );
  for (const at of [old, recent]) {
    await ownerPool.query('select ensure_week(date_trunc($1, $2::timestamptz at time zone $3)::date)', [
      'week',
      at,
      'UTC',
    ]);
    await workerPool.query(
      `insert into alert_match (rule_id, revision, account_id, event_time, event_id, part, group_hash, group_values, historic)
       select id, 1, 111111111111, $1, '${ID}', 0, '${ID}', '[]', false from alert_rule`,
      [at],
    );
    await workerPool.query(
      `insert into finding (rule_id, revision, account_id, group_hash, group_values, severity, first_at, last_at, events, historic, silent)
       select id, 1, 111111111111, '${ID}', '[]', 'high', $1, $1, 1, false, false from alert_rule`,
      [at],
    );
  }
  const changes = ['alert_rules_change', 'place_change'];
  for (const table of changes) await ownerPool.query(`update ${table} set at = $1`, [old]);
  const newest = async () =>
    Promise.all(changes.map(async (table) => (await ownerPool.query(`select max(id) from ${table}`)).rows));
  const before = await newest();
  await runRetention(workerPool);
  const times = async (table: string, column: string) =>
    (await ownerPool.query(`select ${column} as at from ${table} order by 1`)).rows.map(({ at }) => at);
  expect(await times('alert_match', 'event_time')).toEqual([recent]);
  expect(await times('finding', 'first_at')).toEqual([old, recent]);
  for (const table of changes) expect(await times(table, 'at')).toEqual([old]);
  expect(await newest()).toEqual(before);
});
