import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { asObject } from '#lib/cloudtrail/json-value.ts';
import { trailkeep } from '#tests/setup/commands.ts';
import { corpusRecords } from '#tests/setup/corpus.ts';
import { expectAccessible, openPage } from '#tests/setup/pages.ts';
import { samplePeople } from '#tests/setup/portals.ts';
import { contextOf } from '#tests/setup/sign-in.ts';

const ACCOUNT = '555566667777';
const YESTERDAY = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
/** A name of its own: after a failure this file starts again on the same portal. */
const SLUG = `kinds-${process.pid}`;
const EVENTS = `/view/${SLUG}/events`;

let admin: BrowserContext;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  trailkeep('view', 'create', '--name', SLUG, '--slug', SLUG);
  const directory = await mkdtemp(join(tmpdir(), 'trailkeep-kinds-'));
  for (const [kind, records] of Object.entries(recordsByKind())) await putObject(directory, kind, records);
  const { id } = trailkeep('source', 'add', '--view', SLUG, '--directory', directory);
  // Not those of other tests, whose servers are gone.
  trailkeep('collect', '--source', String(id));
  admin = await contextOf(browser, (await samplePeople()).admin);
});
test.afterAll(() => admin?.close());

/** One record of each kind; the Insight is a real one of AWS, as it started and, made of it, as it ended. */
function recordsByKind(): Record<string, object[]> {
  const common = { awsRegion: 'eu-central-1', recipientAccountId: ACCOUNT, eventSource: 's3.amazonaws.com' };
  const insight = corpusRecords()
    .map(asObject)
    .find((record) => asObject(record?.insightDetails));
  const moved = { ...insight, recipientAccountId: ACCOUNT, eventTime: `${YESTERDAY}T10:00:00Z` };
  const ended = {
    ...moved,
    eventID: '11111111-0000-4000-8000-000000000002',
    eventTime: `${YESTERDAY}T10:05:00Z`,
    insightDetails: { ...asObject(insight?.insightDetails), state: 'End' },
  };
  return {
    CloudTrail: [
      {
        ...common,
        eventVersion: '1.11',
        eventID: '11111111-0000-4000-8000-000000000003',
        eventTime: `${YESTERDAY}T09:00:00Z`,
        eventName: 'PutObject',
        managementEvent: false,
        eventCategory: 'Data',
        userIdentity: { type: 'IAMUser', userName: 'lena' },
      },
      {
        ...common,
        eventVersion: '1.11',
        eventID: '11111111-0000-4000-8000-000000000004',
        eventTime: `${YESTERDAY}T09:01:00Z`,
        eventName: 'ListBuckets',
        eventCategory: 'Management',
        userIdentity: { type: 'IAMUser', userName: 'lena' },
      },
    ],
    'CloudTrail-Insight': [moved, ended],
    'CloudTrail-NetworkActivity': [
      {
        ...common,
        eventVersion: '1.09',
        eventID: '11111111-0000-4000-8000-000000000005',
        eventTime: `${YESTERDAY}T09:02:00Z`,
        eventName: 'GetObject',
        eventType: 'AwsVpceEvent',
        eventCategory: 'NetworkActivity',
        errorCode: 'VpceAccessDenied',
        errorMessage: 'The request was denied due to a VPC endpoint policy',
        vpcEndpointId: 'vpce-0a1b2c3d',
        userIdentity: { type: 'AWSAccount', principalId: 'ASIAEXAMPLE', accountId: '999988887777' },
      },
    ],
    'CloudTrail-Aggregated': [
      {
        eventVersion: '1.0',
        accountId: ACCOUNT,
        eventId: '11111111-0000-4000-8000-000000000006',
        eventType: 'AwsAggregatedEvent',
        eventCategory: 'Aggregated',
        eventSource: 's3.amazonaws.com',
        awsRegion: 'eu-central-1',
        timeWindow: {
          windowStart: `${YESTERDAY}T09:05:00Z`,
          windowEnd: `${YESTERDAY}T09:10:00Z`,
          windowSize: 'PT5M',
        },
        summary: {
          primaryDimension: { dimension: 'eventName', statistics: [{ name: 'PutObject', value: 412 }] },
          details: [],
        },
      },
    ],
  };
}

async function putObject(directory: string, kind: string, records: object[]): Promise<void> {
  const stamp = `${YESTERDAY.replaceAll('-', '')}T1105Z`;
  const key = `AWSLogs/${ACCOUNT}/${kind}/eu-central-1/${YESTERDAY.replaceAll('-', '/')}/${ACCOUNT}_${kind}_eu-central-1_${stamp}_abcdefghijklmnop.json.gz`;
  const file = join(directory, key);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, gzipSync(JSON.stringify({ Records: records })));
}

const open = (address: string) => openPage(admin, address);

async function choose(page: Page, category: string): Promise<void> {
  await page.getByRole('combobox', { name: /^Category/ }).click();
  await page.getByRole('option', { name: category, exact: true }).click();
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
}

test('management events are counted alone; every other kind is chosen by its name, and said', async () => {
  const page = await open(EVENTS);
  await expect(page.getByRole('heading', { name: '1 event in the period' })).toBeVisible();
  for (const [category, heading] of [
    ['Data', '1 data event in the period'],
    ['Network activity', '1 network event in the period'],
    ['All calls', '3 management, data and network activity events in the period'],
    ['Insight', '2 Insights in the period'],
    ['Aggregated', '1 aggregated record in the period'],
    ['Management', '1 event in the period'],
  ] as const) {
    await choose(page, category);
    await expect(page.getByRole('heading', { name: heading })).toBeVisible();
  }
});

test('the sheet of an Insight says what AWS noticed, leads to its other end and to the calls', async () => {
  const page = await open(`${EVENTS}?category=insight&groupBy=event&open=CompleteLifecycleAction`);
  await page.getByRole('link', { name: 'CompleteLifecycleAction' }).last().click();
  const sheet = page.getByRole('dialog', { name: /^Event/ });
  await expect(sheet.getByText('Insight started')).toBeVisible();
  await expect(
    sheet.getByText(/was called unusually often in 555566667777: 0\.6 a minute for 5 min/),
  ).toBeVisible();
  await expect(sheet.getByText('6,800 times as often')).toBeVisible();
  await expect(sheet.getByRole('row', { name: /CodeDeployRole2/ })).toBeVisible();
  await expectAccessible(page, { within: '[role=dialog]' });
  await expect(sheet.getByRole('link', { name: 'The calls it tells of' })).toBeVisible();
  await sheet
    .getByText(/^It ended/)
    .getByRole('link')
    .click();
  await expect(page.getByText('Insight ended')).toBeVisible();
});

test('the sheet of an aggregated record shows its window and its counts', async () => {
  const page = await open(`${EVENTS}?category=aggregated&groupBy=event&open=PutObject`);
  await page.getByRole('link', { name: 'PutObject' }).first().click();
  const sheet = page.getByRole('dialog', { name: /^Event/ });
  await expect(sheet.getByText(/None of them is in the counts of events/)).toBeVisible();
  await expect(sheet.getByRole('row', { name: 'PutObject 412' })).toBeVisible();
});
