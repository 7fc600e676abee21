import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findActor } from '#lib/auth/actor.ts';
import { createS3Client } from '#lib/aws/s3-client.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { LocalKms } from '#lib/demo/aws/kms.ts';
import { type LocalS3, startLocalS3 } from '#lib/demo/aws/local-s3.ts';
import { askPolicyCheck } from '#lib/policies/ask-check.ts';
import { bucketPolicy } from '#lib/policies/bucket-policy.ts';
import { runPolicyChecks } from '#lib/policies/check-runner.ts';
import { keyPolicy } from '#lib/policies/key-policy.ts';
import type { PolicyReadings } from '#lib/policies/policy-reading.ts';
import { findPolicyCheck } from '#lib/policies/queries/find-check.ts';
import { EMPTY_SETUP, readSetup, type SetupFields } from '#lib/policies/setup-fields.ts';
import { createSource } from '#lib/sources/mutations.ts';
import { type Organisation, seedOrganisation } from '#tests/db/people/organisation.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

const CREDENTIALS = {
  accessKeyId: 'AKIAPOLICYCHECK23456',
  secretAccessKey: 'the-secret-of-the-policy-check',
};
const BUCKET = 'acme-audit-logs';
const KEY_ARN = 'arn:aws:kms:eu-central-1:999988887777:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const FIELDS: SetupFields = {
  ...EMPTY_SETUP,
  audit: '999988887777',
  bucket: BUCKET,
  region: 'eu-central-1',
  trail: 'acme-trail',
  key: KEY_ARN,
  accounts: '111122223333 444455556666',
};
const { plan } = readSetup(FIELDS);

let database: TestDatabase;
let prisma: ReturnType<typeof createPrisma>;
let organisation: Organisation;
let directory: string;
let kms: LocalKms;
let s3: LocalS3;
let sourceId: number;

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.TRAILKEEP_SECRET_KEY = database.secretKey;
  prisma = createPrisma(database.webPool);
  organisation = await seedOrganisation(database, prisma);
  directory = await mkdtemp(join(tmpdir(), 'trailkeep-policies-'));
  kms = new LocalKms();
  s3 = await startLocalS3({
    directory,
    credentials: [CREDENTIALS],
    region: 'eu-central-1',
    services: [kms.service],
  });
  s3.store.createBucket(BUCKET);
  const credentials = { kind: 'access-key', ...CREDENTIALS } as const;
  const source = { kind: 's3', bucket: BUCKET, endpoint: s3.endpoint, credentials } as const;
  sourceId = (await createSource(prisma, await actor('manager'), { view: 'prod' }, source)).id;
});
beforeEach(async () => {
  s3.ruleBucket(BUCKET, {});
  await putPolicy(bucketPolicy(plan)?.text ?? '');
  kms.put({ arn: KEY_ARN, policy: keyPolicy(plan)?.text ?? '' });
});
afterAll(async () => {
  await s3.close();
  await rm(directory, { recursive: true });
  await prisma.$disconnect();
  await database.drop();
});

async function actor(role: keyof Organisation['people']) {
  const found = await findActor(prisma, organisation.people[role]);
  if (!found) throw new Error(`no actor ${role}`);
  return found;
}

/** As an administrator does it, over the real SDK. */
async function putPolicy(text: string): Promise<void> {
  const client = createS3Client(
    { credentials: { kind: 'access-key', ...CREDENTIALS }, endpoint: s3.endpoint },
    'eu-central-1',
  );
  await client.send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy: text }));
  client.destroy();
}

async function check(fields: SetupFields = FIELDS): Promise<PolicyReadings> {
  const manager = await actor('manager');
  const id = await askPolicyCheck(prisma, manager, sourceId, fields);
  expect((await findPolicyCheck(database.webPool, manager, id)).finishedAt).toBeNull();
  await runPolicyChecks(database.workerPool);
  const { result, finishedAt } = await findPolicyCheck(database.webPool, manager, id);
  expect(finishedAt).not.toBeNull();
  if (!result) throw new Error('the check has no result');
  return result;
}

test('the policies that the guide makes, put into AWS and read back, have nothing to mend', async () => {
  const { bucket, key } = await check();
  expect(bucket).toMatchObject({ fault: null, check: { findings: [] } });
  expect(key).toMatchObject({ fault: null, check: { findings: [] } });
  expect(bucket.check?.accounts.map(({ accountId }) => accountId)).toEqual(plan.accounts);
});

test('what is missing for one account is said for it, with the statement that mends it', async () => {
  await putPolicy(bucketPolicy({ ...plan, accounts: plan.accounts.slice(0, 2) })?.text ?? '');
  const { bucket } = await check();
  const findings = bucket.check?.findings ?? [];
  expect(findings.map(({ part, code, accounts }) => [part, code, accounts])).toEqual([
    ['acl', 'trail-missing', ['444455556666']],
    ['write', 'account-missing', ['444455556666']],
  ]);
  expect(findings[1]?.mended).toContain('AWSLogs/444455556666/*');
});

test('accounts of an organisation trail are passed over and named, those with a trail of their own beside it are not', async () => {
  await putPolicy(bucketPolicy({ ...plan, accounts: plan.accounts.slice(0, 1) })?.text ?? '');
  await database.ownerPool.query(
    `insert into source_folder (source_id, prefix, account_id, kind, region)
     select $1, prefix, account, 'CloudTrail', 'eu-central-1' from (values
       ('AWSLogs/o-abc123def4/444455556666/CloudTrail/eu-central-1/', 444455556666),
       ('AWSLogs/o-abc123def4/111122223333/CloudTrail/eu-central-1/', 111122223333),
       ('AWSLogs/111122223333/CloudTrail/eu-central-1/', 111122223333)) as f (prefix, account)`,
    [sourceId],
  );
  const { bucket, organisation: passedOver } = await check();
  await database.ownerPool.query('delete from source_folder where source_id = $1', [sourceId]);
  expect(passedOver).toEqual(['444455556666']);
  expect(bucket.check?.accounts.map(({ accountId }) => accountId)).toEqual(['999988887777', '111122223333']);
  expect(new Set(bucket.check?.findings.flatMap(({ accounts }) => accounts))).toEqual(
    new Set(['111122223333']),
  );
});

test('a bucket without a policy lacks everything', async () => {
  s3.store.policies.remove(BUCKET);
  const { bucket } = await check();
  expect(bucket.check?.findings.map(({ code }) => code)).toEqual(['statement-missing', 'statement-missing']);
});

test('a key that is disabled, and a key policy without GenerateDataKey, are both named', async () => {
  const policy = JSON.parse(keyPolicy(plan)?.text ?? '') as { Statement: { Sid: string }[] };
  const Statement = policy.Statement.filter(({ Sid }) => Sid !== 'AllowCloudTrailToEncryptLogs');
  kms.put({ arn: KEY_ARN, policy: JSON.stringify({ ...policy, Statement }), state: 'Disabled' });
  const { key } = await check();
  expect(key?.check?.findings.map(({ code }) => code)).toEqual(['key-disabled', 'statement-missing']);
});

describe('what cannot be read is said in words, and does not hide the rest', () => {
  test('the bucket policy', async () => {
    s3.ruleBucket(BUCKET, { denied: ['GetBucketPolicy'] });
    const { bucket, key } = await check();
    expect(bucket).toMatchObject({ text: null, check: null });
    expect(bucket.fault?.message).toBe(`AccessDenied: s3:GetBucketPolicy is not allowed on ${BUCKET}.`);
    expect(key?.check?.findings).toEqual([]);
  });

  test.each([
    ['DescribeKey', 'kms:DescribeKey is not allowed on the key.'],
    ['GetKeyPolicy', 'kms:GetKeyPolicy is not allowed on the key.'],
  ])('the key: %s', async (action, message) => {
    kms.put({ arn: KEY_ARN, policy: keyPolicy(plan)?.text ?? '', denied: [action] });
    const { bucket, key } = await check();
    expect(key).toMatchObject({ check: null, fault: { message } });
    expect(bucket.check?.findings).toEqual([]);
  });

  test('a key that is not there', async () => {
    const { key } = await check({ ...FIELDS, key: KEY_ARN.replace('1234abcd', 'ffffffff') });
    expect(key?.fault?.message).toMatch(/^There is no key arn:aws:kms/);
  });

  test('credentials that no longer hold', async () => {
    await database.ownerPool.query(`update source set access_key_id = 'AKIAGONEGONEGONE2345' where id = $1`, [
      sourceId,
    ]);
    const { bucket } = await check();
    await database.ownerPool.query('update source set access_key_id = $2 where id = $1', [
      sourceId,
      CREDENTIALS.accessKeyId,
    ]);
    expect(bucket.fault?.message).toBe(
      'InvalidAccessKeyId: the access key AKIAGONEGONEGONE2345 does not exist.',
    );
  });
});

describe('who may', () => {
  test('only who manages the source asks, and only who asked reads the result', async () => {
    for (const role of ['ownerAlpha', 'viewViewer', 'stranger'] as const)
      await expect(askPolicyCheck(prisma, await actor(role), sourceId, FIELDS)).rejects.toMatchObject({
        code: 'not-found',
      });
    const id = await askPolicyCheck(prisma, await actor('manager'), sourceId, FIELDS);
    await expect(findPolicyCheck(database.webPool, await actor('admin'), id)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('one person cannot pile up checks', async () => {
    const admin = await actor('admin');
    for (let n = 0; n < 5; n += 1) await askPolicyCheck(prisma, admin, sourceId, FIELDS);
    await expect(askPolicyCheck(prisma, admin, sourceId, FIELDS)).rejects.toMatchObject({
      code: 'too-many-requests',
      retryAfterSeconds: 10,
    });
  });

  test('wrong boxes are refused before anything is asked', async () => {
    const fields = { ...FIELDS, accounts: '12345' };
    await expect(askPolicyCheck(prisma, await actor('manager'), sourceId, fields)).rejects.toThrow(
      'no account number',
    );
  });
});
