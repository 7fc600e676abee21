import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type LocalS3, startLocalS3 } from '#lib/demo/aws/local-s3.ts';
import { LocalSqs } from '#lib/demo/aws/sqs.ts';
import { generateObjects } from '#lib/demo/organisation/generate-objects.ts';
import type { TestSubject } from '#lib/sources/test-probe.ts';
import { testSource } from '#lib/sources/test-source.ts';
import { TEST_STEPS, type TestStep, type TestStepName } from '#lib/sources/test-step.ts';

const BUCKET = 'acme-audit-cloudtrail';
const SECRET = 'the right secret of this test';
const KEY_ARN = 'arn:aws:kms:eu-central-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const USER_ARN = 'arn:aws:iam::111111111111:user/trailkeep';
const ROLE = 'arn:aws:iam::111111111111:role/trailkeep-reader';
const NOW = new Date();

const sqs = new LocalSqs();
let s3: LocalS3;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'trailkeep-test-source-'));
  s3 = await startLocalS3({
    directory,
    region: 'eu-central-1',
    credentials: [{ accessKeyId: 'AKIATESTSOURCE000001', secretAccessKey: SECRET, arn: USER_ARN }],
    roles: [{ arn: ROLE, externalId: 'ours' }],
    services: [sqs.service],
  });
  sqs.create('trail');
  for (const bucket of [BUCKET, 'empty-bucket', 'photos', 'mumbai']) s3.store.createBucket(bucket);
  for (const { key, body } of generateObjects({
    seed: 3,
    events: 400,
    days: 3,
    end: NOW,
    bucketPrefix: 'logs',
  }))
    s3.store.put(BUCKET, key, body);
  s3.store.put('photos', 'summer/beach.jpg', Buffer.from('x'));
  s3.ruleBucket('mumbai', { region: 'ap-south-1' });
  s3.store.put('mumbai', 'x', Buffer.from('x'));
});
afterEach(() => {
  s3.faults.clear();
  s3.ruleBucket(BUCKET, {});
});
afterAll(async () => {
  await s3.close();
  await rm(directory, { recursive: true });
});

function subject(more: Partial<TestSubject> = {}): TestSubject {
  return {
    kind: 's3',
    accountId: null,
    bucket: BUCKET,
    prefix: 'logs/',
    region: null,
    endpoint: s3.endpoint,
    directory: null,
    credentialKind: 'access-key',
    accessKeyId: 'AKIATESTSOURCE000001',
    roleArn: null,
    externalId: null,
    collectDays: 14,
    regions: [],
    accountIds: [],
    queueUrl: `${s3.endpoint}/000000000000/trail`,
    ...more,
  };
}

async function run(more: Partial<TestSubject> = {}, secret: string | null = SECRET): Promise<TestStep[]> {
  const steps: TestStep[] = [];
  for await (const step of testSource(subject(more), secret, { now: NOW, countAdded: async () => 1 }))
    steps.push(step);
  return steps;
}

/** The one step that failed. */
function failed(steps: TestStep[]): TestStep {
  const all = steps.filter(({ state }) => state === 'failed');
  expect(all.map(({ name }) => name)).toHaveLength(1);
  return all[0] as TestStep;
}

function named(steps: TestStep[], name: TestStepName): TestStep {
  const step = steps.find((one) => one.name === name);
  if (!step) throw new Error(`no step ${name}`);
  return step;
}

test('a bucket that can be collected passes every step, and says whose key, where, what is in it and how much', async () => {
  const steps = await run();
  expect(steps.map(({ name }) => name)).toEqual(TEST_STEPS);
  expect(steps.filter(({ state }) => state === 'failed' || state === 'skipped')).toEqual([]);
  expect(named(steps, 'Credentials').message).toContain(USER_ARN);
  expect(named(steps, 'Bucket').message).toBe(`${BUCKET} is there, in eu-central-1: found by itself.`);
  const accounts = new Set(s3.store.keys(BUCKET).map((key) => /\/(\d{12})\/CloudTrail\//.exec(key)?.[1]));
  accounts.delete(undefined);
  const { message } = named(steps, 'Layout');
  expect(message).toContain(`CloudTrail of ${accounts.size} accounts in `);
  expect(message).toMatch(
    / regions, under logs\/AWSLogs\/.*Newest object .* UTC, oldest .* not added yet\.$/,
  );
  expect(named(steps, 'Get').message).toMatch(/read, \d+ records?: /);
  expect(named(steps, 'Estimate').message).toMatch(
    /^\d[\d,]* objects, [\d.]+ [KM]B, of the last 14 days: less than a minute/,
  );
});

test('the estimate counts what collecting then takes, where every folder could be listed', async () => {
  const logs = s3.store.keys(BUCKET).filter((key) => !key.includes('Digest') && key.endsWith('.json.gz'));
  const steps = await run();
  const said = Number(/^[\d,]+/.exec(named(steps, 'Estimate').message)?.[0].replaceAll(',', ''));
  expect(said).toBe(logs.length);
});

const faults: [string, Partial<TestSubject>, string | null, Partial<TestStep>][] = [
  [
    'a wrong secret',
    {},
    'wrong',
    {
      name: 'Credentials',
      code: 'SignatureDoesNotMatch',
      hint: 'Enter the access key and its secret key again.',
    },
  ],
  [
    'an unknown key',
    { accessKeyId: 'AKIANOBODY0000000001' },
    SECRET,
    { name: 'Credentials', code: 'InvalidClientTokenId' },
  ],
  [
    'a key without its secret',
    {},
    null,
    { name: 'Credentials', hint: 'Enter the access key and its secret key.' },
  ],
  ['no such bucket', { bucket: 'acme-audit-cloudtrial' }, SECRET, { name: 'Bucket', code: 'NoSuchBucket' }],
  [
    'a wrong region',
    { region: 'us-west-2' },
    SECRET,
    { name: 'Bucket', hint: 'Choose eu-central-1 as the region, or leave it empty.' },
  ],
  [
    'an empty bucket',
    { bucket: 'empty-bucket', prefix: '' },
    SECRET,
    { name: 'List', message: 'There is nothing in s3://empty-bucket/.' },
  ],
  [
    'a wrong prefix',
    { prefix: 'lgos/' },
    SECRET,
    { name: 'List', hint: 'Check the prefix: it is what stands before AWSLogs/ in the keys.' },
  ],
  [
    'no CloudTrail layout',
    { bucket: 'photos', prefix: '' },
    SECRET,
    { name: 'Layout', hint: expect.stringContaining('There is summer/.') },
  ],
  [
    'a name that DNS does not know',
    { endpoint: 'http://s3.nowhere.invalid' },
    SECRET,
    { name: 'Endpoint', hint: expect.stringContaining('DNS') },
  ],
  [
    'a port that refuses',
    { endpoint: 'http://127.0.0.1:9' },
    SECRET,
    { name: 'Endpoint', code: 'ECONNREFUSED' },
  ],
];

test.each(faults)(
  '%s is named, with what to do, and what needs it is not tried',
  async (_, more, secret, expected) => {
    const steps = await run(more, secret);
    const step = failed(steps);
    expect(step).toMatchObject(expected);
    expect(step.hint).toBeTruthy();
    const after = steps.slice(steps.indexOf(step) + 1).filter(({ name }) => name !== 'Queue');
    expect(after.every(({ state }) => state === 'skipped')).toBe(true);
    expect(JSON.stringify(steps)).not.toContain(SECRET);
  },
);

test('without the right to list, the bucket is said to be there, and the statement that is missing is named', async () => {
  s3.ruleBucket(BUCKET, { denied: ['ListObjectsV2', 'HeadBucket'] });
  const steps = await run();
  expect(named(steps, 'Bucket')).toMatchObject({
    state: 'ok',
    message: expect.stringContaining('eu-central-1'),
  });
  expect(failed(steps)).toMatchObject({ name: 'List', code: 'AccessDenied', mend: { kind: 'list' } });
});

test('without the right to get, that statement is named, and what listing tells is told all the same', async () => {
  s3.ruleBucket(BUCKET, { denied: ['GetObject', 'HeadObject'] });
  const steps = await run();
  expect(failed(steps)).toMatchObject({ name: 'Get', code: 'AccessDenied', mend: { kind: 'get' } });
  expect(named(steps, 'Decrypt').state).toBe('skipped');
  expect(named(steps, 'Estimate').state).toBe('ok');
});

test('a key that may not be used fails Decrypt and not Get, and names the key and who needs it', async () => {
  s3.ruleBucket(BUCKET, { kmsDenied: true, kmsKeyArn: KEY_ARN });
  const steps = await run();
  expect(named(steps, 'Get')).toMatchObject({ state: 'ok', message: 's3:GetObject is allowed.' });
  expect(failed(steps)).toMatchObject({
    name: 'Decrypt',
    code: 'AccessDenied',
    mend: { kind: 'decrypt', keyArn: KEY_ARN, principal: USER_ARN },
  });
});

test('a key that may be used is named', async () => {
  s3.ruleBucket(BUCKET, { kmsKeyArn: KEY_ARN });
  expect(named(await run(), 'Decrypt').message).toBe(`The KMS key ${KEY_ARN} may be used.`);
});

test('a role is assumed with its external ID; with another one the trust policy is shown for who asks', async () => {
  const role = { credentialKind: 'role', roleArn: ROLE } as const;
  const good = await run({ ...role, externalId: 'ours' });
  expect(named(good, 'Credentials').message).toBe(`${USER_ARN} may assume the role ${ROLE}.`);
  expect(good.filter(({ state }) => state === 'failed')).toEqual([]);
  expect(failed(await run({ ...role, externalId: 'guessed' }))).toMatchObject({
    name: 'Credentials',
    mend: { kind: 'trust', roleArn: ROLE, externalId: 'guessed', principal: USER_ARN },
  });
});

test('a host that takes the connection and never answers is a time-out in words, within seconds', async () => {
  const deaf = createServer(() => undefined);
  await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
  const { port } = deaf.address() as AddressInfo;
  const steps = await run({ endpoint: `https://127.0.0.1:${port}` });
  deaf.close();
  expect(failed(steps)).toMatchObject({
    name: 'Endpoint',
    code: 'ETIMEDOUT',
    message: expect.stringContaining('timed out'),
  });
});

test('a queue may be tried without a message getting lost, and what is missing is said', async () => {
  sqs.send('trail', 'of a new object');
  expect(named(await run(), 'Queue')).toMatchObject({ state: 'ok', hint: null });
  expect(sqs.count('trail')).toBe(1);
  for (const [operation, action] of [
    ['ReceiveMessage', 'sqs:ReceiveMessage'],
    ['DeleteMessageBatch', 'sqs:DeleteMessage'],
  ] as const) {
    s3.faults.plan({ operation, kind: 'error', status: 403, code: 'AccessDeniedException', message: 'no' });
    expect(failed(await run())).toMatchObject({
      name: 'Queue',
      message: `${action} on the queue is not allowed.`,
      hint: expect.stringContaining('Allow sqs:ReceiveMessage and sqs:DeleteMessage'),
    });
    s3.faults.clear();
  }
  const queueUrl = `${s3.endpoint}/000000000000/other`;
  expect(failed(await run({ queueUrl }))).toMatchObject({
    name: 'Queue',
    message: `There is no queue at ${queueUrl}.`,
  });
});

test('a bucket that names no queue is tested without one', async () => {
  expect((await run({ queueUrl: null })).map(({ name }) => name)).not.toContain('Queue');
});

test('a folder is tested without the steps that only a bucket has', async () => {
  const folder = {
    kind: 'directory',
    directory: join(directory, BUCKET),
    bucket: null,
    credentialKind: 'default',
    queueUrl: null,
  } as const;
  const steps = await run(folder, null);
  expect(steps.map(({ name }) => name)).toEqual(['List', 'Layout', 'Get', 'Digest files', 'Estimate']);
  expect(steps.some(({ state }) => state === 'failed')).toBe(false);
});
