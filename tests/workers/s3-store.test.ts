import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { AwsCredentials } from '#lib/aws/credentials.ts';
import { type LocalS3, startLocalS3 } from '#lib/demo/aws/local-s3.ts';
import type { ObjectStore } from '#lib/sources/object-store.ts';
import { createS3Store, type S3StoreOptions } from '#lib/sources/s3-store.ts';

const BUCKET = 'acme-logs';
const KEY = 'AWSLogs/012345678901/CloudTrail/eu-central-1/2026/11/21/a b+c%20d&é.json.gz';
const BODY = randomBytes(50_000);
const CREDENTIALS: AwsCredentials = {
  kind: 'access-key',
  accessKeyId: 'AKIALOCALTEST',
  secretAccessKey: 'local secret',
};
const ROLE = { arn: 'arn:aws:iam::012345678901:role/trailkeep', externalId: 'ours', buckets: [BUCKET] };

let server: LocalS3;
let directory: string;
const open: ObjectStore[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'trailkeep-s3-'));
  const { kind: _, ...key } = CREDENTIALS;
  server = await startLocalS3({ directory, region: 'eu-central-1', credentials: [key], roles: [ROLE] });
  for (const bucket of [BUCKET, 'other', 'elsewhere']) server.store.createBucket(bucket);
  server.store.put(BUCKET, KEY, BODY);
  server.ruleBucket('elsewhere', { region: 'ap-south-1' });
  server.store.put('elsewhere', KEY, BODY);
  process.env.AWS_ENDPOINT_URL = server.endpoint;
});
afterEach(() => {
  for (const store of open.splice(0)) store.close();
  server.faults.clear();
  server.ruleBucket(BUCKET, {});
});
afterAll(async () => {
  delete process.env.AWS_ENDPOINT_URL;
  await server.close();
  await rm(directory, { recursive: true });
});

function storeOf(more: Partial<S3StoreOptions> = {}): ObjectStore {
  const store = createS3Store({
    bucket: BUCKET,
    prefix: '',
    region: 'eu-central-1',
    endpoint: server.endpoint,
    credentials: CREDENTIALS,
    ...more,
  });
  open.push(store);
  return store;
}

const get = (store: ObjectStore) => store.get(KEY, { maxBytes: 1 << 20 });

test('an object comes back byte for byte under its own key, and lists with its size and ETag', async () => {
  const store = storeOf();
  expect(Buffer.from(await get(store)).equals(BODY)).toBe(true);
  const { objects, next } = await store.list({ prefix: 'AWSLogs/' });
  expect(objects).toMatchObject([
    { key: KEY, sizeBytes: BODY.length, etag: expect.stringMatching(/^[0-9a-f]{32}$/) },
  ]);
  expect(objects[0]?.arrivedAtMs).toBeGreaterThan(Date.now() - 600_000);
  expect(next).toBeNull();
});

test('a listing of more than a thousand keys comes in pages, in order, none twice', async () => {
  server.store.createBucket('many');
  for (let n = 0; n < 2_345; n++)
    server.store.put('many', `logs/${String(n).padStart(5, '0')}`, Buffer.of(1));
  const store = storeOf({ bucket: 'many' });
  const keys: string[] = [];
  let requests = 0;
  let continuationToken: string | undefined;
  do {
    const page = await store.list({ prefix: 'logs/', startAfter: 'logs/00099', continuationToken });
    keys.push(...page.objects.map(({ key }) => key));
    continuationToken = page.next ?? undefined;
    requests += 1;
  } while (continuationToken);
  expect(requests).toBe(3);
  expect(keys).toEqual(Array.from({ length: 2_245 }, (_, n) => `logs/${String(n + 100).padStart(5, '0')}`));
});

test('without a region the right one is found, also when the bucket is elsewhere', async () => {
  expect(Buffer.from(await get(storeOf({ region: null }))).equals(BODY)).toBe(true);
  expect(Buffer.from(await get(storeOf({ region: null, bucket: 'elsewhere' }))).equals(BODY)).toBe(true);
});

test('without an endpoint of its own a source goes where AWS_ENDPOINT_URL says', async () => {
  expect(Buffer.from(await get(storeOf({ endpoint: null }))).equals(BODY)).toBe(true);
});

test('a role is assumed with its external ID, and refused in plain words without it', async () => {
  const { kind: _, ...base } = CREDENTIALS;
  const role = { kind: 'role', roleArn: ROLE.arn, base } as const;
  expect(Buffer.from(await get(storeOf({ credentials: { ...role, externalId: 'ours' } }))).equals(BODY)).toBe(
    true,
  );
  await expect(get(storeOf({ credentials: { ...role, externalId: 'theirs' } }))).rejects.toMatchObject({
    code: 'source-credentials',
    hint: expect.stringContaining('external ID'),
  });
});

const wrongSecret: AwsCredentials = { ...CREDENTIALS, secretAccessKey: 'another secret' };
const unknownKey: AwsCredentials = { ...CREDENTIALS, accessKeyId: 'AKIAGONE' };

test.each([
  ['a wrong secret', { credentials: wrongSecret }, 'source-credentials', 'SignatureDoesNotMatch'],
  ['an unknown key', { credentials: unknownKey }, 'source-credentials', 'AKIAGONE'],
  ['a bucket that is not there', { bucket: 'nowhere' }, 'source-missing', 'nowhere'],
  ['a wrong region', { bucket: 'elsewhere' }, 'source-region', 'ap-south-1'],
  ['a closed port', { endpoint: 'http://127.0.0.1:9' }, 'source-unreachable', '127.0.0.1:9'],
  [
    'a host that is not known',
    { endpoint: 'http://nowhere.invalid' },
    'source-unreachable',
    'nowhere.invalid',
  ],
] as const)(
  '%s stops both listing and reading, with its reason in words and no secret',
  async (_, options, code, words) => {
    const store = storeOf(options);
    for (const call of [() => store.list({ prefix: '' }), () => get(store)]) {
      const error = await call().then(
        () => null,
        (thrown: Error) => thrown,
      );
      expect(error).toMatchObject({ code, message: expect.stringContaining(words) });
      expect(JSON.stringify([error?.message, error])).not.toMatch(/local secret|another secret/);
    }
  },
);

test('what the policy denies is named by its action; a key that may not decrypt by KMS', async () => {
  const store = storeOf();
  server.ruleBucket(BUCKET, { denied: ['GetObject'] });
  await expect(get(store)).rejects.toMatchObject({
    code: 'source-denied',
    message: expect.stringContaining('s3:GetObject'),
  });
  server.ruleBucket(BUCKET, { denied: ['ListObjectsV2'] });
  await expect(store.list({ prefix: '' })).rejects.toMatchObject({
    message: expect.stringContaining('s3:ListBucket'),
  });
  server.ruleBucket(BUCKET, { kmsDenied: true });
  await expect(get(store)).rejects.toMatchObject({
    code: 'source-kms',
    hint: expect.stringContaining('kms:Decrypt'),
  });
  server.ruleBucket(BUCKET, {});
  expect(Buffer.from(await get(store)).equals(BODY)).toBe(true);
});

test('an object that is gone, and one that is too large, concern that object alone', async () => {
  const store = storeOf();
  await expect(store.get('gone.json.gz', { maxBytes: 100 })).rejects.toMatchObject({
    code: 'object-missing',
  });
  await expect(store.get(KEY, { maxBytes: 49_999 })).rejects.toMatchObject({ code: 'object-too-large' });
  expect(Buffer.from(await get(store)).equals(BODY)).toBe(true);
});

test.each([
  ['throttled', { kind: 'throttle' }],
  ['answered with a 500', { kind: 'internal-error' }],
  ['cut off in the middle of the body', { kind: 'cut' }],
] as const)('a request that is %s twice succeeds at the third try', async (_, failure) => {
  server.faults.plan({ operation: 'GetObject', times: 2, ...failure });
  expect(Buffer.from(await get(storeOf())).equals(BODY)).toBe(true);
  expect(server.faults.left).toBe(0);
});

test('a listing is tried again when it is throttled', async () => {
  server.faults.plan({ operation: 'ListObjectsV2', kind: 'throttle', times: 2 });
  expect((await storeOf().list({ prefix: '' })).objects.length).toBe(1);
});

test('a body that is always cut off is an error at last, never a shorter object', async () => {
  server.faults.plan({ operation: 'GetObject', kind: 'cut', times: 100 });
  await expect(get(storeOf())).rejects.toMatchObject({ code: 'source-unreachable' });
});

test('bytes that end early without an error of the connection are tried again too', async () => {
  let answers = 0;
  const liar: Server = createServer((_, response) => {
    answers += 1;
    // Two lengths that differ: the connection stays open, the body ends early.
    response.socket?.end(
      answers === 1
        ? 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n5\r\nhello\r\n'
        : 'HTTP/1.1 200 OK\r\nContent-Length: 11\r\nConnection: close\r\n\r\nhello world',
    );
  });
  await new Promise<void>((resolve) => liar.listen(0, '127.0.0.1', resolve));
  const { port } = liar.address() as AddressInfo;
  const store = storeOf({ endpoint: `http://127.0.0.1:${port}` });
  expect(Buffer.from(await get(store)).toString()).toBe('hello world');
  expect(answers).toBe(2);
  liar.close();
});
