import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadFindingFacts } from '#lib/alerts/deliver/load-finding-facts.ts';
import {
  findingColumns,
  findingColumnsRow,
  findingTables,
  toFindingRow,
} from '#lib/alerts/findings/queries/finding-rows.ts';
import { sql } from '#lib/db/sql.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { addObjects, addPlaces, addRule, ruleOf, takeAll } from './alert-world.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await addPlaces(database);
});
afterAll(() => database.drop());

test('a finding says what it was grouped by, also when its rule groups by something else since, in the list and to who is told', async () => {
  const rule = ruleOf({ groupBy: ['@user', '@region'] });
  const ruleId = await addRule(database, rule);
  const record = {
    eventVersion: '1.11',
    eventTime: new Date(Date.now() - 60_000).toISOString(),
    eventID: '00000000-0000-4000-8000-000000000001',
    eventName: 'DeleteTrail',
    eventSource: 'cloudtrail.amazonaws.com',
    awsRegion: 'eu-west-1',
    recipientAccountId: '111111111111',
    userIdentity: { type: 'IAMUser', userName: 'alice' },
  };
  await takeAll(database, await addObjects(database, [[record]]));
  const later = { ...rule, groupBy: ['@ip'] };
  await database.ownerPool.query(
    'update alert_rule set definition = $2, revision = revision + 1 where id = $1',
    [ruleId, later],
  );
  const { rows } = await database.workerPool.query(
    sql`select ${findingColumns} from ${findingTables}`.toQuery(),
  );
  const [finding] = rows.map((row) => toFindingRow(findingColumnsRow.parse(row), new Map()));
  expect(finding?.group).toEqual([
    { field: '@user', value: 'alice' },
    { field: '@region', value: 'eu-west-1' },
  ]);
  const facts = await loadFindingFacts(database.workerPool, finding?.id ?? '');
  expect(facts.group).toEqual({ '@user': 'alice', '@region': 'eu-west-1' });
});
