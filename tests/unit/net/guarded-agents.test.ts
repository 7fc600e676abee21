import { createServer, get, type Server } from 'node:http';
import { get as httpsGet } from 'node:https';
import type { AddressInfo } from 'node:net';
import { DescribeTrailsCommand } from '@aws-sdk/client-cloudtrail';
import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { callerIdentity } from '#lib/aws/caller-identity.ts';
import { createCloudTrailClient } from '#lib/aws/cloudtrail-client.ts';
import { createKmsClient } from '#lib/aws/kms-client.ts';
import { createObjectReader } from '#lib/aws/object-reader.ts';
import { createS3Client } from '#lib/aws/s3-client.ts';
import { createSqsClient } from '#lib/aws/sqs-client.ts';
import { guardedAgents } from '#lib/net/guarded-agents.ts';

let server: Server;
let port: number;
let requests = 0;

beforeAll(async () => {
  server = createServer((_, response) => {
    requests += 1;
    response.end('<ok/>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());
afterEach(() => vi.unstubAllEnvs());

function ask(url: string): Promise<number | undefined> {
  const { httpAgent, httpsAgent } = guardedAgents({ maxSockets: 1 });
  return new Promise((resolve, reject) => {
    const open = url.startsWith('https') ? httpsGet : get;
    const agent = url.startsWith('https') ? httpsAgent : httpAgent;
    open(url, { agent }, (answer) => resolve(answer.resume().statusCode)).on('error', reject);
  });
}

const refused = expect.objectContaining({
  code: 'source-unreachable',
  hint: expect.stringContaining('TRAILKEEP_ALLOW_PRIVATE_ENDPOINTS'),
});

test.each(['http://127.0.0.1', 'http://localhost', 'https://127.0.0.1', 'https://localhost'])(
  '%s is not connected to: a literal address or what a name leads to',
  async (origin) => {
    vi.stubEnv('TRAILKEEP_ALLOW_PRIVATE_ENDPOINTS', '0');
    const before = requests;
    await expect(ask(`${origin}:${port}/`)).rejects.toEqual(refused);
    expect(requests).toBe(before);
  },
);

test('where the deployment allows the service it answers, by address and by name', async () => {
  vi.stubEnv('TRAILKEEP_ALLOW_PRIVATE_ENDPOINTS', `127.0.0.1:${port},[::1]:${port}`);
  expect(await ask(`http://127.0.0.1:${port}/`)).toBe(200);
  expect(await ask(`http://localhost:${port}/`)).toBe(200);
});

test('requests that wait for a socket are refused one by one, and the process goes on', async () => {
  vi.stubEnv('TRAILKEEP_ALLOW_PRIVATE_ENDPOINTS', '0');
  const { httpAgent } = guardedAgents({ maxSockets: 1 });
  const asked = Array.from(
    { length: 5 },
    () =>
      new Promise((resolve) => get(`http://127.0.0.1:${port}/`, { agent: httpAgent }).on('error', resolve)),
  );
  expect(await Promise.all(asked)).toEqual(Array.from({ length: 5 }, () => refused));
});

const credentials = { kind: 'access-key', accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' } as const;

test.each<[string, (endpoint: string) => Promise<unknown>]>([
  ['S3', (endpoint) => s3(endpoint).send(new ListObjectsV2Command({ Bucket: 'logs' }))],
  [
    'objects',
    async (endpoint) => (await createObjectReader(s3(endpoint), 'logs', endpoint)).read('key', 100),
  ],
  [
    'CloudTrail',
    (endpoint) => createCloudTrailClient({ credentials, endpoint }, REGION).send(new DescribeTrailsCommand()),
  ],
  [
    'KMS',
    (endpoint) =>
      createKmsClient({ credentials, endpoint }, REGION).send(new DescribeKeyCommand({ KeyId: 'k' })),
  ],
  ['STS', (endpoint) => callerIdentity(credentials, { region: REGION, endpoint })],
  [
    'a role',
    (endpoint) =>
      callerIdentity(
        { kind: 'role', roleArn: ROLE, externalId: null, base: credentials },
        { region: REGION, endpoint },
      ),
  ],
  ['SQS', (endpoint) => sqs(endpoint).send(new ReceiveMessageCommand({ QueueUrl: `${endpoint}/1/q` }))],
])('the client of %s does not reach a private endpoint by name', async (_, request) => {
  vi.stubEnv('TRAILKEEP_ALLOW_PRIVATE_ENDPOINTS', '0');
  const before = requests;
  await expect(request(`http://localhost:${port}`)).rejects.toEqual(refused);
  expect(requests).toBe(before);
});

const REGION = 'eu-central-1';
const ROLE = 'arn:aws:iam::111111111111:role/trailkeep';

function s3(endpoint: string) {
  return createS3Client({ credentials, endpoint }, REGION);
}

function sqs(endpoint: string) {
  return createSqsClient({ queueUrl: `${endpoint}/1/q`, region: REGION, endpoint: null, credentials });
}
