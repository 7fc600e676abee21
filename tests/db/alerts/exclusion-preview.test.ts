import { afterAll, beforeAll, expect, test } from 'vitest';
import { previewExclusion, proposeExclusion } from '#lib/alerts/exclusions/preview.ts';
import type { Condition, Sample } from '#lib/alerts/rule-model.ts';
import { findActor } from '#lib/auth/actor.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { resolveScope } from '#lib/auth/resolve-scope.ts';
import type { Scope } from '#lib/auth/scope.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { createUser } from '#lib/users/mutations.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { ACCOUNTS, addObjects, addPlaces, addRule, ruleOf, takeAll } from './alert-world.ts';

let database: TestDatabase;
let view: Scope;
let account: Scope;
let ruleId: number;
let findingId: string;

const START_MS = Date.now() - 3_600_000;
const call = (n: number, userName: string, more: Sample = {}): Sample => ({
  eventVersion: '1.11',
  eventTime: new Date(START_MS + n * 1000).toISOString().replace(/\.\d+/, ''),
  eventID: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  eventName: n % 2 ? 'DeleteTrail' : 'StopLogging',
  eventSource: 'cloudtrail.amazonaws.com',
  awsRegion: 'eu-west-1',
  recipientAccountId: ACCOUNTS[0],
  sourceIPAddress: `192.0.2.${n}`,
  userAgent: userName === 'alice' ? 'terraform/1.9' : 'aws-cli/2',
  userIdentity: { type: 'IAMUser', userName },
  ...more,
});

beforeAll(async () => {
  database = await createTestDatabase();
  await addPlaces(database);
  ruleId = await addRule(database, ruleOf({}));
  const records = [
    ...[1, 2, 3, 4, 5, 6].map((n) => call(n, 'alice')),
    ...[7, 8].map((n) => call(n, 'bob')),
    call(9, 'alice', { recipientAccountId: ACCOUNTS[1] }),
  ];
  await takeAll(database, await addObjects(database, [records]));
  const prisma = createPrisma(database.webPool);
  const { userId } = await createUser(prisma, 'system', { email: 'a@example.com', name: 'A', role: 'admin' });
  const admin = await findActor(prisma, userId);
  if (!admin) throw new Error('no admin');
  view = await resolveScope(admin, 'view', 'prod', prisma);
  account = await resolveScope(admin, 'account', ACCOUNTS[1], prisma);
  await prisma.$disconnect();
  const { rows } = await database.ownerPool.query<{ id: string }>(
    `select id from finding where account_id = ${ACCOUNTS[0]} and group_values = '["alice"]'`,
  );
  findingId = rows[0]?.id ?? '';
});
afterAll(() => database.drop());

const preview = (condition: Condition, accountId: string | null = null, scope = view) =>
  readScope(database.webPool, scope, (db) =>
    previewExclusion(db, scope, { ruleId, findingId, condition, accountId }, new Date()),
  );

test('what a finding’s events have in common is proposed, and what tells the rule’s findings apart is likely', async () => {
  const tests = await readScope(database.webPool, view, (db) => proposeExclusion(db, view, findingId));
  expect(tests.map(({ words, likely }) => [words, likely])).toEqual([
    ['User is alice', true],
    ['Event is DeleteTrail or StopLogging', true],
    ['Identity type is IAMUser', false],
    ['Service is cloudtrail', false],
    ['Region is eu-west-1', false],
  ]);
});

test('how many of the finding’s events and of the rule’s matches an exclusion would hide is counted, by what is stored or in the records', async () => {
  const byName: Condition = { field: '@user', op: 'equals', values: ['alice'] };
  expect(await preview(byName)).toEqual({
    finding: { events: 6, hidden: 6, more: false },
    matches: { events: 9, hidden: 7, more: false },
  });
  expect((await preview(byName, ACCOUNTS[0])).matches).toEqual({ events: 8, hidden: 6, more: false });
  const inRecord: Condition = {
    all: [
      { field: 'userAgent', op: 'startsWith', values: ['terraform/'] },
      { field: '@event', op: 'equals', values: ['DeleteTrail'] },
    ],
  };
  expect(await preview(inRecord)).toMatchObject({ finding: { hidden: 3 }, matches: { hidden: 4 } });
});

test('the finding and the matches of another account are not told', async () => {
  await expect(
    preview({ field: '@user', op: 'equals', values: ['alice'] }, null, account),
  ).rejects.toMatchObject({
    code: 'not-found',
  });
  const alone = readScope(database.webPool, account, (db) =>
    previewExclusion(
      db,
      account,
      { ruleId, condition: { field: '@user', op: 'equals', values: ['alice'] }, accountId: null },
      new Date(),
    ),
  );
  expect((await alone).matches).toEqual({ events: 1, hidden: 1, more: false });
});
