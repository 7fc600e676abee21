import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, expect, type Locator, type Page, test } from '@playwright/test';
import { type LocalS3, startLocalS3 } from '#lib/demo/aws/local-s3.ts';
import { generateObjects } from '#lib/demo/organisation/generate-objects.ts';
import { trailkeep } from '#tests/setup/commands.ts';
import { samplePeople } from '#tests/setup/portals.ts';
import { contextOf } from '#tests/setup/sign-in.ts';

const KEY = { accessKeyId: 'AKIABUCKETSTEST23456', secretAccessKey: 'the-right-secret-of-the-buckets-test' };
const BUCKET = 'buckets-test-trails';

let s3: LocalS3;
let directory: string;
let context: BrowserContext;
let page: Page;
let pageHref: string;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  directory = await mkdtemp(join(tmpdir(), 'trailkeep-buckets-'));
  s3 = await startLocalS3({ directory, credentials: [KEY], region: 'eu-central-1' });
  s3.store.createBucket(BUCKET);
  fillBucket({ seed: 11, events: 2_000, days: 5 });
  const { slug } = trailkeep('view', 'create', '--name', 'Buckets test');
  pageHref = `/view/${slug}/buckets`;
  context = await contextOf(browser as Browser, (await samplePeople()).admin);
  page = await context.newPage();
});
test.afterAll(async () => {
  await context.close();
  await s3.close();
  await rm(directory, { recursive: true });
});

function fillBucket(size: { seed: number; events: number; days: number }): void {
  const objects = generateObjects({ ...size, end: new Date(), bucketPrefix: 'trails' });
  for (const { key, body } of objects) s3.store.put(BUCKET, key, body);
}

const table = () => page.getByRole('table', { name: 'Buckets' });
const row = () => table().getByRole('row', { name: new RegExp(BUCKET) });
const update = () => page.getByRole('button', { name: 'Update' }).click();

async function choose(word: string): Promise<void> {
  await page.getByRole('button', { name: `More: ${BUCKET}` }).click();
  await page.getByRole('menuitem', { name: word }).click();
}

test('a view without a bucket says so, and the form says what is missing field by field, keeping what was typed', async () => {
  await page.goto(pageHref);
  await expect(page.getByText('No bucket yet')).toBeVisible();
  await page.getByText('Role to assume, with external ID').click();
  await page.getByLabel('Role', { exact: true }).fill('trailkeep');
  await page.getByLabel('Accounts to take').fill('12345');
  await page.getByLabel('Days to collect').fill('0');
  await update();
  await expect(page.getByText("Enter the bucket's name.")).toBeVisible();
  await expect(
    page.getByText('A role is written like arn:aws:iam::111111111111:role/trailkeep.'),
  ).toBeVisible();
  await expect(page.getByText('An account number has 12 digits.')).toBeVisible();
  await expect(page.getByText('At least 1 day.')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Role to assume, with external ID' })).toBeChecked();
  await expect(page.getByLabel('Role', { exact: true })).toHaveValue('trailkeep');
  await expect(page.getByLabel('Name of the S3 bucket')).toBeFocused();
  // The choice is still sent after the form was answered once.
  await update();
  await expect(
    page.getByText('A role is written like arn:aws:iam::111111111111:role/trailkeep.'),
  ).toBeVisible();
});

test('the policy to attach follows the name and prefix as they are typed', async () => {
  await page.goto(pageHref);
  const policy = page.getByRole('figure', { name: 'IAM policy to attach' });
  await expect(policy).toContainText('arn:aws:s3:::BUCKET-NAME');
  await page.getByLabel('Name of the S3 bucket').fill(BUCKET);
  await page.getByLabel('Prefix').fill('trails');
  await expect(policy).toContainText(`"arn:aws:s3:::${BUCKET}"`);
  await expect(policy).toContainText(`"arn:aws:s3:::${BUCKET}/trails/*"`);
});

test('a wrong key is said on the bucket, in plain words', async () => {
  await page.goto(pageHref);
  await page.getByLabel('Name of the S3 bucket').fill(BUCKET);
  await page.getByLabel('Prefix').fill('/trails');
  await page.getByLabel('Access key ID').fill(KEY.accessKeyId);
  await page.getByLabel('Secret key').fill('not-the-secret');
  await page.getByLabel('Endpoint').fill(s3.endpoint);
  await update();
  await expect(page.getByText('Saved. Collection has started.')).toBeVisible();
  await expect(row()).toContainText('trails/');
  await expect(row()).toContainText('Error', { timeout: 30_000 });
  await expect(table()).toContainText(
    'SignatureDoesNotMatch: the secret key does not belong to the access key',
  );
  await expect(table()).toContainText('Enter the access key and its secret key again.');
});

test('a new key mends it: it collects and comes online with its events, and the key is never sent back', async () => {
  await table().getByRole('link', { name: 'Enter a new key' }).click();
  await expect(page.getByRole('heading', { name: `Settings of ${BUCKET}` })).toBeVisible();
  await expect(page.getByLabel('Access key ID')).toBeFocused();
  await expect(page.getByLabel('Name of the S3 bucket')).not.toBeEditable();
  await expect(page.getByLabel('Secret key')).toHaveAttribute('placeholder', /is stored/);
  await page.getByLabel('Secret key').fill(KEY.secretAccessKey);
  await update();
  await expect(page.getByText('Saved. Collection has started.')).toBeVisible();
  await expect(row()).toContainText('Online', { timeout: 60_000 });
  await expect(row().getByRole('cell').nth(5)).toHaveText('2,000');
  expect(await page.content()).not.toContain(KEY.secretAccessKey);
  await page.reload();
  await expect(page.getByLabel('Secret key')).toHaveValue('');
  expect(await page.content()).not.toContain(KEY.secretAccessKey);
});

test('an empty secret keeps the stored one, but does not carry it to another endpoint', async () => {
  await page.getByLabel('Days to collect').fill('30');
  await update();
  await expect(page.getByText('Saved. Collection has started.')).toBeVisible();
  await expect(row()).toContainText('Online', { timeout: 30_000 });
  await expect(page.getByLabel('Days to collect')).toHaveValue('30');
  await page.getByLabel('Endpoint').fill('http://127.0.0.1:9');
  await update();
  await expect(page.getByText('Enter the secret key again: the endpoint is another one.')).toBeVisible();
  await page.getByRole('link', { name: 'Close' }).click();
  await expect(page.getByLabel('Name of the S3 bucket')).toBeEditable();
  await expect(page.getByLabel('Name of the S3 bucket')).toHaveValue('');
});

test('what stands in the table is asked for again, and says so when it can no longer be', async () => {
  const stale = page.getByText('What stands here may be out of date. Trailkeep cannot be reached.');
  const lookAgain = () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await page.route('**/api/v1/sources?**', (route) => route.abort());
  await expect(async () => {
    await lookAgain();
    await expect(stale).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(row()).toContainText('Online');
  await page.unroute('**/api/v1/sources?**');
  await lookAgain();
  await expect(stale).toBeHidden();
});

test('a bucket is paused and resumed', async () => {
  await row()
    .getByRole('button', { name: `Pause: ${BUCKET}` })
    .click();
  await expect(row()).toContainText('Paused');
  await row()
    .getByRole('button', { name: `Resume: ${BUCKET}` })
    .click();
  await expect(row()).toContainText('Online', { timeout: 30_000 });
});

test('what arrived since is taken at once when one asks for it', async () => {
  fillBucket({ seed: 12, events: 100, days: 0.01 });
  await choose('Collect now');
  await expect(row().getByRole('cell').nth(5)).toHaveText('2,100', { timeout: 30_000 });
});

test('the page has no accessibility fault, and on a phone everything is reached with a thumb', async () => {
  await expectAccessible();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(pageHref);
  const card = page.getByRole('listitem').filter({ hasText: BUCKET });
  await expect(card).toContainText('Online');
  await expectAccessible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  for (const name of [`Pause: ${BUCKET}`, `More: ${BUCKET}`])
    await expectTouchable(card.getByRole('button', { name }));
  await expectTouchable(page.getByRole('button', { name: 'Update' }));
  await expectTouchable(page.getByRole('link', { name: 'Add a bucket' }));
  await page.setViewportSize({ width: 1440, height: 900 });
});

test('removing asks first and says that the events stay, and then they do', async () => {
  await page.goto(pageHref);
  await choose('Remove');
  const dialog = page.getByRole('dialog', { name: `Remove ${BUCKET}?` });
  await expect(dialog).toContainText('The events that it brought stay');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(row()).toBeVisible();
  const address = await eventOfBucket();
  const before = await rawOf(address);
  expect(before).toContain('eventVersion');
  await choose('Remove');
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('No bucket yet')).toBeVisible();
  expect(await rawOf(address)).toBe(before);
});

async function ask<T>(path: string): Promise<T> {
  const answer = await page.request.get(`/api/v1/${path}`);
  expect(answer.status(), path).toBe(200);
  return (await answer.json()) as T;
}

/** An event that came from the bucket, as the API addresses it in its account. */
async function eventOfBucket(): Promise<string> {
  const { accounts } = await ask<{ accounts: { id: string }[] }>('scopes');
  const { events } = await ask<{ events: { accountId: string; eventId: string }[] }>(
    `events?scope=view:${pageHref.split('/')[2]}&limit=500`,
  );
  for (const { accountId, eventId } of events) {
    if (!accounts.some(({ id }) => id === accountId)) continue;
    const address = `events/${accountId}/${eventId}?scope=account:${accountId}`;
    const { object } = await ask<{ object: { source: string } }>(address);
    if (object.source === `s3://${BUCKET}`) return address;
  }
  throw new Error('no event came from the bucket');
}

async function rawOf(address: string): Promise<string> {
  return (await ask<{ raw: string }>(address)).raw;
}

async function expectAccessible(): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

async function expectTouchable(control: Locator): Promise<void> {
  const box = await control.boundingBox();
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
}
