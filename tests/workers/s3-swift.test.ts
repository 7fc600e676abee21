import { randomBytes } from 'node:crypto';
import { connect, createServer, type Server } from 'node:net';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { concurrently } from '#lib/sources/concurrently.ts';
import { discoverSource } from '#lib/sources/discover.ts';
import type { ObjectStore } from '#lib/sources/object-store.ts';
import { getSource } from '#lib/sources/queries/get-source.ts';
import { createS3Store } from '#lib/sources/s3-store.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { type Swift, startSwift, swiftExpected } from '#tests/setup/swift.ts';

const BUCKET = 'acme-logs';
const NOW = Date.UTC(2026, 10, 21, 12, 0);
const OBJECTS = 1_250;
const BIG = randomBytes(400_000);
const BIG_KEY = 'big é+%.bin';

const expected = swiftExpected();
if (!expected)
  process.stderr.write(
    'OpenStack Swift is not installed: its tests are left out (TEST_SWIFT=1 demands them).\n',
  );

describe.runIf(expected)('against OpenStack Swift, an S3 server of others', () => {
  let swift: Swift;
  let database: TestDatabase;

  beforeAll(async () => {
    [swift, database] = await Promise.all([startSwift(), createTestDatabase()]);
    const { endpoint, region, accessKeyId, secretAccessKey } = swift;
    const s3 = new S3Client({
      endpoint,
      region,
      credentials: { accessKeyId, secretAccessKey },
      forcePathStyle: true,
    });
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    const bodies = [...Array(OBJECTS).keys()].map((n) => [keyOf(n), Buffer.from(`object ${n}`)] as const);
    await concurrently([...bodies, [BIG_KEY, BIG] as const], 16, ([Key, Body]) =>
      s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body })),
    );
    s3.destroy();
  }, 240_000);
  afterAll(async () => {
    await Promise.all([swift?.stop(), database?.drop()]);
  });

  /** Most in one folder, so that its listing takes several pages. */
  function keyOf(n: number): string {
    const account = n < 1_200 ? '012345678901' : '111111111111';
    const at = new Date(NOW - n * 60_000).toISOString();
    const day = at.slice(0, 10);
    const stamp = `${day.replaceAll('-', '')}T${at.slice(11, 16).replace(':', '')}Z`;
    return `logs/AWSLogs/${account}/CloudTrail/us-east-1/${day.replaceAll('-', '/')}/${account}_CloudTrail_us-east-1_${stamp}_${String(n).padStart(16, 'x')}.json.gz`;
  }

  function storeOf(
    more: { bucket?: string; endpoint?: string; secret?: string; region?: string | null } = {},
  ): ObjectStore {
    return createS3Store({
      bucket: more.bucket ?? BUCKET,
      prefix: '',
      region: more.region === undefined ? swift.region : more.region,
      endpoint: more.endpoint ?? swift.endpoint,
      credentials: {
        kind: 'access-key',
        accessKeyId: swift.accessKeyId,
        secretAccessKey: more.secret ?? swift.secretAccessKey,
      },
    });
  }

  test('discovery finds every object over several pages, once', async () => {
    await database.ownerPool.query(`insert into view (slug, name) values ('all', 'All')`);
    await database.ownerPool.query(
      `insert into source (view_id, kind, bucket, endpoint, created_at) values (1, 's3', $1, $2, $3)`,
      [BUCKET, swift.endpoint, new Date(NOW)],
    );
    const source = await getSource(database.workerPool, 1);
    const store = storeOf();
    const first = await discoverSource(database.workerPool, store, source, { now: new Date(NOW) });
    expect(first).toMatchObject({ found: OBJECTS, folders: 2, ignored: 1 });
    const second = await discoverSource(database.workerPool, store, source, {
      now: new Date(NOW),
      full: true,
    });
    expect(second).toMatchObject({ found: 0, folders: 2, ignored: 1 });
    const { rows } = await database.ownerPool.query<{ keys: number }>(
      'select count(distinct key)::int as keys from log_object',
    );
    expect(rows[0]?.keys).toBe(OBJECTS);
    store.close();
  });

  test('objects come back byte for byte, many at once, whatever stands in their keys', async () => {
    const store = storeOf({ region: null });
    const read = await concurrently([...Array(60).keys()], 20, (n) =>
      store.get(keyOf(n), { maxBytes: 1000 }),
    );
    expect(read.map((bytes) => Buffer.from(bytes).toString())).toEqual(read.map((_, n) => `object ${n}`));
    expect(Buffer.from(await store.get(BIG_KEY, { maxBytes: 1 << 20 })).equals(BIG)).toBe(true);
    store.close();
  });

  test('a wrong secret and a bucket that is not there are told apart', async () => {
    const wrong = storeOf({ secret: 'wrong' });
    const missing = storeOf({ bucket: 'nowhere' });
    for (const call of [() => wrong.list({ prefix: '' }), () => wrong.get(BIG_KEY, { maxBytes: 1 << 20 })]) {
      await expect(call()).rejects.toMatchObject({
        code: 'source-credentials',
        message: expect.stringContaining('SignatureDoesNotMatch'),
      });
    }
    for (const call of [
      () => missing.list({ prefix: '' }),
      () => missing.get(BIG_KEY, { maxBytes: 1 << 20 }),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: 'source-missing' });
    }
    await expect(storeOf().get('gone', { maxBytes: 10 })).rejects.toMatchObject({ code: 'object-missing' });
  });

  test('an object that is cut off in transfer is asked for again, and comes back whole', async () => {
    const proxy = await cuttingProxy(new URL(swift.endpoint), { cuts: 2, afterBytes: 100_000 });
    const store = storeOf({ endpoint: proxy.endpoint });
    expect(Buffer.from(await store.get(BIG_KEY, { maxBytes: 1 << 20 })).equals(BIG)).toBe(true);
    expect(proxy.left()).toBe(0);
    store.close();
    proxy.server.close();
  });
});

/** Passes bytes on, and closes the first connections in the middle of an answer. */
async function cuttingProxy(
  target: URL,
  plan: { cuts: number; afterBytes: number },
): Promise<{ endpoint: string; server: Server; left: () => number }> {
  let left = plan.cuts;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let passed = 0;
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
    client.pipe(upstream);
    upstream.on('data', (part) => {
      passed += part.length;
      client.write(part);
      if (passed < plan.afterBytes || left === 0) return;
      left -= 1;
      client.destroy();
      upstream.destroy();
    });
    upstream.on('end', () => client.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { endpoint: `http://127.0.0.1:${port}`, server, left: () => left };
}
