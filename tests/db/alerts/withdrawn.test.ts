import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Sample } from '#lib/alerts/rule-model.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { ACCOUNTS, addObjects, addPlaces, addRule, ruleOf, takeAll } from './alert-world.ts';

const DAY_MS = 86_400_000;
const START_MS = Math.floor(Date.now() / DAY_MS - 10) * DAY_MS;

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
  await addPlaces(database);
});
afterEach(() => database.drop());

const call = (day: number, region: string): Sample => ({
  eventVersion: '1.11',
  eventTime: new Date(START_MS + day * DAY_MS).toISOString(),
  eventID: `00000000-0000-4000-8000-${String(day).padStart(12, '0')}`,
  eventName: 'DescribeInstances',
  eventSource: 'ec2.amazonaws.com',
  awsRegion: region,
  recipientAccountId: ACCOUNTS[0],
  userIdentity: { type: 'IAMUser', userName: 'alice' },
});

/** A finding of a region that was new on day 5; `deliverLate` brings the event of day 1 that shows that it was not. */
async function findNewRegion(): Promise<{ deliverLate: () => Promise<void> }> {
  const when = { kind: 'first-seen' as const, field: '@region', lookbackDays: 90, learningDays: 3 };
  await addRule(database, ruleOf({ when }));
  const objects = [[call(0, 'eu-west-1'), call(5, 'ap-south-1')]];
  await takeAll(database, await addObjects(database, objects));
  return {
    deliverLate: async () => takeAll(database, await addObjects(database, [[], [call(1, 'ap-south-1')]])),
  };
}

async function findings() {
  const { rows } = await database.ownerPool.query<{ state: string; events: number; history: string[] }>(
    `select state, events, array(select kind from finding_history h where h.finding_id = f.id order by h.id) as history from finding f`,
  );
  return rows;
}

/** What the portal writes when somebody does something about the only finding. */
async function touch(kind: string, change = ''): Promise<void> {
  await database.ownerPool.query(
    `with f as (update finding set changed_at = now() ${change} returning id, account_id)
     insert into finding_history (finding_id, account_id, actor, kind) select id, account_id, 'Alice', $1 from f`,
    [kind],
  );
}

test('a finding that a late event shows to be nothing new is gone where nobody had seen it', async () => {
  const { deliverLate } = await findNewRegion();
  expect(await findings()).toEqual([{ state: 'open', events: 1, history: ['opened'] }]);
  await deliverLate();
  expect(await findings()).toEqual([]);
});

test.each([
  ['commented on', 'comment', ''],
  ['acknowledged', 'acknowledged', `, state = 'acknowledged'`],
  ['acknowledged and opened again', 'reopened', ''],
])('one that was %s stays, closed, with its history and a line that says why', async (_, kind, change) => {
  const { deliverLate } = await findNewRegion();
  await touch(kind, change);
  await deliverLate();
  expect(await findings()).toEqual([{ state: 'closed', events: 0, history: ['opened', kind, 'withdrawn'] }]);
});

test('one that somebody was told of stays, closed; what is found there later is a finding of its own', async () => {
  const { deliverLate } = await findNewRegion();
  await database.ownerPool.query('update finding set notified_at = now()');
  await deliverLate();
  const withdrawn = { state: 'closed', events: 0, history: ['opened', 'withdrawn'] };
  expect(await findings()).toEqual([withdrawn]);
  await takeAll(database, await addObjects(database, [[], [], [call(6, 'sa-east-1')]]));
  expect(await findings()).toEqual([withdrawn, { state: 'open', events: 1, history: ['opened'] }]);
});
