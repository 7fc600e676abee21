import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import { cloudTrailService, type LocalTrail } from '#lib/demo/aws/cloudtrail.ts';
import { type LocalS3, startLocalS3 } from '#lib/demo/aws/local-s3.ts';
import { expectAccessible, expectNoSidewaysScroll, PHONE, waitForSample } from '#tests/setup/pages.ts';
import { onDatabase } from '#tests/setup/portal-database.ts';
import { SAMPLE_PORTAL, samplePeople } from '#tests/setup/portals.ts';
import { contextOf } from '#tests/setup/sign-in.ts';

/** The account of the sample organisation that has no credentials. */
const SHARED = '560317294485';
const KEY = { accessKeyId: 'AKIATRAILSTEST234567', secretAccessKey: 'the-right-secret-of-the-trails-test' };
const TRAIL: LocalTrail = {
  name: 'shared-services-own',
  accountId: SHARED,
  homeRegion: 'eu-central-1',
  bucket: 'shared-services-logs',
  multiRegion: true,
  status: (nowMs) => ({
    IsLogging: true,
    StartLoggingTime: new Date(0),
    LatestDeliveryTime: new Date(nowMs),
  }),
};

let aws: LocalS3;
let directory: string;
let context: BrowserContext;
let page: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  directory = await mkdtemp(join(tmpdir(), 'trailkeep-trails-'));
  const arn = `arn:aws:iam::${SHARED}:user/auditor`;
  aws = await startLocalS3({
    directory,
    credentials: [{ ...KEY, arn }],
    services: [cloudTrailService([TRAIL])],
  });
  context = await contextOf(browser as Browser, (await samplePeople()).admin);
  page = await context.newPage();
  await waitForSample(context.request);
});
test.afterAll(async () => {
  await context.close();
  await aws.close();
  await rm(directory, { recursive: true });
});

const table = () => page.getByRole('table', { name: 'Trails' });
const row = (name: string) => table().getByRole('row', { name: new RegExp(name) });
const account = (name: string) =>
  page.getByRole('table', { name: 'Accounts' }).getByRole('row', { name: new RegExp(name) });
const sheet = (name: string) => page.getByRole('dialog', { name });

test('the view lists the trails of its accounts with every column, those with faults first', async () => {
  await page.goto('/view/acme-production/trails');
  await expect(row('acme-organisation')).toContainText('Security audit');
  for (const head of [
    'Account',
    'Home region',
    'S3 bucket name',
    'S3 key prefix',
    'Logging',
    'Global events',
    'Multi-region',
    'Organisation',
    'Validation',
    'KMS key',
    'Logging started',
    'Logging ended',
    'Last delivery',
    'Last notification',
    'SNS topic name',
    'Last delivery error',
  ])
    await expect(table().getByRole('columnheader', { name: head, exact: true })).toBeAttached();
  await expect(row('acme-production-data-events')).toContainText('Off');
  await expect(row('data-platform-trail')).toContainText('AccessDenied');
  await expect(row('staging-default')).toContainText('us-east-1');
  await expect(table().getByRole('button')).toHaveText([
    'acme-production-data-events',
    'data-platform-trail',
    'acme-organisation',
    'staging-default',
  ]);
});

test('a trail opens beside the list with what is wrong and what to do, at an address of its own', async () => {
  await page.getByRole('button', { name: 'acme-production-data-events' }).click();
  const open = sheet('Trail acme-production-data-events');
  await expect(open.getByText('Logging is off: nothing is recorded.')).toBeVisible();
  await expect(open.getByText('Its bucket acme-production-data-events is no log source here')).toBeVisible();
  await expect(open.getByText('AWS::S3::Object')).toBeVisible();
  await expect(page).toHaveURL(/trail=arn/);
  await page.reload();
  await expect(open).toBeVisible();
  await open.getByRole('link', { name: 'Who changed trails of this account' }).click();
  await expect(page.getByRole('main')).toContainText('support-sync');
  await page.goBack();
  await page.keyboard.press('Escape');
  await expect(open).toBeHidden();
});

test('trails are found by any of their words, and where none is like that all can be shown again', async () => {
  await page.getByLabel('Find a trail').fill('staging-trail');
  await expect(table().getByRole('button')).toHaveText(['staging-default']);
  await expect(page).toHaveURL(/q=staging/);
  await page.getByLabel('Find a trail').fill('nothing of the kind');
  await page.getByRole('button', { name: 'Show all trails' }).click();
  await expect(table().getByRole('button')).toHaveCount(4);
});

test('an account without credentials shows what its logs show, marked as inferred', async () => {
  await page.goto(`/account/${SHARED}/trails`);
  await expect(row('Organisation o-acme4k7q2x')).toContainText('inferred');
  await expect(row('Organisation o-acme4k7q2x')).toContainText('acme-audit-cloudtrail');
  await expect(account('Shared services')).toContainText('inferred from its logs');
});

test('credentials are tried in words before they are saved, and AWS is asked at once', async () => {
  await page.getByRole('link', { name: 'Set credentials: Shared services' }).click();
  const form = sheet('Credentials of Shared services');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByText('Enter the access key.')).toBeVisible();
  await form.getByLabel('Access key ID').fill(KEY.accessKeyId);
  await form.getByLabel('Secret key').fill('a wrong one');
  await form.getByLabel('Endpoint').fill(aws.endpoint);
  await form.getByRole('button', { name: 'Test' }).click();
  await expect(form.getByRole('alert')).toContainText('the secret key does not belong to the access key');
  await form.getByLabel('Secret key').fill(KEY.secretAccessKey);
  await form.getByRole('button', { name: 'Test' }).click();
  await expect(form.getByRole('alert')).toContainText('AWS answers, and shows shared-services-own');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
  await expect(row('shared-services-own')).toContainText('On');
  await expect(account('Shared services')).toContainText('Answered');
});

test('a refused key is said at the account and on its trails, which stay as they were last known', async () => {
  // Two presses of Refresh within ten seconds are one, and saving was the first.
  await onDatabase(
    SAMPLE_PORTAL,
    "update account_credential set asked_at = asked_at - interval '10 seconds', requested_at = requested_at - interval '10 seconds'",
  );
  aws.faults.plan({
    operation: 'DescribeTrails',
    kind: 'error',
    status: 400,
    code: 'AccessDeniedException',
    times: 20,
    message: 'User is not authorized to perform: cloudtrail:DescribeTrails',
  });
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(account('Shared services')).toContainText('Refused');
  await expect(page.getByText('may not call cloudtrail:DescribeTrails').first()).toBeVisible();
  await page.getByRole('button', { name: 'shared-services-own' }).click();
  await expect(sheet('Trail shared-services-own')).toContainText('AWS does not answer any more');
  await page.keyboard.press('Escape');
  aws.faults.clear();
});

test('without its credentials the account is inferred again', async () => {
  await page.getByRole('link', { name: 'Change: Shared services' }).click();
  const form = sheet('Credentials of Shared services');
  await form.getByRole('button', { name: 'Remove', exact: true }).click();
  await form.getByRole('button', { name: 'Remove credentials' }).click();
  await expect(form).toBeHidden();
  await expect(table().getByRole('button')).toHaveText(['Organisation o-acme4k7q2x']);
});

test('an owner sets the credentials of the own account, a view’s manager of none', async ({ browser }) => {
  const { ownerA, manager } = await samplePeople();
  const own = await contextOf(browser as Browser, ownerA);
  const ownPage = await own.newPage();
  await ownPage.goto('/account/048213975106/trails');
  await expect(ownPage.getByRole('link', { name: 'Change: Production' })).toBeVisible();
  await own.close();
  const managers = await contextOf(browser as Browser, manager);
  const managersPage = await managers.newPage();
  await managersPage.goto('/view/acme-production/trails?credentials=048213975106');
  await expect(managersPage.getByRole('button', { name: 'Refresh' })).toBeVisible();
  await expect(managersPage.getByRole('link', { name: /^(Change|Set credentials):/ })).toHaveCount(0);
  await expect(managersPage.getByRole('dialog')).toHaveCount(0);
  await managers.close();
});

test('credentials and an open trail have no accessibility fault', async () => {
  await page.goto('/view/acme-production/trails?credentials=048213975106');
  await expect(sheet('Credentials of Production')).toBeVisible();
  await expectAccessible(page);
  await page.goto('/view/acme-production/trails?q=staging');
  await page.getByRole('button', { name: 'staging-default' }).click();
  await expect(sheet('Trail staging-default')).toBeVisible();
  await expectAccessible(page);
});

test('on a phone trails are cards that open over the whole screen, and nothing stands wider than it', async () => {
  await page.setViewportSize(PHONE);
  await page.goto('/view/acme-production/trails');
  await page
    .getByRole('listitem')
    .getByRole('button', { name: /staging-default/ })
    .click();
  await expect(sheet('Trail staging-default').getByText('Log file validation is off')).toBeVisible();
  await expectNoSidewaysScroll(page);
});
