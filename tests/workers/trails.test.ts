import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { addAccount } from '#lib/accounts/mutations.ts';
import type { Actor } from '#lib/auth/actor.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { resolveScope } from '#lib/auth/resolve-scope.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { arnOf, cloudTrailService, type LocalTrail } from '#lib/demo/aws/cloudtrail.ts';
import { type LocalS3, startLocalS3 } from '#lib/demo/aws/local-s3.ts';
import { askAccount } from '#lib/trails/ask-account.ts';
import { refreshTrails, setAccountCredentials } from '#lib/trails/mutations.ts';
import { listTrails } from '#lib/trails/queries/list-trails.ts';
import { createView } from '#lib/views/mutations.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { startJobs } from '../../workers/jobs/job-board.ts';
import { trailJobs } from '../../workers/jobs/trails.ts';

const OWNER = '048213975106';
const MEMBER = '231094857712';
const ADMIN: Actor = {
  userId: '00000000-0000-4000-8000-000000000001',
  name: 'Admin',
  email: 'admin@example.com',
  role: 'admin',
  grants: [],
};
const STARTED = new Date('2026-11-01T08:00:00Z');
const DELIVERED = new Date('2026-11-20T11:58:00Z');

const organisation: LocalTrail = {
  name: 'organisation',
  accountId: OWNER,
  homeRegion: 'eu-central-1',
  bucket: 'audit',
  members: [MEMBER],
  multiRegion: true,
  logValidation: true,
  kmsKey: 'arn:aws:kms:eu-central-1:048213975106:key/1',
  status: () => ({ IsLogging: true, StartLoggingTime: STARTED, LatestDeliveryTime: DELIVERED }),
};
const own: LocalTrail = {
  name: 'own',
  accountId: MEMBER,
  homeRegion: 'eu-west-1',
  bucket: 'own',
  keyPrefix: 'logs',
  globalEvents: true,
  selectors: {
    AdvancedEventSelectors: [
      {
        FieldSelectors: [
          { Field: 'eventCategory', Equals: ['Management'] },
          { Field: 'readOnly', Equals: ['false'] },
        ],
      },
      {
        FieldSelectors: [
          { Field: 'eventCategory', Equals: ['Data'] },
          { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
        ],
      },
    ],
  },
  status: () => ({ IsLogging: false, StartLoggingTime: STARTED, StopLoggingTime: DELIVERED }),
};
const trails: LocalTrail[] = [];

const keyOf = (accountId: string) => ({
  accessKeyId: `AKIA${accountId}`,
  secretAccessKey: `secret of ${accountId}`,
  arn: `arn:aws:iam::${accountId}:user/auditor`,
});
const ROLE = { arn: `arn:aws:iam::${MEMBER}:role/auditor`, externalId: 'shared-word' };

let database: TestDatabase;
let db: PrismaClient;
let directory: string;
let server: LocalS3;

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.TRAILKEEP_SECRET_KEY = database.secretKey;
  db = createPrisma(database.webPool);
  await createView(db, 'system', { name: 'Prod' });
  for (const id of [OWNER, MEMBER]) await addAccount(db, 'system', { id, name: id, view: 'prod' });
  directory = await mkdtemp(join(tmpdir(), 'trails-aws-'));
  server = await startLocalS3({
    directory,
    credentials: [OWNER, MEMBER].map(keyOf),
    roles: [ROLE],
    services: [cloudTrailService(trails)],
  });
});

afterEach(async () => {
  server.faults.clear();
  await database.ownerPool.query('delete from account_credential');
});

afterAll(async () => {
  await server.close();
  await rm(directory, { recursive: true, force: true });
  await db.$disconnect();
  await database.drop();
});

async function enterKey(accountId: string): Promise<void> {
  const { accessKeyId, secretAccessKey } = keyOf(accountId);
  const credentials = { kind: 'access-key', accessKeyId, secretAccessKey } as const;
  await setAccountCredentials(db, 'system', accountId, { credentials, endpoint: server.endpoint });
}

/** As the page of the view shows it. */
async function listed() {
  const scope = await resolveScope(ADMIN, 'view', 'prod', db);
  return readScope(database.webPool, scope, (connection) => listTrails(connection, scope, new Date()));
}

test('every fact that AWS tells about a trail is kept', async () => {
  trails.splice(0, 9, organisation, own);
  await enterKey(MEMBER);
  expect(await askAccount(database.workerPool, MEMBER)).toBeNull();
  const list = await listed();
  expect(list.trails).toMatchObject([
    {
      arn: arnOf(organisation),
      name: 'organisation',
      accountId: OWNER,
      accounts: [MEMBER],
      homeRegion: 'eu-central-1',
      bucket: 'audit',
      logging: true,
      multiRegion: true,
      organization: true,
      logValidation: true,
      kmsKey: organisation.kmsKey,
      loggingStartedAt: STARTED.toISOString(),
      deliveredAt: DELIVERED.toISOString(),
      managementEvents: 'all',
    },
  ]);
  expect(list.accounts.find(({ accountId }) => accountId === MEMBER)).toMatchObject({
    credentials: 'access-key',
    asking: false,
    fault: null,
  });
});

test('a trail of one region is found where the account is active, and its selectors are read', async () => {
  trails.splice(0, 9, own);
  await enterKey(MEMBER);
  await database.ownerPool.query(
    `with made as (insert into source (account_id, kind, directory) values ($1, 'directory', '/logs') returning id)
     insert into source_folder (source_id, prefix, account_id, kind, region)
     select id, 'AWSLogs/' || $2 || '/CloudTrail/eu-west-1/', $1, 'CloudTrail', 'eu-west-1' from made`,
    [MEMBER, MEMBER],
  );
  await askAccount(database.workerPool, MEMBER);
  const [found] = (await listed()).trails;
  expect(found).toMatchObject({
    name: 'own',
    keyPrefix: 'logs',
    logging: false,
    loggingEndedAt: DELIVERED.toISOString(),
    managementEvents: 'write',
    dataEvents: ['AWS::S3::Object'],
  });
  await database.ownerPool.query('delete from source');
});

test('a trail that is gone in AWS goes; a refused key keeps the last good answer, with the fault beside it', async () => {
  trails.splice(0, 9, organisation);
  await enterKey(OWNER);
  await askAccount(database.workerPool, OWNER, () => new Date('2026-11-20T12:00:00Z'));
  server.faults.plan({
    operation: 'DescribeTrails',
    kind: 'error',
    status: 400,
    code: 'AccessDeniedException',
    message: `User: arn:aws:iam::${OWNER}:user/auditor is not authorized to perform: cloudtrail:DescribeTrails`,
    times: 9,
  });
  const fault = await askAccount(database.workerPool, OWNER);
  expect(fault).toMatchObject({ code: 'source-denied' });
  expect(fault?.message).toContain(
    `arn:aws:iam::${OWNER}:user/auditor may not call cloudtrail:DescribeTrails`,
  );
  const [kept] = (await listed()).trails;
  expect(kept).toMatchObject({
    logging: true,
    askedAt: '2026-11-20T12:00:00.000Z',
    fault: { code: 'source-denied' },
  });
  expect(kept?.warnings.map(({ code }) => code)).toContain('answer-old');
  server.faults.clear();
  trails.splice(0, 9);
  await askAccount(database.workerPool, OWNER);
  expect((await listed()).trails).toEqual([]);
});

test('where only the status is denied the trail is listed, and that is said', async () => {
  trails.splice(0, 9, organisation);
  await enterKey(OWNER);
  server.faults.plan({
    operation: 'GetTrailStatus',
    kind: 'error',
    status: 400,
    code: 'AccessDeniedException',
    message: 'not authorized to perform: cloudtrail:GetTrailStatus',
  });
  await askAccount(database.workerPool, OWNER);
  const [trail] = (await listed()).trails;
  expect(trail).toMatchObject({ name: 'organisation', logging: null });
  expect(trail?.warnings.map(({ code }) => code)).toContain('status-unknown');
});

test('a region that does not answer is named, and its trails stay', async () => {
  trails.splice(0, 9, own, organisation);
  await enterKey(MEMBER);
  await database.workerPool.query(
    `insert into trail (account_id, arn, name, home_region, bucket, global_events, multi_region, organization, log_validation,
       insights, asked_at) values ($1, $2, 'own', 'eu-west-1', 'own', true, false, false, false, false, now())`,
    [MEMBER, arnOf(own)],
  );
  // The first question is about us-east-1, the second about eu-west-1.
  server.faults.plan({ operation: 'DescribeTrails', kind: 'delay', delayMs: 1 });
  server.faults.plan({
    operation: 'DescribeTrails',
    kind: 'error',
    status: 400,
    code: 'AccessDeniedException',
    message: '',
  });
  await askAccount(database.workerPool, MEMBER);
  const { trails: found, accounts } = await listed();
  expect(found.map(({ name }) => name)).toEqual(['organisation', 'own']);
  expect(accounts.find(({ accountId }) => accountId === MEMBER)?.silentRegions).toHaveLength(1);
});

test('a role is assumed with its external id by the key given', async () => {
  trails.splice(0, 9, organisation);
  const { accessKeyId, secretAccessKey } = keyOf(OWNER);
  const role = { kind: 'role', roleArn: ROLE.arn, accessKeyId, secretAccessKey } as const;
  await setAccountCredentials(db, 'system', MEMBER, {
    credentials: { ...role, externalId: 'wrong' },
    endpoint: server.endpoint,
  });
  expect(await askAccount(database.workerPool, MEMBER)).toMatchObject({
    code: 'source-credentials',
    message: expect.stringContaining('may not be assumed'),
  });
  await setAccountCredentials(db, 'system', MEMBER, {
    credentials: { ...role, externalId: ROLE.externalId },
    endpoint: server.endpoint,
  });
  expect(await askAccount(database.workerPool, MEMBER)).toBeNull();
  expect((await listed()).trails).toMatchObject([{ accounts: [MEMBER] }]);
});

test('the worker asks at once for new credentials and on Refresh, under the worker’s own role', async () => {
  trails.splice(0, 9, organisation);
  const board = await startJobs(database.workerPool, trailJobs(database.workerPool));
  try {
    await enterKey(OWNER);
    await until(async () => (await listed()).trails.length === 1);
    trails.splice(0, 9);
    await database.ownerPool.query(`update account_credential set asked_at = now() - interval '1 hour'`);
    const scope = await resolveScope(ADMIN, 'view', 'prod', db);
    expect(await refreshTrails(db, ADMIN, scope)).toBe(1);
    expect(await refreshTrails(db, ADMIN, scope), 'a second press').toBe(0);
    await until(async () => (await listed()).trails.length === 0);
  } finally {
    await board.stop();
  }
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 20_000; waited += 100) {
    if (await holds()) return;
    await sleep(100);
  }
  throw new Error('it did not come to pass within 20 s');
}
