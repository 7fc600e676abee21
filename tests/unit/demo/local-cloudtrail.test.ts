import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloudTrailService, type LocalTrail } from '#lib/demo/aws/cloudtrail.ts';
import { type LocalS3, startLocalS3 } from '#lib/demo/aws/local-s3.ts';

const OWNER = '048213975106';
const MEMBER = '231094857712';
const STARTED = new Date('2026-11-01T08:00:00Z');

const TRAILS: LocalTrail[] = [
  {
    name: 'organisation',
    accountId: OWNER,
    homeRegion: 'eu-central-1',
    bucket: 'audit',
    members: [MEMBER],
    multiRegion: true,
    logValidation: true,
    status: () => ({ IsLogging: true, StartLoggingTime: STARTED }),
  },
  {
    name: 'own',
    accountId: MEMBER,
    homeRegion: 'eu-west-1',
    bucket: 'own',
    status: () => ({ IsLogging: false }),
  },
];

const keyOf = (accountId: string) => ({
  accessKeyId: `AKIA${accountId}`,
  secretAccessKey: `secret of ${accountId}`,
  arn: `arn:aws:iam::${accountId}:user/auditor`,
});

let directory: string;
let server: LocalS3;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'local-cloudtrail-'));
  server = await startLocalS3({
    directory,
    credentials: [OWNER, MEMBER].map(keyOf),
    services: [cloudTrailService(TRAILS)],
  });
});

afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true, force: true });
});

async function client<T>(
  accountId: string,
  region: string,
  ask: (client: CloudTrailClient) => Promise<T>,
  key: { accessKeyId: string; secretAccessKey: string } = keyOf(accountId),
): Promise<T> {
  const made = new CloudTrailClient({ endpoint: server.endpoint, region, credentials: key, maxAttempts: 1 });
  try {
    return await ask(made);
  } finally {
    made.destroy();
  }
}

const describeIn = async (accountId: string, region: string, includeShadowTrails = true) => {
  const { trailList = [] } = await client(accountId, region, (one) =>
    one.send(new DescribeTrailsCommand({ includeShadowTrails })),
  );
  return trailList.map(({ TrailARN }) => TrailARN);
};

const ORGANISATION = `arn:aws:cloudtrail:eu-central-1:${OWNER}:trail/organisation`;
const OWN = `arn:aws:cloudtrail:eu-west-1:${MEMBER}:trail/own`;

test('an account sees its own trails in their region and those of several regions everywhere, its organisation’s too', async () => {
  expect(await describeIn(MEMBER, 'eu-west-1')).toEqual([ORGANISATION, OWN]);
  expect(await describeIn(MEMBER, 'us-east-1')).toEqual([ORGANISATION]);
  expect(await describeIn(MEMBER, 'us-east-1', false)).toEqual([]);
  expect(await describeIn(OWNER, 'eu-west-1')).toEqual([ORGANISATION]);
});

test('status and selectors are answered by ARN in any region, by name at home alone', async () => {
  const status = (region: string, Name: string) =>
    client(MEMBER, region, (one) => one.send(new GetTrailStatusCommand({ Name })));
  expect(await status('us-east-1', ORGANISATION)).toMatchObject({
    IsLogging: true,
    StartLoggingTime: STARTED,
  });
  expect(await status('eu-west-1', 'own')).toMatchObject({ IsLogging: false });
  await expect(status('us-east-1', 'own')).rejects.toMatchObject({ name: 'TrailNotFoundException' });
  const selectors = await client(MEMBER, 'eu-central-1', (one) =>
    one.send(new GetEventSelectorsCommand({ TrailName: ORGANISATION })),
  );
  expect(selectors.EventSelectors).toMatchObject([{ ReadWriteType: 'All', IncludeManagementEvents: true }]);
});

test('a wrong secret and an unknown key are refused, and a planned fault happens', async () => {
  const ask = (one: CloudTrailClient) => one.send(new DescribeTrailsCommand({}));
  const wrong = { ...keyOf(OWNER), secretAccessKey: 'another' };
  await expect(client(OWNER, 'eu-west-1', ask, wrong)).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
  });
  const unknown = { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' };
  await expect(client(OWNER, 'eu-west-1', ask, unknown)).rejects.toMatchObject({
    name: 'UnrecognizedClientException',
  });
  server.faults.plan({
    operation: 'DescribeTrails',
    kind: 'error',
    status: 400,
    code: 'AccessDeniedException',
    message: 'no',
  });
  await expect(client(OWNER, 'eu-west-1', ask)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  await expect(client(OWNER, 'eu-west-1', ask)).resolves.toBeDefined();
});
