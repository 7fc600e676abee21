import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createPrisma } from '#lib/db/prisma.ts';
import { type LocalS3, startLocalS3 } from '#lib/demo/aws/local-s3.ts';
import { BATCH_LIMITS } from '#lib/ingest/batch.ts';
import { collectSource } from '#lib/ingest/collect-source.ts';
import { createIngestContext } from '#lib/ingest/context.ts';
import { retryObjects } from '#lib/ledger/mutations.ts';
import { createSource } from '#lib/sources/mutations.ts';
import { getSource } from '#lib/sources/queries/get-source.ts';
import { createView } from '#lib/views/mutations.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { logObjectKey, trailCall } from '#tests/setup/log-objects.ts';

const ACCOUNT = '111122223333';
const BUCKET = 'acme-logs';
const KEYS = { accessKeyId: 'AKIALOCALTEST', secretAccessKey: 'local secret' };

let directory: string;
let server: LocalS3;
let database: TestDatabase;
let prisma: ReturnType<typeof createPrisma>;
let sourceId: number;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'trailkeep-faults-'));
  server = await startLocalS3({ directory, region: 'eu-central-1', credentials: [KEYS] });
  server.store.createBucket(BUCKET);
});
// A source with a queue, which is not listed for an hour.
beforeEach(async () => {
  server.faults.clear();
  server.ruleBucket(BUCKET, {});
  database = await createTestDatabase();
  process.env.TRAILKEEP_SECRET_KEY ??= database.secretKey;
  prisma = createPrisma(database.webPool);
  const view = await createView(prisma, 'system', { name: 'All' });
  const { id } = await createSource(
    prisma,
    'system',
    { view: view.slug },
    {
      kind: 's3',
      bucket: BUCKET,
      region: server.region,
      endpoint: server.endpoint,
      credentials: { kind: 'access-key', ...KEYS },
    },
  );
  sourceId = id;
  await database.ownerPool.query(
    `update source set next_list_at = now() + interval '1 hour', requested_at = null`,
  );
  return async () => {
    await prisma.$disconnect();
    await database.drop();
  };
});
afterAll(async () => {
  await server.close();
  await rm(directory, { recursive: true });
});

const AT = { timeMs: Date.now() };
const keyOf = (letter: string) => logObjectKey(ACCOUNT, letter, AT);

function store(key: string): void {
  server.store.put(
    BUCKET,
    key,
    gzipSync(JSON.stringify({ Records: [trailCall(ACCOUNT, 'GetTrail', 'lena')] })),
  );
}

/** Puts objects into the bucket, and enters them in the ledger as a queue's message does. */
async function announce(...letters: string[]): Promise<void> {
  for (const letter of letters) store(keyOf(letter));
  await enter(letters.map(keyOf));
}

async function enter(keys: string[]): Promise<void> {
  await database.ownerPool.query(
    `insert into log_object (source_id, key, etag, size_bytes, kind, log_date)
     select $1, key, 'e', 100, 'CloudTrail', current_date from unnest($2::text[]) as key`,
    [sourceId, keys],
  );
}

/** Takes what waits, as a round that lists nothing; resolves to the code of the source's fault. */
async function take(signal?: AbortSignal): Promise<string | null> {
  const source = await getSource(database.workerPool, sourceId);
  const options = { lanes: 1, discover: false, signal };
  await collectSource(createIngestContext(database.workerPool), source, options).catch(() => undefined);
  return (await getSource(database.workerPool, sourceId)).errorCode;
}

function deny(letters: string, code = 'AccessDenied'): void {
  const key = new RegExp(`_(?:${[...letters].map((letter) => letter.repeat(16)).join('|')})\\.json\\.gz$`);
  const failure = { kind: 'error', status: 403, code, message: 'No.' } as const;
  server.faults.plan({ operation: 'GetObject', key, times: 1_000, ...failure });
}

async function states(): Promise<string[]> {
  const { rows } = await database.ownerPool.query<{ key: string; state: string; attempts: number }>(
    'select key, state, attempts from log_object order by key',
  );
  return rows.map(({ key, state, attempts }) => `${key.at(-9)} ${state} ${attempts}`);
}

const later = () => database.ownerPool.query(`update log_object set next_attempt_at = null`);

test.each([
  [
    'refused',
    's3:GetObject is not allowed',
    { kind: 'error', status: 403, code: 'AccessDenied', message: 'No.' },
  ],
  [
    'of another KMS key',
    'encrypted with a KMS key',
    { kind: 'error', status: 400, code: 'KMS.DisabledException', message: 'No.' },
  ],
  ['answered with a 503', 'busy or failing', { kind: 'throttle' }],
] as const)(
  'one object alone that is %s is tried again later, with its reason, and its source goes on',
  async (_, reason, failure) => {
    await announce('a');
    server.faults.plan({ operation: 'GetObject', times: 1_000, ...failure });
    expect(await take()).toBeNull();
    const { rows } = await database.ownerPool.query(
      `select state, attempts, reason, next_attempt_at - now() < interval '10 seconds' as soon from log_object`,
    );
    expect(rows).toEqual([
      { state: 'failed', attempts: 1, reason: expect.stringContaining(reason), soon: true },
    ]);
    server.faults.clear();
    await announce('b');
    await later();
    expect(await take()).toBeNull();
    expect(await states()).toEqual(['a ingested 1', 'b ingested 0']);
  },
);

test('a source of which nothing may be read stops with the reason, tries again within five minutes though it has a queue, and recovers', async () => {
  await announce('a', 'b', 'c');
  deny('abc');
  expect(await take()).toBe('source-denied');
  expect(await states()).toEqual(['a pending 0', 'b pending 0', 'c pending 0']);
  const { rows } = await database.ownerPool.query(
    `select error_message as message, next_list_at <= now() + interval '5 minutes' as soon from source`,
  );
  expect(rows).toEqual([{ message: expect.stringContaining('s3:GetObject is not allowed'), soon: true }]);
  server.faults.clear();
  expect(await take()).toBeNull();
  expect(await states()).toEqual(['a ingested 0', 'b ingested 0', 'c ingested 0']);
});

test('a worker that is killed while it tries a stopped source with a queue leaves it to be tried again within five minutes', async () => {
  const silent = createServer();
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  await database.ownerPool.query(
    `update source set error_code = 'source-denied', error_message = 'No.', notified_at = now(), endpoint = $1, next_list_at = now(),
       sqs_queue_url = $1 || '/000000000000/trail'`,
    [`http://127.0.0.1:${port}`],
  );
  const worker = fork('workers/worker.ts', {
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      TRAILKEEP_SECRET_KEY: database.secretKey,
      LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const waitMs = async () => {
    const { rows } = await database.ownerPool.query<{ ms: number }>(
      'select extract(epoch from next_list_at - now())::float8 * 1000 as ms from source',
    );
    return rows[0]?.ms ?? 0;
  };
  await expect.poll(waitMs, { timeout: 20_000 }).toBeGreaterThan(0);
  const gone = new Promise((resolve) => worker.once('exit', resolve));
  worker.kill('SIGKILL');
  await gone;
  silent.close();
  expect(await waitMs()).toBeLessThanOrEqual(300_000);
});

test('a source of which nothing may be read any more stops too where its objects come one by one', async () => {
  await announce('a');
  await take();
  deny('bc');
  await announce('b');
  expect(await take()).toBeNull();
  await announce('c');
  expect(await take()).toBe('source-denied');
  expect(await states()).toEqual(['a ingested 0', 'b failed 1', 'c pending 0']);
});

test('objects that may not be read for good stop their source no more once others came through', async () => {
  deny('ab');
  await announce('a', 'b', 'c');
  expect(await take()).toBeNull();
  for (const attempts of [2, 3]) {
    await later();
    expect(await take()).toBeNull();
    expect(await states()).toEqual([`a failed ${attempts}`, `b failed ${attempts}`, 'c ingested 0']);
  }
});

test('a wrong key stops the source at the first object, which is as it was', async () => {
  await announce('a');
  server.faults.plan({
    operation: 'GetObject',
    times: 1_000,
    kind: 'error',
    status: 403,
    code: 'InvalidAccessKeyId',
    message: 'No.',
  });
  expect(await take()).toBe('source-credentials');
  expect(await states()).toEqual(['a pending 0']);
});

test('a store that fails is asked for one round of objects and no more, and none of them counts as tried', async () => {
  const round = BATCH_LIMITS.concurrentFetches;
  await enter(Array.from({ length: 3 * round }, (_, n) => `${keyOf('a')}${n}`));
  server.faults.plan({ operation: 'GetObject', times: 10_000, kind: 'internal-error' });
  const before = server.count('GetObject');
  expect(await take()).toBe('source-unreachable');
  expect(server.count('GetObject') - before).toBeLessThanOrEqual(5 * round);
  const { rows } = await database.ownerPool.query('select sum(attempts)::int as tries from log_object');
  expect(rows).toEqual([{ tries: 0 }]);
});

test('a worker that is stopped keeps what it fetched and does not wait for what hangs', async () => {
  await announce('a', 'b', 'c');
  server.faults.plan({ operation: 'GetObject', key: keyOf('b'), kind: 'delay', delayMs: 20_000 });
  const startedAt = performance.now();
  await take(AbortSignal.timeout(3_000));
  expect(performance.now() - startedAt).toBeLessThan(15_000);
  expect(await states()).toEqual(['a ingested 0', 'b pending 0', 'c ingested 0']);
});

test('an object that is gone or archived is put aside with its reason; there again and retried it is taken, and was delivered once', async () => {
  await announce('b');
  await enter([keyOf('g')]);
  deny('b', 'InvalidObjectState');
  expect(await take()).toBeNull();
  const { rows } = await database.ownerPool.query<{ reason: string }>(
    'select reason from log_object order by key',
  );
  expect(rows.map(({ reason }) => reason)).toEqual([
    expect.stringContaining('archived'),
    expect.stringContaining('no longer there'),
  ]);
  expect(await states()).toEqual(['b quarantined 0', 'g quarantined 0']);
  server.faults.clear();
  store(keyOf('g'));
  await retryObjects(prisma, 'system', sourceId, { states: ['quarantined'] });
  expect(await take()).toBeNull();
  expect(await states()).toEqual(['b ingested 0', 'g ingested 0']);
  const delivered = await database.ownerPool.query(
    `select (select sum(objects) from source_delivery)::int as objects, (select sum(objects) from source_delivery_day)::int as "byDay"`,
  );
  expect(delivered.rows).toEqual([{ objects: 2, byDay: 2 }]);
});
