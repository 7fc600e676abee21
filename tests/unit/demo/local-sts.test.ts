import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LocalS3, startLocalS3 } from '#lib/demo/aws/local-s3.ts';

const KEY = { accessKeyId: 'AKIALOCALTESTKEY0001', secretAccessKey: 'right', buckets: ['nothing'] };
const ROLE = { arn: 'arn:aws:iam::048213975106:role/reader', externalId: 'shared-word', buckets: ['logs'] };

let directory: string;
let nowMs = Date.now();
let server: LocalS3;
let sts: STSClient;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'local-sts-'));
  server = await startLocalS3({
    directory,
    region: 'eu-west-1',
    credentials: [KEY],
    roles: [ROLE],
    now: () => nowMs,
  });
  server.store.createBucket('logs');
  sts = new STSClient({ endpoint: server.endpoint, region: 'eu-west-1', credentials: KEY, maxAttempts: 1 });
});

afterAll(async () => {
  sts.destroy();
  await server.close();
  rmSync(directory, { recursive: true, force: true });
});

async function assume(ExternalId?: string, DurationSeconds = 3600) {
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: ROLE.arn, RoleSessionName: 'trailkeep', ExternalId, DurationSeconds }),
  );
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken,
  };
}

async function list(credentials: {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}): Promise<string> {
  const s3 = new S3Client({
    endpoint: server.endpoint,
    region: 'eu-west-1',
    credentials,
    forcePathStyle: true,
    maxAttempts: 1,
  });
  return s3.send(new ListObjectsV2Command({ Bucket: 'logs' })).then(
    () => 'listed',
    (thrown: Error) => thrown.name,
  );
}

test('the right external id gives credentials with the rights of the role', async () => {
  expect(await list(KEY)).toBe('AccessDenied');
  const credentials = await assume('shared-word');
  expect(credentials.accessKeyId).toMatch(/^ASIA[A-Z0-9]{16}$/);
  expect(await list(credentials)).toBe('listed');
});

test('a wrong or missing external id, and an unknown role, are AccessDenied', async () => {
  await expect(assume('guessed')).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(assume()).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining('sts:AssumeRole'),
  });
  const other = new AssumeRoleCommand({
    RoleArn: `${ROLE.arn}s`,
    RoleSessionName: 'x',
    ExternalId: 'shared-word',
  });
  await expect(sts.send(other)).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('temporary credentials are worth nothing without their token', async () => {
  const { accessKeyId, secretAccessKey } = await assume('shared-word');
  expect(await list({ accessKeyId, secretAccessKey })).toBe('InvalidToken');
  expect(await list({ accessKeyId, secretAccessKey, sessionToken: 'made up' })).toBe('InvalidToken');
});

test('STS refuses a wrong secret as S3 does', async () => {
  const wrong = new STSClient({
    endpoint: server.endpoint,
    region: 'eu-west-1',
    credentials: { ...KEY, secretAccessKey: 'wrong' },
    maxAttempts: 1,
  });
  await expect(wrong.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
  });
  expect((await sts.send(new GetCallerIdentityCommand({}))).UserId).toBe(KEY.accessKeyId);
});

test('temporary credentials are refused once their time is over', async () => {
  const credentials = await assume('shared-word', 60);
  expect(await list(credentials)).toBe('listed');
  nowMs += 61_000;
  expect(await list(credentials)).toBe('ExpiredToken');
  nowMs -= 61_000;
});
