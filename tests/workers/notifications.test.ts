import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { regionOfQueue } from '#lib/aws/sqs-client.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { type LocalS3, startLocalS3 } from '#lib/demo/aws/local-s3.ts';
import { LocalSqs } from '#lib/demo/aws/sqs.ts';
import { createSource } from '#lib/sources/mutations.ts';
import { forgetReceiveFault, recordFault } from '#lib/sources/notifications/fault.ts';
import { type Listeners, listenToQueues } from '#lib/sources/notifications/listen.ts';
import { openQueue } from '#lib/sources/notifications/message-queue.ts';
import { takeNotices } from '#lib/sources/notifications/take-notices.ts';
import { openStore, readSourceSecret } from '#lib/sources/open-store.ts';
import { getSource } from '#lib/sources/queries/get-source.ts';
import { createView } from '#lib/views/mutations.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

const BUCKET = 'acme-logs';
const KEYS = { accessKeyId: 'AKIALOCALTEST', secretAccessKey: 'local secret' };

let directory: string;
let server: LocalS3;
let database: TestDatabase;
let sourceId: number;
const sqs = new LocalSqs();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'trailkeep-sqs-'));
  server = await startLocalS3({
    directory,
    region: 'eu-central-1',
    credentials: [KEYS],
    services: [sqs.service],
  });
  server.store.createBucket(BUCKET);
  database = await createTestDatabase();
  process.env.TRAILKEEP_SECRET_KEY ??= database.secretKey;
  const db = createPrisma(database.webPool);
  const view = await createView(db, 'system', { name: 'All' });
  const source = await createSource(
    db,
    'system',
    { view: view.slug },
    {
      kind: 's3',
      bucket: BUCKET,
      prefix: 'logs',
      region: server.region,
      endpoint: server.endpoint,
      credentials: { kind: 'access-key', ...KEYS },
      accountIds: ['111122223333'],
      sqsQueueUrl: queueUrl('trail'),
    },
  );
  sourceId = source.id;
});
beforeEach(async () => {
  server.faults.clear();
  sqs.create('trail');
  await database.ownerPool.query('delete from log_object');
});
afterAll(async () => {
  await database.drop();
  await server.close();
  await rm(directory, { recursive: true });
});

const queueUrl = (name: string) => `${server.endpoint}/000000000000/${name}`;

function keyOf(name: string, account = '111122223333', prefix = 'logs/'): string {
  return `${prefix}AWSLogs/${account}/CloudTrail/eu-central-1/2026/11/20/${account}_CloudTrail_eu-central-1_20261120T0815Z_${name}.json.gz`;
}
const s3Event = (...keys: string[]) =>
  JSON.stringify({
    Records: keys.map((key) => ({
      eventSource: 'aws:s3',
      eventName: 'ObjectCreated:Put',
      s3: { bucket: { name: BUCKET }, object: { key, size: 7, eTag: 'e7' } },
    })),
  });
const cloudTrail = (...keys: string[]) => JSON.stringify({ s3Bucket: BUCKET, s3ObjectKey: keys });

async function take() {
  const source = await getSource(database.workerPool, sourceId);
  const secret = await readSourceSecret(database.workerPool, sourceId);
  const queue = openQueue(source, queueUrl('trail'), secret);
  const store = openStore(source, secret);
  try {
    return await takeNotices({ db: database.workerPool, queue, store, source }, await queue.receive());
  } finally {
    queue.close();
    store.close();
  }
}
async function ledger(): Promise<object[]> {
  const { rows } = await database.ownerPool.query(
    `select key, etag, size_bytes::integer as size, state from log_object order by key`,
  );
  return rows;
}

test('announced objects of the source are entered, with what the bucket says where the message does not say it', async () => {
  server.store.put(BUCKET, keyOf('b'), Buffer.from('nine byte'));
  const { etag } = server.store.info(BUCKET, keyOf('b'));
  sqs.send(
    'trail',
    s3Event(keyOf('a'), keyOf('a'), keyOf('x', '999999999999'), keyOf('x', '111122223333', 'other/')),
  );
  sqs.send('trail', cloudTrail(keyOf('b'), keyOf('gone')));
  sqs.send('trail', s3Event('logs/AWSLogs/111122223333/CloudTrail-Digest/eu-central-1/2026/11/20/d.json.gz'));
  sqs.send('trail', 'CloudTrail validation message.');
  expect(await take()).toEqual({ messages: 4, found: 2, unreadable: 0 });
  expect(await ledger()).toEqual([
    { key: keyOf('a'), etag: 'e7', size: 7, state: 'pending' },
    { key: keyOf('b'), etag: etag.replaceAll('"', ''), size: 9, state: 'pending' },
  ]);
  expect(sqs.count('trail')).toBe(0);
});

test('an object that S3 announces itself and one that is listed are the same object', async () => {
  server.store.createBucket(BUCKET);
  sqs.follow(server.store, BUCKET, 'trail');
  server.store.put(BUCKET, keyOf('put by s3'), Buffer.from('some bytes'));
  expect(await take()).toMatchObject({ messages: 1, found: 1 });
  const source = await getSource(database.workerPool, sourceId);
  const store = openStore(source, await readSourceSecret(database.workerPool, sourceId));
  const listed = await store.list({ prefix: keyOf('put by s3') });
  store.close();
  const { key, etag, sizeBytes } = listed.objects[0] ?? {};
  expect(await ledger()).toEqual([{ key, etag, size: sizeBytes, state: 'pending' }]);
});

test('an object that is announced twice, or was listed before, stands in the ledger once', async () => {
  server.store.put(BUCKET, keyOf('b'), Buffer.from('nine byte'));
  sqs.send('trail', cloudTrail(keyOf('b')));
  expect(await take()).toMatchObject({ found: 1 });
  sqs.send('trail', cloudTrail(keyOf('b')));
  expect(await take()).toMatchObject({ messages: 1, found: 0 });
  expect(await ledger()).toHaveLength(1);
});

test('a message of no known sender stays in the queue and is counted', async () => {
  sqs.send('trail', '{"hello":"world"}');
  sqs.send('trail', s3Event(keyOf('a')));
  expect(await take()).toEqual({ messages: 2, found: 1, unreadable: 1 });
  expect(sqs.count('trail')).toBe(1);
  const { rows } = await database.ownerPool.query('select unread_notices from source where id = $1', [
    sourceId,
  ]);
  expect(rows[0]).toEqual({ unread_notices: 1 });
});

test('a message stays in the queue where its objects could not be entered', async () => {
  sqs.send('trail', cloudTrail(keyOf('b')));
  server.faults.plan({
    operation: 'ListObjectsV2',
    kind: 'error',
    status: 403,
    code: 'AccessDenied',
    message: 'No.',
  });
  await expect(take()).rejects.toMatchObject({ code: 'source-denied' });
  expect(sqs.count('trail')).toBe(1);
  expect(await ledger()).toEqual([]);
});

test('a queue that is told of objects is listened to, and a fault of it stands on the source until it is mended', async () => {
  let listeners: Listeners | undefined;
  try {
    await database.ownerPool.query('update source set sqs_queue_url = $2 where id = $1', [
      sourceId,
      queueUrl('none'),
    ]);
    listeners = listenToQueues(database.workerPool);
    await expect.poll(fault, { timeout: 10_000 }).toMatch(/^There is no queue at http/);
    await database.ownerPool.query('update source set sqs_queue_url = $2 where id = $1', [
      sourceId,
      queueUrl('trail'),
    ]);
    sqs.send('trail', s3Event(keyOf('a')));
    await expect.poll(ledger, { timeout: 15_000 }).toHaveLength(1);
    await expect.poll(fault).toBeNull();
    sqs.send('trail', s3Event(keyOf('c')));
    await expect.poll(ledger, { timeout: 10_000, interval: 20 }).toHaveLength(2);
  } finally {
    await listeners?.stop();
  }
});

test('a mended queue has no fault any more, though no message comes', async () => {
  sqs.longestWaitMs = 500;
  const listeners = listenToQueues(database.workerPool);
  try {
    server.faults.plan({
      operation: 'ReceiveMessage',
      kind: 'error',
      status: 403,
      code: 'AccessDenied',
      message: 'No.',
    });
    await expect.poll(fault, { timeout: 10_000 }).toBe('sqs:ReceiveMessage on the queue is not allowed.');
    server.faults.clear();
    await expect.poll(fault, { timeout: 30_000 }).toBeNull();
    expect(sqs.count('trail')).toBe(0);
  } finally {
    sqs.longestWaitMs = Number.POSITIVE_INFINITY;
    await listeners.stop();
  }
}, 60_000);

test('messages that cannot be removed are a fault until they can, though the queue is read', async () => {
  await forgetReceiveFault(database.workerPool, sourceId);
  await recordFault(database.workerPool, sourceId, new Error('not removed'), false);
  await forgetReceiveFault(database.workerPool, sourceId);
  expect(await fault()).not.toBeNull();
  sqs.send('trail', s3Event(keyOf('a')));
  await take();
  expect(await fault()).toBeNull();
});

test('stopping does not wait for the next message', async () => {
  const listeners = listenToQueues(database.workerPool);
  await expect.poll(() => server.count('ReceiveMessage')).toBeGreaterThan(0);
  // SQS would answer in 20 seconds.
  const stopped = await Promise.race([
    listeners.stop().then(() => 'stopped'),
    sleep(10_000, 'still waiting'),
  ]);
  expect(stopped).toBe('stopped');
});

async function fault(): Promise<string | null> {
  const { rows } = await database.ownerPool.query<{ message: string | null }>(
    'select notice_error_message as message from source where id = $1',
    [sourceId],
  );
  return rows[0]?.message ?? null;
}

test.each([
  ['https://sqs.eu-central-1.amazonaws.com/111122223333/trail', 'eu-central-1'],
  ['https://sqs.cn-north-1.amazonaws.com.cn/111122223333/trail', 'cn-north-1'],
  ['https://eu-west-1.queue.amazonaws.com/111122223333/trail', 'eu-west-1'],
  ['http://127.0.0.1:4566/000000000000/trail', null],
])('%s lies in %s', (url, region) => {
  expect(regionOfQueue(url)).toBe(region);
});
