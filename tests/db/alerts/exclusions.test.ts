import { afterEach, beforeEach, expect, test } from 'vitest';
import { exclusionDigest } from '#lib/alerts/exclusion-digest.ts';
import type { Sample } from '#lib/alerts/rule-model.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { addObjects, addPlaces, addRule, ruleOf, storedFindings, takeAll } from './alert-world.ts';

let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
  await addPlaces(database);
});
afterEach(() => database.drop());

const START_MS = Date.now() - 3_600_000;
const sample = (n: number, more: Sample = {}): Sample => ({
  eventVersion: '1.11',
  eventTime: new Date(START_MS + n * 1000).toISOString(),
  eventID: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  eventName: 'DeleteTrail',
  eventSource: 'cloudtrail.amazonaws.com',
  awsRegion: 'eu-west-1',
  recipientAccountId: '111111111111',
  userIdentity: { type: 'IAMUser', userName: 'alice' },
  ...more,
});

async function switchOff(ruleId: number, digest: string | undefined): Promise<void> {
  await database.ownerPool.query(
    `insert into alert_exclusion (rule_id, own_digest, removed_at) values ($1, $2, now())
     on conflict (rule_id, own_digest) do update set removed_at = now()`,
    [ruleId, digest],
  );
}

test('exclusions hide what they say, count it once for each event, and hide nothing after their end', async () => {
  const byRobot = { field: 'userAgent', op: 'equals' as const, values: ['robot'] };
  const ruleId = await addRule(database, ruleOf({ exclusions: [{ reason: 'ours', condition: byRobot }] }));
  const add = (name: string, until: string | null) =>
    database.ownerPool.query('insert into alert_exclusion (rule_id, condition, until) values ($1, $2, $3)', [
      ruleId,
      JSON.stringify({ field: 'userIdentity.userName', op: 'equals', values: [name] }),
      until,
    ]);
  await add('bob', null);
  await add('carol', new Date(Date.now() - 1000).toISOString());
  const as = (userName: string) => ({ userIdentity: { type: 'IAMUser', userName } });
  const records = [
    sample(1, { userAgent: 'robot' }),
    sample(2, as('bob')),
    sample(3, as('bob')),
    sample(4, as('carol')),
  ];
  await takeAll(database, await addObjects(database, [records, records.slice(0, 3)]), {
    workers: 2,
    batchObjects: 1,
  });
  expect((await storedFindings(database)).map(({ group }) => group)).toEqual([['carol']]);
  const { rows } = await database.ownerPool.query(
    'select own_digest, hid_events::int from alert_exclusion order by own_digest, id',
  );
  expect(rows).toEqual([
    { own_digest: exclusionDigest({ condition: byRobot }), hid_events: 1 },
    { own_digest: null, hid_events: 2 },
    { own_digest: null, hid_events: 0 },
  ]);
});

test('an exclusion of the rule’s own that is switched off hides nothing, and the next of them that fits hides and counts', async () => {
  const by = (userAgent: string) => ({ field: 'userAgent', op: 'startsWith' as const, values: [userAgent] });
  const exclusions = ['robot', 'rob'].map((name) => ({ reason: name, condition: by(name) }));
  const digests = exclusions.map(exclusionDigest);
  const ruleId = await addRule(database, ruleOf({ exclusions }));
  const off = (at: number) => switchOff(ruleId, digests[at]);
  await off(0);
  await takeAll(database, await addObjects(database, [[sample(1, { userAgent: 'robot' })]]));
  expect(await storedFindings(database)).toEqual([]);
  await off(1);
  const again = [[], [sample(2, { userAgent: 'robot' })]];
  await takeAll(database, await addObjects(database, again));
  expect((await storedFindings(database)).map(({ events }) => events)).toEqual([1]);
  const { rows } = await database.ownerPool.query(
    `select own_digest, hid_events::int, removed_at is not null as off from alert_exclusion
     order by array_position($1::text[], own_digest)`,
    [digests],
  );
  expect(rows).toEqual([
    { own_digest: digests[0], hid_events: 0, off: true },
    { own_digest: digests[1], hid_events: 1, off: true },
  ]);
});

test('one that is switched off stays off, and no other is, where a version of the rule puts others before it', async () => {
  const named = (name: string) => ({
    reason: name,
    condition: { field: 'userAgent', op: 'equals' as const, values: [name] },
  });
  const ruleId = await addRule(database, ruleOf({ exclusions: [named('robot'), named('probe')] }));
  await switchOff(ruleId, exclusionDigest(named('probe')));
  const later = ruleOf({ exclusions: [named('crawler'), named('probe'), named('robot')] });
  await database.ownerPool.query('update alert_rule set definition = $2 where id = $1', [ruleId, later]);
  const records = ['crawler', 'probe', 'robot'].map((userAgent, at) => sample(at + 1, { userAgent }));
  await takeAll(database, await addObjects(database, [records]));
  const { rows } = await database.ownerPool.query(
    'select own_digest, hid_events::int from alert_exclusion where hid_events > 0 order by id',
  );
  expect(rows.map(({ own_digest: digest }) => digest).toSorted()).toEqual(
    ['crawler', 'robot'].map((name) => exclusionDigest(named(name))).toSorted(),
  );
  expect((await storedFindings(database)).map(({ events }) => events)).toEqual([1]);
});

test('a rule switched off, and one of another account, finds nothing; a changed rule holds from the next batch on', async () => {
  const ruleId = await addRule(database, ruleOf({}), { mode: 'off' });
  await addRule(database, ruleOf({}), { accountId: '222222222222' });
  await takeAll(database, await addObjects(database, [[sample(1)]]));
  expect(await storedFindings(database)).toEqual([]);
  await database.ownerPool.query(`update alert_rule set mode = 'silent' where id = $1`, [ruleId]);
  await takeAll(database, await addObjects(database, [[sample(1)], [sample(2)]]));
  const found = await storedFindings(database);
  expect(found).toMatchObject([{ ruleId, events: 1 }]);
  const { rows } = await database.ownerPool.query('select silent, historic from finding');
  expect(rows).toEqual([{ silent: true, historic: false }]);
});

test('the first events of an account that a view’s own source brings are seen by the view’s rules', async () => {
  await addRule(database, ruleOf({}));
  await takeAll(database, await addObjects(database, [[sample(1, { recipientAccountId: '333333333333' })]]));
  expect(await storedFindings(database)).toMatchObject([{ accountId: '333333333333', events: 1 }]);
});

test('words anywhere in the record, and fields that nothing else reads, are found as events are written', async () => {
  await addRule(database, ruleOf({ condition: { keywords: ['TLSv1.1'] } }));
  await addRule(
    database,
    ruleOf({ condition: { field: 'tlsDetails.tlsVersion', op: 'equals', values: ['TLSv1.1'] } }),
  );
  const records = [sample(1, { tlsDetails: { tlsVersion: 'TLSv1.1' } }), sample(2)];
  await takeAll(database, await addObjects(database, [records]));
  expect((await storedFindings(database)).map(({ ruleId, events }) => [ruleId, events])).toEqual([
    [1, 1],
    [2, 1],
  ]);
});
