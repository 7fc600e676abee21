import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type LocalS3, startLocalS3 } from '#lib/demo/aws/local-s3.ts';

const KEY = { accessKeyId: 'AKIALOCALTESTKEY0001', secretAccessKey: 'right/secret+with=signs' };
const ONE_BUCKET = { accessKeyId: 'AKIALOCALTESTKEY0002', secretAccessKey: 'other', buckets: ['elsewhere'] };

let directory: string;
let server: LocalS3;
let s3: S3Client;

function client(
  options: { secretAccessKey?: string; accessKeyId?: string; region?: string; maxAttempts?: number } = {},
) {
  const { region = 'eu-central-1', maxAttempts = 1, ...keys } = options;
  return new S3Client({
    endpoint: server.endpoint,
    region,
    maxAttempts,
    credentials: { ...KEY, ...keys },
    forcePathStyle: true,
  });
}

/** The name of the SDK's exception. */
async function failure(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'no failure',
    (thrown: unknown) => (thrown instanceof Error ? thrown.name : String(thrown)),
  );
}

/** A link as the SDK's own signer makes it. */
async function presigned(path: string, expiresIn: number, signingDate = new Date()): Promise<string> {
  const signer = await s3.config.signer();
  if (!('presign' in signer) || typeof signer.presign !== 'function')
    throw new Error('the SDK presigns no more');
  const { host, hostname, port, protocol } = new URL(server.endpoint);
  const headers = { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
  const request = { method: 'GET', protocol, hostname, port: Number(port), path, query: {}, headers };
  const { query } = z
    .object({ query: z.record(z.string(), z.string()) })
    .parse(await signer.presign(request, { expiresIn, signingDate }));
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${server.endpoint}${path}?${pairs.join('&')}`;
}

/** As the server would read it; the SDK tidies `..` away before it signs. */
function storedBody(bucket: string, key: string): Buffer {
  return readFileSync(server.store.file(bucket, key).path);
}

async function listAll(
  bucket: string,
  more: { Prefix?: string; Delimiter?: string; MaxKeys?: number; StartAfter?: string } = {},
) {
  const keys: string[] = [];
  const prefixes: string[] = [];
  let pages = 0;
  let token: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({ Bucket: bucket, ContinuationToken: token, ...more }),
    );
    for (const { Key } of page.Contents ?? []) keys.push(Key ?? '');
    for (const { Prefix } of page.CommonPrefixes ?? []) prefixes.push(Prefix ?? '');
    token = page.NextContinuationToken;
    pages += 1;
  } while (token);
  return { keys, prefixes, pages };
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'local-s3-'));
  server = await startLocalS3({ directory, region: 'eu-central-1', credentials: [KEY, ONE_BUCKET] });
  s3 = client();
  await s3.send(new CreateBucketCommand({ Bucket: 'logs' }));
});

afterAll(async () => {
  s3.destroy();
  await server.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('objects', () => {
  test('what the SDK puts comes back byte for byte, with its metadata and the MD5 as ETag', async () => {
    const body = Buffer.from('some gzip');
    const put = await s3.send(
      new PutObjectCommand({
        Bucket: 'logs',
        Key: 'one/a b+c&d=ü.json',
        Body: body,
        ContentEncoding: 'gzip',
        Metadata: { signature: 'ab12' },
      }),
    );
    const got = await s3.send(new GetObjectCommand({ Bucket: 'logs', Key: 'one/a b+c&d=ü.json' }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? [])).toEqual(body);
    const md5 = createHash('md5').update(body).digest('hex');
    expect([put.ETag, got.ETag]).toEqual([`"${md5}"`, `"${md5}"`]);
    expect(got.ContentEncoding).toBe('gzip');
    expect(got.Metadata).toEqual({ signature: 'ab12' });
    const head = await s3.send(new HeadObjectCommand({ Bucket: 'logs', Key: 'one/a b+c&d=ü.json' }));
    expect(head.ContentLength).toBe(body.length);
    await s3.send(new DeleteObjectCommand({ Bucket: 'logs', Key: 'one/a b+c&d=ü.json' }));
  });

  test('a range is answered with just those bytes, also from a body too large to be read at once', async () => {
    const large = Buffer.alloc(3_000_000, 'abcdefghij');
    server.store.put('logs', 'range/large', large);
    const part = await s3.send(
      new GetObjectCommand({ Bucket: 'logs', Key: 'range/large', Range: 'bytes=2000003-2000006' }),
    );
    expect(await part.Body?.transformToString()).toBe('defg');
    expect(part.ContentRange).toBe('bytes 2000003-2000006/3000000');
    const whole = await s3.send(new GetObjectCommand({ Bucket: 'logs', Key: 'range/large' }));
    expect((await whole.Body?.transformToByteArray())?.length).toBe(large.length);
    expect(
      await failure(
        s3.send(new GetObjectCommand({ Bucket: 'logs', Key: 'range/large', Range: 'bytes=9000000-' })),
      ),
    ).toBe('InvalidRange');
  });

  test('keys that are no harmless path stay inside the bucket and come back as they were', async () => {
    const keys = ['../escape', 'a/../../b', 'x//y', 'dir/', 'C:\\w', '%2e%2e/z', 'nul\u0001'].sort();
    await s3.send(new CreateBucketCommand({ Bucket: 'odd' }));
    for (const key of keys) server.store.put('odd', key, Buffer.from(key));
    server.store.refresh();
    expect(server.store.keys('odd')).toEqual(keys);
    expect(readdirSync(join(directory, '..')).includes('escape')).toBe(false);
    for (const key of keys) expect(storedBody('odd', key).toString()).toBe(key);
  });

  test('a body that is streamed in chunks is stored without their frames', async () => {
    const Body = Readable.from([Buffer.from('first '), Buffer.from('second')]);
    await s3.send(new PutObjectCommand({ Bucket: 'logs', Key: 'streamed', Body, ContentLength: 12 }));
    expect(storedBody('logs', 'streamed').toString()).toBe('first second');
  });

  test('a presigned address works for as long as it says, and only as it was signed', async () => {
    server.store.put('logs', 'shared file', Buffer.from('for you'));
    const good = await presigned('/logs/shared%20file', 60);
    expect(await (await fetch(good)).text()).toBe('for you');
    expect((await fetch(good.replace('shared', 'secret'))).status).toBe(403);
    const old = await presigned('/logs/shared%20file', 60, new Date(Date.now() - 61_000));
    expect(await (await fetch(old)).text()).toContain('Request has expired');
  });

  test('objects and buckets outlive the server', async () => {
    server.store.put('logs', 'kept/x', Buffer.from('1'));
    const again = await startLocalS3({ directory, region: 'eu-central-1', credentials: [KEY] });
    const other = new S3Client({
      endpoint: again.endpoint,
      region: 'eu-central-1',
      credentials: KEY,
      forcePathStyle: true,
    });
    const listed = await other.send(new ListObjectsV2Command({ Bucket: 'logs', Prefix: 'kept/' }));
    expect(listed.Contents?.map(({ Key }) => Key)).toEqual(['kept/x']);
    expect((await other.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name)).toContain('logs');
    other.destroy();
    await again.close();
  });
});

describe('listing', () => {
  const names = Array.from(
    { length: 2345 },
    (_, i) => `AWSLogs/${String(i % 7).padStart(12, '0')}/CloudTrail/eu/${String(i).padStart(5, '0')}`,
  );

  beforeAll(async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'many' }));
    for (const name of names) server.store.put('many', name, Buffer.from(name));
  });

  test('more than 1,000 keys come in pages, in order, none twice and none missing', async () => {
    const { keys, pages } = await listAll('many');
    expect(keys).toEqual([...names].sort());
    expect(pages).toBe(3);
  });

  test('a delimiter folds keys into prefixes, also across pages of one', async () => {
    const whole = await listAll('many', { Prefix: 'AWSLogs/', Delimiter: '/' });
    expect(whole.prefixes).toEqual(
      Array.from({ length: 7 }, (_, i) => `AWSLogs/${String(i).padStart(12, '0')}/`),
    );
    expect(whole.keys).toEqual([]);
    const single = await listAll('many', { Prefix: 'AWSLogs/', Delimiter: '/', MaxKeys: 1 });
    expect(single.prefixes).toEqual(whole.prefixes);
    expect(single.pages).toBe(7);
  });

  test('start-after begins behind a key, whether the key exists or not', async () => {
    const sorted = [...names].sort();
    const from = sorted[1000] ?? '';
    expect((await listAll('many', { StartAfter: from })).keys).toEqual(sorted.slice(1001));
    expect((await listAll('many', { StartAfter: `${from}!` })).keys).toEqual(sorted.slice(1001));
  });

  test('what is put or deleted after a listing is in the next one', async () => {
    await s3.send(new PutObjectCommand({ Bucket: 'many', Key: 'AWSLogs/new', Body: 'x' }));
    expect((await listAll('many', { Prefix: 'AWSLogs/new' })).keys).toEqual(['AWSLogs/new']);
    await s3.send(new DeleteObjectCommand({ Bucket: 'many', Key: 'AWSLogs/new' }));
    expect((await listAll('many', { Prefix: 'AWSLogs/new' })).keys).toEqual([]);
  });

  test('keys sort by their UTF-8 bytes, beyond what UTF-16 order says', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'unicode' }));
    const keys = ['a', 'é', '\uff5e', '\u{1f600}', 'Z', 'a/b'.replace('/', '-')];
    for (const key of keys) server.store.put('unicode', key, Buffer.from('1'));
    const expected = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect((await listAll('unicode', { MaxKeys: 2 })).keys).toEqual(expected);
  });
});

describe('refusals', () => {
  const list = (options: Parameters<typeof client>[0], bucket = 'logs') =>
    failure(client(options).send(new ListObjectsV2Command({ Bucket: bucket })));

  test('a wrong secret is SignatureDoesNotMatch and an unknown key InvalidAccessKeyId', async () => {
    expect(await list({ secretAccessKey: 'wrong' })).toBe('SignatureDoesNotMatch');
    expect(await list({ accessKeyId: 'AKIANOBODY0000000000' })).toBe('InvalidAccessKeyId');
  });

  test('a request without a signature is AccessDenied', async () => {
    const response = await fetch(`${server.endpoint}/logs?list-type=2`);
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('<Code>AccessDenied</Code>');
  });

  test('a signed request that was changed on its way is SignatureDoesNotMatch', async () => {
    const changing = client();
    changing.middlewareStack.add(
      (next) => (args) => {
        const { request } = args as { request: { query: Record<string, string> } };
        request.query.prefix = 'other';
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low', name: 'change after signing' },
    );
    expect(await failure(changing.send(new ListObjectsV2Command({ Bucket: 'logs', Prefix: 'mine' })))).toBe(
      'SignatureDoesNotMatch',
    );
  });

  test('a clock that is half an hour off is RequestTimeTooSkewed', async () => {
    const late = new S3Client({
      endpoint: server.endpoint,
      region: 'eu-central-1',
      credentials: KEY,
      forcePathStyle: true,
      maxAttempts: 1,
      systemClockOffset: -1_800_000,
    });
    expect(await failure(late.send(new ListObjectsV2Command({ Bucket: 'logs' })))).toBe(
      'RequestTimeTooSkewed',
    );
  });

  test('a missing bucket and a missing key are told apart', async () => {
    expect(await list({}, 'no-such-bucket')).toBe('NoSuchBucket');
    expect(await failure(s3.send(new GetObjectCommand({ Bucket: 'logs', Key: 'nothing' })))).toBe(
      'NoSuchKey',
    );
    expect(await failure(s3.send(new HeadBucketCommand({ Bucket: 'no-such-bucket' })))).toBe('NotFound');
  });

  test('a key for other buckets is AccessDenied here', async () => {
    expect(await list(ONE_BUCKET)).toBe('AccessDenied');
  });

  test('a bucket of another region names its region, and answers once it is asked for there', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'far-away' }));
    server.ruleBucket('far-away', { region: 'us-west-2' });
    expect(await list({}, 'far-away')).toBe('AuthorizationHeaderMalformed');
    expect(await list({ region: 'us-west-2' }, 'far-away')).toBe('no failure');
    const location = await s3.send(new GetBucketLocationCommand({ Bucket: 'far-away' }));
    expect(location.LocationConstraint).toBe('us-west-2');
  });

  test('a refused KMS key lets objects be listed and not read', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'sealed' }));
    server.store.put('sealed', 'x', Buffer.from('1'));
    server.ruleBucket('sealed', { kmsDenied: true });
    expect(await list({}, 'sealed')).toBe('no failure');
    const refused = await s3
      .send(new GetObjectCommand({ Bucket: 'sealed', Key: 'x' }))
      .catch((thrown: Error) => thrown);
    expect(refused).toMatchObject({ name: 'AccessDenied', message: expect.stringContaining('kms:Decrypt') });
  });
});

describe('faults', () => {
  const get = (maxAttempts: number) =>
    client({ maxAttempts }).send(new GetObjectCommand({ Bucket: 'logs', Key: 'fault' }));

  beforeAll(() => server.store.put('logs', 'fault', Buffer.from('0123456789')));

  test('throttling hits as many requests as planned, and the next one is answered', async () => {
    server.faults.plan({ kind: 'throttle', operation: 'GetObject', key: 'fault', times: 2 });
    expect(await failure(get(1))).toBe('SlowDown');
    expect(await failure(get(1))).toBe('SlowDown');
    expect(await failure(get(1))).toBe('no failure');
  });

  test('an internal error passes when the SDK tries again', async () => {
    server.faults.plan({ kind: 'internal-error', operation: 'GetObject' });
    expect(await failure(get(2))).toBe('no failure');
    expect(server.faults.left).toBe(0);
  });

  test('a cut body has the full Content-Length and ends in an error half-way', async () => {
    server.faults.plan({ kind: 'cut', operation: 'GetObject' });
    const got = await get(1);
    expect(got.ContentLength).toBe(10);
    expect(await failure(got.Body?.transformToByteArray() ?? Promise.resolve())).not.toBe('no failure');
  });

  test('a fault of one key leaves other keys and operations alone', async () => {
    server.faults.plan({ kind: 'throttle', operation: 'GetObject', key: /^other/ });
    expect(await failure(get(1))).toBe('no failure');
    server.faults.clear();
  });
});
