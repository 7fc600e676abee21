import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import { trailkeep } from '#tests/setup/commands.ts';
import { put } from '#tests/setup/corpus.ts';
import { logObjectKey } from '#tests/setup/log-objects.ts';
import { expectAccessible, expectNoSidewaysScroll, PHONE } from '#tests/setup/pages.ts';
import { samplePeople } from '#tests/setup/portals.ts';
import { contextOf } from '#tests/setup/sign-in.ts';

/** Steady in one region, silent in another; and three bad objects. */
const ACCOUNT = `61${String(process.pid).padStart(10, '0')}`;
// A name of their own: after a failure this file starts again on the same portal.
const VIEW = `Ledger test ${process.pid}`;
const HOUR = 3_600_000;
const NOW = Date.now();

let directory: string;
let context: BrowserContext;
let page: Page;
let slug: string;
let sourceId: string;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  directory = await mkdtemp(join(tmpdir(), 'trailkeep-ledger-'));
  for (let hours = 13 * 24; hours > 0; hours -= 2) {
    await putText('eu-west-1', hours, `{"Records":[${recordAt('eu-west-1', hours)}]}`);
    if (hours > 48) await putText('us-east-1', hours, `{"Records":[${recordAt('us-east-1', hours)}]}`);
  }
  await putText('eu-west-1', 1, 'no log at all', 'b');
  await putText('eu-west-1', 1, '{"Records":[', 'c');
  const unread = '{"eventName": "<b>NoTime</b>",  "eventSource":"ec2.amazonaws.com"}';
  await putText('eu-west-1', 1, `{"Records":[${recordAt('eu-west-1', 1)},${unread}]}`, 'd');
  slug = String(trailkeep('view', 'create', '--name', VIEW).slug);
  sourceId = String(trailkeep('source', 'add', '--view', slug, '--directory', directory, '--days', '30').id);
  context = await contextOf(browser as Browser, (await samplePeople()).admin);
  page = await context.newPage();
});
test.afterAll(async () => {
  await context.close();
  await rm(directory, { recursive: true });
});

const keyOf = (region: string, hours: number, letter: string) =>
  logObjectKey(ACCOUNT, letter, { region, timeMs: NOW - hours * HOUR });

async function putText(region: string, hours: number, text: string, letter = 'a'): Promise<void> {
  await put(directory, keyOf(region, hours, letter), gzipSync(text));
}

function recordAt(region: string, hours: number): string {
  return JSON.stringify({
    eventVersion: '1.11',
    eventID: crypto.randomUUID(),
    eventTime: new Date(NOW - hours * HOUR - 300_000).toISOString().replace(/\.\d+/, ''),
    eventSource: 's3.amazonaws.com',
    eventName: 'ListBuckets',
    awsRegion: region,
    recipientAccountId: ACCOUNT,
    sourceIPAddress: '203.0.113.9',
    userIdentity: { type: 'IAMUser', userName: 'lena' },
  });
}

const figure = (name: string) => page.getByRole('link', { name: new RegExp(`^${name}: `) });
const objects = () => page.getByRole('table', { name: 'Log objects' });

test('log sources are found by what they are called, and lead to their ledger', async () => {
  await page.goto('/');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Log Sources' }).click();
  const table = page.getByRole('table', { name: 'Log sources' });
  await expect(table.getByRole('row')).not.toHaveCount(1);
  await page.getByRole('searchbox', { name: 'Search log sources' }).fill(`${VIEW.toLowerCase()} folder`);
  await expect(page).toHaveURL(/q=ledger/);
  await expect(table.getByRole('row')).toHaveCount(2);
  const row = table.getByRole('row').nth(1);
  await expect(row).toContainText(directory);
  await expect(row).toContainText('Aggregated');
  await expect(row).toContainText('Folder');
  await page.reload();
  await expect(table.getByRole('row')).toHaveCount(2);
  await row.getByRole('link', { name: directory }).click();
  await expect(page).toHaveURL(new RegExp(`/view/${slug}/buckets/${sourceId}$`));
});

test('a search without a match says so and leads back', async () => {
  await page.goto('/log-sources?q=nowhere-to-be-found');
  await expect(page.getByText('No log source matches')).toBeVisible();
  await page.getByRole('link', { name: 'Clear all' }).click();
  await expect(page.getByRole('table', { name: 'Log sources' })).toBeVisible();
});

test('the ledger counts objects by state while they are collected, and says why some could not be taken', async () => {
  await page.goto(`/view/${slug}/buckets/${sourceId}`);
  await expect(figure('Unreadable')).toHaveText('2', { timeout: 60_000 });
  await expect(figure('Unread records')).toHaveText('1');
  await expect(figure('Waiting')).toHaveText('0');
  const reasons = page.getByRole('table', { name: 'Reasons' });
  await expect(reasons).toContainText('it is not JSON: it ends inside Records');
  await expect(reasons).toContainText('eventTime is missing');
});

test('a trail that stopped is silent, and its objects are one click away', async () => {
  const table = page.getByRole('table', { name: 'Freshness' });
  await expect(page.getByText('1 silent')).toBeVisible();
  await expect(table.getByRole('row').nth(1)).toContainText('us-east-1');
  await expect(table.getByRole('row').nth(1)).toContainText('Silent for 2 d');
  await page.getByRole('radio', { name: 'All' }).click();
  await expect(table).toContainText('Steady');
  await table.getByRole('link', { name: 'us-east-1' }).click();
  await expect(page.getByRole('searchbox', { name: 'Key begins with' })).toHaveValue(
    `AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/`,
  );
  await expect(objects().getByRole('row').nth(1)).toContainText('us-east-1');
});

test('objects are searched by the beginning of their key and turned page by page', async () => {
  const first = await objects().getByRole('row').nth(1).textContent();
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('button', { name: 'First page' })).toBeEnabled();
  await expect(objects().getByRole('row').nth(1)).not.toHaveText(first ?? '');
  await page.getByRole('button', { name: 'First page' }).click();
  await expect(objects().getByRole('row').nth(1)).toHaveText(first ?? '');
  await page.getByRole('searchbox', { name: 'Key begins with' }).fill('AWSLogs/nobody');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByText('No key begins with “AWSLogs/nobody”.')).toBeVisible();
});

test('an unread record is shown as text, never as a page', async () => {
  await figure('Unread records').click();
  await expect(objects().getByRole('row')).toHaveCount(2);
  await page
    .getByRole('button', { name: /^Show details of/ })
    .first()
    .click();
  const record = page.getByRole('figure', { name: 'Record 1 as delivered' });
  await expect(record).toContainText('<b>NoTime</b>');
  await expect(record.locator('b')).toHaveCount(0);
});

test('an unreadable object is downloaded as it was fetched, and not shown by the browser', async () => {
  await page.goto(`/view/${slug}/buckets/${sourceId}?show=quarantined`);
  await expect(objects().getByRole('row')).toHaveCount(3);
  const row = objects().getByRole('row', { name: /bbbbbbbb/ });
  await row.getByRole('button', { name: /^Show details of/ }).click();
  const href = await page.getByRole('link', { name: 'Download' }).getAttribute('href');
  const answer = await page.request.get(href ?? '');
  expect(gunzipSync(await answer.body()).toString()).toBe('no log at all');
  expect(answer.headers()).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="${keyOf('eu-west-1', 1, 'b').split('/').at(-1)}"`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
});

test('an object that was mended is taken when it is tried again', async () => {
  await putText('eu-west-1', 1, `{"Records":[${recordAt('eu-west-1', 1)}]}`, 'b');
  await page.getByRole('button', { name: /^Try again: .*bbbbbbbb/ }).click();
  await expect(figure('Unreadable')).toHaveText('1', { timeout: 60_000 });
  await expect(page.getByRole('button', { name: 'Retry all unreadable' })).toBeVisible();
});

test('an account that was found is added in one click', async () => {
  const found = page.getByRole('table', { name: 'Accounts found, not added' });
  await expect(found).toContainText(ACCOUNT);
  await found.getByRole('button', { name: `Add account ${ACCOUNT}` }).click();
  await expect(found).toBeHidden({ timeout: 15_000 });
});

test('a ledger with faults has no accessibility fault, and fits a phone', async () => {
  await page.goto(`/view/${slug}/buckets/${sourceId}?show=quarantined`);
  await expectAccessible(page);
  await page.setViewportSize(PHONE);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});
