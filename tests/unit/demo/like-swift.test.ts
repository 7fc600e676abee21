import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalS3, startLocalS3 } from '#lib/demo/aws/local-s3.ts';
import { type Swift, startSwift, swiftExpected } from '#tests/setup/swift.ts';

const KEYS = Array.from(
  { length: 60 },
  (_, i) => `AWSLogs/00000000000${i % 4}/CloudTrail/eu-central-1/${String(i).padStart(3, '0')} ü+.json.gz`,
);

type Server = { endpoint: string; region: string; accessKeyId: string; secretAccessKey: string };

let directory: string;
let local: LocalS3;
let swift: Swift;
let servers: Server[];

function client(server: Server, secretAccessKey = server.secretAccessKey): S3Client {
  const { endpoint, region, accessKeyId } = server;
  return new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    maxAttempts: 1,
  });
}

/** Everything that a listing of several pages says, page by page. */
async function pages(
  s3: S3Client,
  query: { Prefix?: string; Delimiter?: string; MaxKeys: number; StartAfter?: string },
) {
  const seen: {
    keys: (string | undefined)[];
    prefixes: (string | undefined)[];
    more: boolean | undefined;
  }[] = [];
  let token: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({ Bucket: 'logs', ContinuationToken: token, ...query }),
    );
    seen.push({
      keys: (page.Contents ?? []).map(({ Key, ETag, Size }) => `${Key} ${ETag} ${Size}`),
      prefixes: (page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
      more: page.IsTruncated,
    });
    token = page.NextContinuationToken;
  } while (token);
  return seen;
}

/** The same question to both: what Swift answers, and what our server does. */
async function both<T>(ask: (server: Server) => Promise<T>): Promise<{ swift: T; local: T }> {
  const [fromSwift, fromLocal] = await Promise.all(servers.map(ask));
  if (fromSwift === undefined || fromLocal === undefined) throw new Error('a server is missing');
  return { swift: fromSwift, local: fromLocal };
}

const failure = (work: Promise<unknown>) =>
  work.then(
    () => 'no failure',
    (thrown: unknown) => (thrown instanceof Error ? thrown.name : String(thrown)),
  );

describe.skipIf(!swiftExpected())('the local S3 answers as OpenStack Swift does', () => {
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'like-swift-'));
    swift = await startSwift();
    const keys = { accessKeyId: 'AKIALOCALTESTKEY0001', secretAccessKey: 'local' };
    local = await startLocalS3({ directory, region: swift.region, credentials: [keys] });
    servers = [swift, { ...keys, endpoint: local.endpoint, region: local.region }];
    for (const server of servers) {
      const s3 = client(server);
      await s3.send(new CreateBucketCommand({ Bucket: 'logs' }));
      for (const Key of KEYS)
        await s3.send(
          new PutObjectCommand({ Bucket: 'logs', Key, Body: Key, Metadata: { signature: 'ab' } }),
        );
      s3.destroy();
    }
  }, 180_000);

  afterAll(async () => {
    await local?.close();
    await swift?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  test.each([
    ['pages of 25 keys', { MaxKeys: 25 }],
    ['a delimiter', { Prefix: 'AWSLogs/', Delimiter: '/', MaxKeys: 1000 }],
    ['a delimiter in pages of 3', { Prefix: 'AWSLogs/', Delimiter: '/', MaxKeys: 3 }],
    ['a prefix', { Prefix: 'AWSLogs/000000000002/', MaxKeys: 7 }],
    ['a key to start after', { StartAfter: KEYS[13], MaxKeys: 20 }],
    ['a prefix that nothing has', { Prefix: 'nothing/', MaxKeys: 10 }],
  ])('listing with %s', async (_, query) => {
    const answers = await both((server) => pages(client(server), query));
    expect(answers.local).toEqual(answers.swift);
  });

  test('an object, its metadata and a range of it', async () => {
    const answers = await both(async (server) => {
      const got = await client(server).send(
        new GetObjectCommand({ Bucket: 'logs', Key: KEYS[5], Range: 'bytes=2-9' }),
      );
      return {
        text: await got.Body?.transformToString(),
        etag: got.ETag,
        metadata: got.Metadata,
        range: got.ContentRange,
      };
    });
    expect(answers.local).toEqual(answers.swift);
  });

  test('a wrong secret, a missing bucket, a missing object', async () => {
    const list = new ListObjectsV2Command({ Bucket: 'logs' });
    const answers = await both(async (server) => [
      await failure(client(server, 'wrong').send(list)),
      await failure(client(server).send(new ListObjectsV2Command({ Bucket: 'no-such-bucket' }))),
      await failure(client(server).send(new GetObjectCommand({ Bucket: 'logs', Key: 'nothing' }))),
    ]);
    expect(answers.local).toEqual(answers.swift);
  });
});
