import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pruneSeen } from '#lib/alerts/fold/prune-seen.ts';
import type { RuleDefinition, Sample } from '#lib/alerts/rule-model.ts';
import { runRetention } from '#lib/retention/run-retention.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { ACCOUNTS, addObjects, addPlaces, addRule, ruleOf, takeAll } from './alert-world.ts';

const DAY_MS = 86_400_000;
const NOW_MS = Math.floor(Date.now() / DAY_MS) * DAY_MS;
/** Days that are kept; whole weeks are dropped. */
const KEPT = 30;

let database: TestDatabase;
let objects: Sample[][] = [];
beforeEach(async () => {
  database = await createTestDatabase();
  await addPlaces(database);
  objects = [];
});
afterEach(() => database.drop());

const call = (daysAgo: number, region: string): Sample => ({
  eventVersion: '1.11',
  eventTime: new Date(NOW_MS - daysAgo * DAY_MS).toISOString(),
  eventID: `00000000-0000-4000-8000-${String(daysAgo).padStart(12, '0')}`,
  eventName: 'DescribeInstances',
  eventSource: 'ec2.amazonaws.com',
  awsRegion: region,
  recipientAccountId: ACCOUNTS[0],
  userIdentity: { type: 'IAMUser', userName: 'alice' },
});

async function take(...records: Sample[]): Promise<void> {
  objects = [...objects.map(() => []), records];
  await takeAll(database, await addObjects(database, objects));
}

/** Days ago on which something is remembered, the oldest first. */
async function remembered(): Promise<number[]> {
  const { rows } = await database.ownerPool.query<{ first_at: Date }>(
    'select first_at from alert_seen order by first_at',
  );
  return rows.map(({ first_at }) => (NOW_MS - first_at.getTime()) / DAY_MS);
}

async function found(): Promise<number> {
  const { rows } = await database.ownerPool.query<{ n: number }>('select sum(events)::int as n from finding');
  return rows[0]?.n ?? 0;
}

const firstRegion: RuleDefinition['when'] = {
  kind: 'first-seen',
  field: '@region',
  lookbackDays: 10,
  learningDays: 5,
};

test('what is older than any event looks back is forgotten, since when a group is known is not, and nothing fires anew', async () => {
  await addRule(database, ruleOf({ when: firstRegion, quietMinutes: 1 }));
  await take(call(100, 'eu-west-1'), call(80, 'ap-south-1'), call(70, 'eu-west-1'), call(38, 'ap-south-1'));
  const before = await found();
  expect(before).toBe(3);
  await database.ownerPool.query('update retention set event_days = $1', [KEPT]);
  await runRetention(database.workerPool);
  expect(await pruneSeen(database.workerPool)).toBe(2);
  expect(await remembered()).toEqual([100, 38]);
  // Of the value that fired in a week that is gone; its finding stands, and is not found a second time.
  await take(call(3, 'ap-south-1'), call(2, 'eu-west-1'));
  expect(await found()).toBe(before + 2);
});

test('trailkeep retention run forgets it as the nightly run does', async () => {
  await addRule(database, ruleOf({ when: firstRegion }));
  await take(call(100, 'eu-west-1'), call(80, 'ap-south-1'), call(38, 'ap-south-1'));
  await database.ownerPool.query('update retention set event_days = $1', [KEPT]);
  const { url, secretKey } = database;
  const { stdout } = spawnSync(process.execPath, ['workers/cli.ts', 'retention', 'run', '--json'], {
    env: { ...process.env, DATABASE_URL: url, TRAILKEEP_SECRET_KEY: secretKey },
    encoding: 'utf8',
  });
  expect(JSON.parse(stdout)).toMatchObject({ seen: 1, busy: [] });
  expect(await remembered()).toEqual([100, 38]);
});

test('of a group that may return, the last time is kept however long ago it was', async () => {
  await addRule(database, ruleOf({ when: { kind: 'returning', afterDays: 40 } }));
  await take(call(100, 'eu-west-1'), call(90, 'eu-west-1'), call(80, 'eu-west-1'));
  await database.ownerPool.query('update retention set event_days = $1', [KEPT]);
  await pruneSeen(database.workerPool);
  expect(await remembered()).toEqual([100, 80]);
  await take(call(1, 'eu-west-1'));
  expect(await found()).toBe(1);
});

test('where everything is kept nothing is forgotten but what an older definition saw', async () => {
  const ruleId = await addRule(database, ruleOf({ when: firstRegion }));
  await take(call(100, 'eu-west-1'), call(80, 'eu-west-1'));
  expect(await pruneSeen(database.workerPool)).toBe(0);
  await database.ownerPool.query('update alert_rule set revision = revision + 1 where id = $1', [ruleId]);
  expect(await pruneSeen(database.workerPool)).toBe(2);
});
