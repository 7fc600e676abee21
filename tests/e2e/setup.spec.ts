import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  expectSettled,
  failOnConsoleErrors,
  openPage,
  PHONE,
  type Size,
} from '#tests/setup/pages.ts';
import { samplePeople } from '#tests/setup/portals.ts';
import { contextOf } from '#tests/setup/sign-in.ts';

const SETUP = '/view/acme-production/setup';
const ACCOUNT = '048213975106';
const TYPED = new URLSearchParams({
  tab: 'guide',
  audit: '999988887777',
  bucket: 'acme-logs',
  region: 'eu-central-1',
  trail: 'acme-trail',
  accounts: '111122223333,044455556666',
});

let admin: BrowserContext;

test.beforeAll(async ({ browser }) => {
  admin = await contextOf(browser, (await samplePeople()).admin);
});
test.afterAll(() => admin.close());

failOnConsoleErrors();

const open = (address: string, size?: Size) => openPage(admin, address, size);

const policy = (page: Page, name: string) => page.getByRole('figure', { name });

test('the navigation leads to Setup, which says where the data of the view comes from', async () => {
  const page = await open('/view/acme-production/events');
  await page.getByRole('link', { name: 'Setup' }).click();
  await expect(page).toHaveURL(SETUP);
  await expect(page.getByRole('heading', { name: 'Setup', level: 1 })).toBeVisible();
  const sources = page.getByRole('region', { name: 'Where the data comes from' });
  await expect(sources).toContainText('acme-audit-cloudtrail');
  await expect(sources).toContainText('The last 14 days are collected.');
  await page.close();
});

test('the policies follow what is typed, and the address holds it for a colleague', async () => {
  const page = await open(`${SETUP}?tab=guide`);
  await page.getByLabel('Audit account', { exact: true }).fill('9999-8888-7777');
  await page.getByLabel('Name of the bucket').fill('acme-logs');
  await page.getByLabel('Region').fill('eu-central-1');
  await page.getByLabel('Member accounts').fill('prod 1111-2222-3333 ada@acme.example\nstage 044455556666');
  const bucket = policy(page, 'the bucket policy');
  await expect(bucket).toContainText('arn:aws:s3:::acme-logs/AWSLogs/111122223333/*');
  await expect(bucket).toContainText('arn:aws:cloudtrail:eu-central-1:044455556666:trail/trailkeep');
  await expect(page.getByText('In the audit account 999988887777')).toBeVisible();
  await expect(page.getByText('In each of the 3 accounts')).toBeVisible();
  await expect(page).toHaveURL(/accounts=111122223333%2C044455556666/);
  expect(page.url()).not.toContain('ada');
  const link = page.url();
  await page.close();
  const colleague = await open(link);
  await expect(policy(colleague, 'the bucket policy')).toContainText('AWSLogs/044455556666/*');
  await colleague.close();
});

test('a key brings its policy and its steps; CloudFormation and Terraform say the same', async () => {
  const page = await open(`${SETUP}?${TYPED}`);
  await expect(policy(page, 'the key policy')).toBeHidden();
  await page.getByLabel('KMS key').click();
  await page.getByRole('option', { name: 'A new key' }).click();
  await expect(policy(page, 'the key policy')).toContainText('kms:GenerateDataKey*');
  await expect(page.getByText('aws kms create-key')).toBeVisible();
  await page.getByRole('radio', { name: 'CloudFormation' }).click();
  await expect(policy(page, 'the audit template')).toContainText('Type: AWS::KMS::Key');
  await expect(policy(page, 'the trail template')).toContainText('S3BucketName: acme-logs');
  await expect(page.getByText('--stack-name trailkeep-audit-acme-logs')).toBeVisible();
  await page.getByRole('radio', { name: 'Terraform' }).click();
  await expect(policy(page, 'the trail in Terraform')).toContainText(
    'resource "aws_cloudtrail" "trail_acme_logs"',
  );
  await expect(page).toHaveURL(/format=terraform/);
  await page.close();
});

test('a fault is said at its box', async () => {
  const page = await open(`${SETUP}?${TYPED}`);
  await page.getByLabel('Audit account', { exact: true }).fill('12345');
  await page.getByLabel('Member accounts').fill('111122223333, 44445555666');
  await expect(page.getByText('An account number has 12 digits.')).toBeVisible();
  await expect(page.getByText('Not 12 digits: 44445555666.')).toBeVisible();
  await page.close();
});

test('a thousand accounts fit, with what that costs; the list stays in this browser', async () => {
  const page = await open(`${SETUP}?${TYPED}`);
  const accounts = Array.from({ length: 1000 }, (_, n) => String(100_000_000_000 + n)).join('\n');
  await page.getByLabel('Member accounts').fill(accounts);
  await expect(page.getByText('1,000 found.')).toBeVisible();
  await expect(page.getByText('the list is kept in this browser alone')).toBeVisible();
  await expect(
    page.getByText('The accounts are listed by number in aws:SourceAccount').first(),
  ).toBeVisible();
  await page.reload();
  await expect(page.getByText('1,000 found.')).toBeVisible();
  await page.close();
});

test('the check reads the real policy and says account by account what is missing, with the statement that mends it', async () => {
  const page = await open(`${SETUP}?${TYPED}&tab=check`);
  await page.getByRole('radio', { name: 'Check policies' }).click();
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  const table = page.getByRole('table', { name: 'Accounts' });
  await expect(table.getByRole('row', { name: /044455556666/ })).toContainText('Missing', {
    timeout: 30_000,
  });
  await expect(page.getByRole('heading', { name: /^To mend/ })).toBeVisible();
  await expect(policy(page, 'the mended statement').first()).toContainText('cloudtrail.amazonaws.com');
  await expect(page.getByText('The verdict on acme-audit-cloudtrail:')).toBeVisible();
  await expectAccessible(page);
  // A verdict stands beside what it was given on, and beside nothing else.
  await page.getByLabel('Trail name').fill('another-trail');
  await expect(table).toBeHidden();
  await expect(page.getByText(/^The verdict on/)).toBeHidden();
  await page.getByLabel('Trail name').fill('acme-trail');
  await expect(table).toBeVisible();
  await page.close();
});

test('a source is collected further back, as a job with progress that ends by itself', async () => {
  test.setTimeout(180_000);
  const page = await open(SETUP);
  const days = page.getByLabel('Days to collect back: acme-audit-cloudtrail');
  await days.fill('10');
  await page.getByRole('button', { name: 'Collect further back' }).click();
  await expect(page.getByText('The last 14 days are collected anyway: enter more.')).toBeVisible();
  await days.fill('45');
  await page.getByRole('button', { name: 'Collect further back' }).click();
  await expect(
    page.getByRole('progressbar', { name: 'Collecting further back: acme-audit-cloudtrail' }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText(/^Paused at/)).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByText(/^Collected back to /)).toBeVisible({ timeout: 150_000 });
  await page.close();
});

test('an account’s Setup says where its logs land, and offers the bucket of its own trail', async () => {
  const page = await open(`/account/${ACCOUNT}/setup`);
  const arrivals = page.getByRole('region', { name: 'Where this account’s logs land' });
  await expect(arrivals).toContainText('s3://acme-audit-cloudtrail/');
  await expect(arrivals).toContainText('through the bucket of Acme production');
  await expect(page.getByRole('region', { name: 'Credentials for the list of trails' })).toBeVisible();
  await arrivals.getByRole('link', { name: 'Collect it' }).first().click();
  await expect(page.getByLabel('Name of the S3 bucket')).not.toHaveValue('');
  await page.close();
});

for (const [name, address] of [
  ['the guide', `${SETUP}?${TYPED}`],
  ['the setup of an account', `/account/${ACCOUNT}/setup`],
] as const)
  test(`${name} has no accessibility fault, and fits a phone`, async () => {
    const page = await open(address);
    await expectSettled(page);
    await expectAccessible(page);
    await page.setViewportSize(PHONE);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await page.close();
  });
