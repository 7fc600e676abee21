import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, expect, type Locator, type Page, test } from '@playwright/test';
import { type LocalS3, startLocalS3 } from '#lib/demo/aws/local-s3.ts';
import { generateObjects } from '#lib/demo/organisation/generate-objects.ts';
import { trailkeep } from '#tests/setup/commands.ts';
import { expectAccessible, expectAlive, expectNoSidewaysScroll, PHONE } from '#tests/setup/pages.ts';
import { samplePeople } from '#tests/setup/portals.ts';
import { contextOf } from '#tests/setup/sign-in.ts';

const KEY = { accessKeyId: 'AKIABUCKETSTEST23456', secretAccessKey: 'the-right-secret-of-the-buckets-test' };
const BUCKET = 'buckets-test-trails';
const SHORT_LIVED = 'short-lived-trails';
const KMS_KEY = 'arn:aws:kms:eu-central-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';

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
  await page.getByRole('radio', { name: 'Permissions' }).click();
  await expect(policy).toContainText('arn:aws:s3:::BUCKET-NAME');
  await page.getByLabel('Name of the S3 bucket').fill(BUCKET);
  await page.getByLabel('Prefix').fill('trails');
  await expect(policy).toContainText(`"arn:aws:s3:::${BUCKET}"`);
  await expect(policy).toContainText(`"arn:aws:s3:::${BUCKET}/trails/*"`);
});

test('a role comes first, with an external ID of our making that stands in its trust policy as well', async () => {
  await page.goto(pageHref);
  await expect(page.getByRole('radio', { name: 'Role to assume, with external ID' })).toBeChecked();
  const externalId = await page.getByLabel('External ID', { exact: true }).inputValue();
  expect(externalId).toMatch(/^trailkeep-[0-9a-f]{32}$/);
  const trust = page.getByRole('figure', { name: 'Trust policy of the role' });
  await expect(trust).toContainText(`"sts:ExternalId": "${externalId}"`);
  await page.reload();
  await expect(page.getByLabel('External ID', { exact: true })).toHaveValue(externalId);
  await page.getByText('Access key of an IAM user').click();
  await page.getByRole('radio', { name: 'Trust' }).click();
  await expect(trust).toContainText(externalId);
  await page.getByRole('radio', { name: 'Permissions' }).click();
  await page.getByLabel("Also read the bucket's settings").click();
  await expect(page.getByRole('figure', { name: 'IAM policy to attach' })).toContainText('s3:GetBucketAcl');
});

test('a test says step by step what does not work and how to mend it, before anything is saved', async () => {
  await page.goto(pageHref);
  await page.getByText('Access key of an IAM user').click();
  await page.getByLabel('Name of the S3 bucket').fill(BUCKET);
  await page.getByLabel('Prefix').fill('trails');
  await page.getByLabel('Access key ID').fill(KEY.accessKeyId);
  const testIt = page.getByRole('button', { name: 'Test', exact: true });
  await testIt.click();
  await expect(page.getByText('Enter the secret key.')).toBeVisible();
  await page.getByLabel('Endpoint').fill(s3.endpoint);
  await page.getByLabel('Secret key').fill('not-the-secret');
  await testIt.click();
  const panel = page.getByRole('region', { name: 'Test' });
  await expect(panel).toContainText('1 of 9 failed', { timeout: 20_000 });
  await expect(panel).toContainText('The secret key does not belong to the access key');
  await expect(panel).toContainText('SignatureDoesNotMatch');
  await page.getByLabel('Secret key').fill(KEY.secretAccessKey);

  s3.ruleBucket(BUCKET, { kmsDenied: true, kmsKeyArn: KMS_KEY });
  await panel.getByRole('button', { name: 'Test again' }).click();
  await expect(panel).toContainText('How to mend it: add this statement to the policy of key', {
    timeout: 20_000,
  });
  await expect(panel.getByRole('figure', { name: 'Statement that allows decrypting' })).toContainText(
    'kms:Decrypt',
  );
  await expectAccessible(page);

  s3.ruleBucket(BUCKET, { denied: ['ListObjectsV2', 'HeadBucket'] });
  await panel.getByRole('button', { name: 'Test again' }).click();
  await expect(panel.getByRole('figure', { name: 'Statement that allows listing' })).toContainText(
    `"arn:aws:s3:::${BUCKET}"`,
    { timeout: 20_000 },
  );

  s3.ruleBucket(BUCKET, {});
  await panel.getByRole('button', { name: 'Test again' }).click();
  await expect(panel).toContainText('Works, 1 note', { timeout: 20_000 });
  await expect(panel).toContainText(/CloudTrail of \d accounts in \d+ regions, under trails\/AWSLogs\//);
  await expect(panel).toContainText(/objects, .* of the last 14 days/);
  await expect(page.getByText('No bucket yet')).toBeVisible();
});

test('a wrong key is said on the bucket, in plain words', async () => {
  await page.goto(pageHref);
  await page.getByLabel('Name of the S3 bucket').fill(BUCKET);
  await page.getByLabel('Prefix').fill('/trails');
  await page.getByText('Access key of an IAM user').click();
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
  await expectAlive(page.getByLabel('Days to collect'));
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

test('a bucket that is there is tested from its row, with the secret that is stored', async () => {
  await choose('Test');
  const panel = page.getByRole('region', { name: `Test of ${BUCKET}` });
  await expect(panel).toContainText('Works, 1 note', { timeout: 20_000 });
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
  await expectAccessible(page);
  await page.setViewportSize(PHONE);
  await page.goto(pageHref);
  const card = page.getByRole('listitem').filter({ hasText: BUCKET });
  await expect(card).toContainText('Online');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  for (const name of [`Pause: ${BUCKET}`, `More: ${BUCKET}`])
    await expectTouchable(card.getByRole('button', { name }));
  await expectTouchable(page.getByRole('button', { name: 'Update' }));
  await expectTouchable(page.getByRole('link', { name: 'Add a bucket' }));
  await page.setViewportSize({ width: 1440, height: 900 });
});

test('removing asks what is to become of the events, and those that are kept stay', async () => {
  await page.goto(pageHref);
  await choose('Remove');
  const dialog = page.getByRole('dialog', { name: `Remove ${BUCKET}?` });
  await expect(dialog.getByRole('radio', { name: /^Keep its 2,100 events/ })).toBeChecked();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(row()).toBeVisible();
  const address = await eventOfBucket(BUCKET);
  const before = await rawOf(address);
  expect(before).toContain('eventVersion');
  await choose('Remove');
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByText('No bucket yet')).toBeVisible();
  expect(await rawOf(address)).toBe(before);
});

test('removed with its data, a bucket takes its events along', async () => {
  test.slow();
  await page.goto(pageHref);
  await page.getByText('Access key of an IAM user').click();
  s3.store.createBucket(SHORT_LIVED);
  // As many a day as the sample has, so that some of the newest events of the view are of this bucket.
  for (const { key, body } of generateObjects({ seed: 99, events: 4000, days: 1, end: new Date() }))
    s3.store.put(SHORT_LIVED, key, body);
  await page.getByLabel('Name of the S3 bucket').fill(SHORT_LIVED);
  await page.getByLabel('Access key ID').fill(KEY.accessKeyId);
  await page.getByLabel('Secret key').fill(KEY.secretAccessKey);
  await page.getByLabel('Endpoint').fill(s3.endpoint);
  await update();
  const shortLived = table().getByRole('row', { name: new RegExp(SHORT_LIVED) });
  await expect(shortLived).toContainText('Online', { timeout: 60_000 });
  const address = await eventOfBucket(SHORT_LIVED);
  expect(await rawOf(address)).toContain('eventVersion');
  await page.getByRole('button', { name: `More: ${SHORT_LIVED}` }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  const dialog = page.getByRole('dialog', { name: `Remove ${SHORT_LIVED}?` });
  await dialog.getByText('Delete them, with their objects').click();
  await expect(dialog).toContainText('What another bucket brings as well stays');
  await dialog.getByRole('button', { name: 'Remove and delete' }).click();
  await expect(page.getByText('No bucket yet')).toBeVisible();
  const status = async () => (await page.request.get(`/api/v1/${address}`)).status();
  await expect.poll(status, { timeout: 60_000 }).toBe(404);
  await expect(page.getByText(`${SHORT_LIVED} was removed`)).toBeHidden({ timeout: 60_000 });
});

async function ask<T>(path: string): Promise<T> {
  const answer = await page.request.get(`/api/v1/${path}`);
  expect(answer.status(), path).toBe(200);
  return (await answer.json()) as T;
}

/** An event that came from the bucket, as the API addresses it in its account. */
async function eventOfBucket(bucket: string): Promise<string> {
  const { accounts } = await ask<{ accounts: { id: string }[] }>('scopes');
  const { events } = await ask<{ events: { accountId: string; eventId: string }[] }>(
    `events?scope=view:${pageHref.split('/')[2]}&limit=500`,
  );
  for (const { accountId, eventId } of events) {
    if (!accounts.some(({ id }) => id === accountId)) continue;
    const address = `events/${accountId}/${eventId}?scope=account:${accountId}`;
    const { object } = await ask<{ object: { source: string } }>(address);
    if (object.source === `s3://${bucket}`) return address;
  }
  throw new Error('no event came from the bucket');
}

async function rawOf(address: string): Promise<string> {
  return (await ask<{ raw: string }>(address)).raw;
}

async function expectTouchable(control: Locator): Promise<void> {
  const box = await control.boundingBox();
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
}
