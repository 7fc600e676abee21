import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { createS3Client } from '#lib/aws/s3-client.ts';
import { LocalKms } from '#lib/demo/aws/kms.ts';
import { type LocalS3, startLocalS3 } from '#lib/demo/aws/local-s3.ts';
import { DEMO_ACCOUNTS } from '#lib/demo/organisation/accounts.ts';
import { generateObjects } from '#lib/demo/organisation/generate-objects.ts';
import { type StartedPortal, startPortal } from '#tests/setup/portals.ts';

const PORT = 3317;
const EVENTS = 3_000;
const BUCKET = 'acme-first-path-logs';
const KEY = { accessKeyId: 'AKIAFIRSTPATHTEST234', secretAccessKey: 'the-right-secret-of-the-first-path' };
const KMS_KEY = 'arn:aws:kms:eu-central-1:999988887777:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const ADMIN = { email: 'ada@acme.example', name: 'Ada Admin', password: 'correct horse battery staple' };

let portal: StartedPortal;
let s3: LocalS3;
let kms: LocalKms;
let directory: string;
let page: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  directory = await mkdtemp(join(tmpdir(), 'trailkeep-first-path-'));
  kms = new LocalKms();
  s3 = await startLocalS3({ directory, credentials: [KEY], region: 'eu-central-1', services: [kms.service] });
  s3.store.createBucket(BUCKET);
  portal = await startPortal(PORT);
  page = await (browser as Browser).newPage({ baseURL: portal.url });
});
test.afterAll(async () => {
  await page.close();
  await portal.stop();
  await s3.close();
  await rm(directory, { recursive: true });
});

const shown = async (name: string) => (await page.getByRole('figure', { name }).textContent()) ?? '';
const testPanel = () => page.getByRole('region', { name: 'Test' });

test('from the first link to a new view', async () => {
  const link = /http:\S+first-run\?token=\S+/.exec(portal.output())?.[0] ?? '';
  await page.goto(link);
  await page.getByLabel('Your name').fill(ADMIN.name);
  await page.getByLabel('E-mail address').fill(ADMIN.email);
  await page.getByLabel('Password').fill(ADMIN.password);
  await page.getByRole('button', { name: 'Create the admin and sign in' }).click();
  await page.getByRole('button', { name: 'Create a view' }).first().click();
  await page.getByLabel('Name', { exact: true }).fill('Acme');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /create/i })
    .click();
  await expect(page).toHaveURL(/\/view\/acme\/buckets/);
});

test('Setup of an empty view leads to the guide', async () => {
  await page.getByRole('link', { name: 'Setup', exact: true }).first().click();
  await expect(page.getByText('No log source yet')).toBeVisible();
  await page.getByRole('link', { name: 'Set up trails first' }).click();
  await expect(
    page.getByText('Fill in the audit account, the bucket, the region and the member accounts'),
  ).toBeVisible();
});

test('what the guide says is done in AWS: the bucket’s policy, the key’s policy', async () => {
  await page.getByLabel('Audit account', { exact: true }).fill('999988887777');
  await page.getByLabel('Name of the bucket').fill(BUCKET);
  await page.getByLabel('Region').fill('eu-central-1');
  await page.getByLabel('Member accounts').fill(DEMO_ACCOUNTS.map(({ id }) => id).join('\n'));
  await page.getByLabel('KMS key').click();
  await page.getByRole('option', { name: 'A key that is there' }).click();
  await page.getByLabel('ARN of the key').fill(KMS_KEY);
  await expect(page.getByText(`In each of the ${DEMO_ACCOUNTS.length + 1} accounts`)).toBeVisible();
  const client = createS3Client(
    { credentials: { kind: 'access-key', ...KEY }, endpoint: s3.endpoint },
    'eu-central-1',
  );
  await client.send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy: await shown('the bucket policy') }));
  client.destroy();
  kms.put({ arn: KMS_KEY, policy: await shown('the key policy') });
  // The trails deliver.
  // The guide is about a trail in each account: their keys have no organisation in them.
  for (const { key, body } of generateObjects({ seed: 17, events: EVENTS, days: 7, end: new Date() }))
    s3.store.put(BUCKET, key.replace(/\/o-[a-z0-9]+\//, '/'), body);
});

test('the guide leads on to Configure, with the bucket typed in', async () => {
  await page.getByRole('link', { name: 'Open Configure' }).click();
  await expect(page.getByLabel('Name of the S3 bucket')).toHaveValue(BUCKET);
  await expect(page.getByLabel('Region', { exact: true })).toHaveValue('eu-central-1');
  await page.getByText('Access key of an IAM user').click();
  await page.getByLabel('Access key ID').fill(KEY.accessKeyId);
  await page.getByLabel('Endpoint').fill(s3.endpoint);
});

test('first fault: the secret is another one', async () => {
  await page.getByLabel('Secret key').fill('mistyped');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(testPanel()).toContainText('SignatureDoesNotMatch', { timeout: 30_000 });
  await page.getByLabel('Secret key').fill(KEY.secretAccessKey);
});

test('second fault: listing is not allowed', async () => {
  s3.ruleBucket(BUCKET, { denied: ['ListObjectsV2', 'HeadBucket'] });
  await testPanel().getByRole('button', { name: 'Test again' }).click();
  await expect(testPanel().getByRole('figure', { name: 'Statement that allows listing' })).toBeVisible({
    timeout: 30_000,
  });
});

test('third fault: the key may not be used', async () => {
  s3.ruleBucket(BUCKET, { kmsDenied: true, kmsKeyArn: KMS_KEY });
  await testPanel().getByRole('button', { name: 'Test again' }).click();
  await expect(testPanel().getByRole('figure', { name: 'Statement that allows decrypting' })).toBeVisible({
    timeout: 30_000,
  });
});

test('all mended, it is saved and collects by itself', async () => {
  s3.ruleBucket(BUCKET, {});
  await testPanel().getByRole('button', { name: 'Test again' }).click();
  await expect(testPanel()).toContainText(/All passed|Works, /, { timeout: 30_000 });
  await page.getByRole('button', { name: 'Update' }).click();
  await expect(page.getByText('Saved. Collection has started.')).toBeVisible();
  await expect(page.getByText('Online').first()).toBeVisible({ timeout: 60_000 });
});

test('the check finds both policies right, and names the account that is cut out of one', async () => {
  await page.goto(
    `/view/acme/setup?${new URLSearchParams({ tab: 'check', audit: '999988887777', region: 'eu-central-1', key: KMS_KEY, accounts: DEMO_ACCOUNTS.map(({ id }) => id).join(',') })}`,
  );
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(
    page.getByText(`Both policies are right for all ${DEMO_ACCOUNTS.length + 1} accounts.`),
  ).toBeVisible({
    timeout: 30_000,
  });
  const lost = DEMO_ACCOUNTS[2]?.id ?? '';
  s3.store.policies.put(BUCKET, s3.store.policies.get(BUCKET).replaceAll(lost, '888877776666'));
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(
    page.getByRole('table', { name: 'Accounts' }).getByRole('row', { name: new RegExp(lost) }),
  ).toContainText('Missing', { timeout: 30_000 });
});

test('Summary has all of it that is a management event; the other kinds make up the rest of what was delivered', async () => {
  const totals: Record<string, number> = {};
  for (const category of ['management', 'data', 'insight', 'network-activity', 'aggregated']) {
    const answer = await page.request.get(
      `/api/v1/events/groups?scope=view:acme&groupBy=event&category=${category}`,
    );
    totals[category] = ((await answer.json()) as { total: { events: number } }).total.events;
  }
  expect(Object.values(totals).reduce((sum, total) => sum + total, 0)).toBe(EVENTS);
  await page.goto('/view/acme/summary');
  const figures = page.getByRole('region', { name: 'Figures' });
  await expect(figures.locator('dl').filter({ hasText: 'Total events, unique' })).toContainText(
    (totals.management ?? 0).toLocaleString('en-GB'),
  );
});
