import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { type LocalS3, startLocalS3 } from '#lib/demo/aws/local-s3.ts';
import { DEMO_ACCOUNTS } from '#lib/demo/organisation/accounts.ts';
import { generateObjects } from '#lib/demo/organisation/generate-objects.ts';
import { runTrailkeep } from '#tests/setup/commands.ts';
import { type StartedPortal, startPortal } from '#tests/setup/portals.ts';

const BUCKET = 'acme-audit-cloudtrail';
const KEY = {
  accessKeyId: 'AKIAMAINPATHTEST2345',
  secretAccessKey: 'the-right-secret-of-the-main-path-test',
};
const ADMIN = { email: 'ada@acme.example', name: 'Ada Admin', password: 'correct horse battery staple' };
const [A, B] = DEMO_ACCOUNTS.map(({ id }) => id) as [string, string];

let portal: StartedPortal;
let s3: LocalS3;
let directory: string;
let page: Page;

test.describe.configure({ mode: 'serial' });
// Here with what slides and fades, which the other tests do without.
test.use({ baseURL: 'http://127.0.0.1:3311', contextOptions: { reducedMotion: 'no-preference' } });

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  directory = await mkdtemp(join(tmpdir(), 'trailkeep-main-path-'));
  s3 = await startLocalS3({ directory, credentials: [KEY], region: 'eu-central-1' });
  s3.store.createBucket(BUCKET);
  for (const { key, body } of generateObjects({ seed: 3, events: 5_000, days: 7, end: new Date() }))
    s3.store.put(BUCKET, key, body);
  portal = await startPortal(3311);
  page = await (browser as Browser).newPage({ baseURL: portal.url });
});
test.afterAll(async () => {
  await page.close();
  await portal.stop();
  await s3.close();
  await rm(directory, { recursive: true });
});

test('the first start prints a one-time link, and the link makes the first admin', async () => {
  const link = /http:\S+first-run\?token=\S+/.exec(portal.output())?.[0] ?? '';
  expect(link).not.toBe('');
  await page.goto(link);
  await page.getByLabel('Your name').fill(ADMIN.name);
  await page.getByLabel('E-mail address').fill(ADMIN.email);
  await page.getByLabel('Password').fill(ADMIN.password);
  await page.getByRole('button', { name: 'Create the admin and sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible();
  await page.goto(link);
  await expect(page.getByLabel('Your name')).toBeHidden();
});

test('a view is created from Home, and leads to its bucket form', async () => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Create a view' }).first().click();
  await page.getByLabel('Name', { exact: true }).fill('Acme');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /create/i })
    .click();
  await expect(page).toHaveURL(/\/view\/acme\/buckets/);
});

test('a bucket with a wrong key says so in plain words', async () => {
  await fillForm({ ...KEY, secretAccessKey: 'a-wrong-secret' });
  await expect(
    page.getByText('SignatureDoesNotMatch: the secret key does not belong to the access key').first(),
  ).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByText('Enter the access key and its secret key again.').first()).toBeVisible();
});

test('with the right key it collects by itself and comes online', async () => {
  await page.getByRole('link', { name: 'Enter a new key' }).first().click();
  await page.getByLabel('Secret key').fill(KEY.secretAccessKey);
  await page.getByRole('button', { name: 'Update' }).click();
  await expect(page.getByText('Online').first()).toBeVisible({ timeout: 60_000 });
  expect(await page.content()).not.toContain(KEY.secretAccessKey);
});

test('the Events report shows the events; a filter, an open group and an event lead to the raw record', async () => {
  await page.goto('/view/acme/events');
  const total = page.getByRole('heading', { name: /events in the period$/ });
  await expect(total).toBeVisible();
  await page.getByRole('button', { name: 'Region: any' }).click();
  await page.getByRole('option', { name: /^eu-central-1/ }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await expect(page).toHaveURL(/region=eu-central-1/);
  await page.goto(`/view/acme/events?region=eu-central-1&account=${A}`);
  await page
    .getByRole('button', { name: /^Show events of / })
    .first()
    .click();
  await page
    .getByRole('table', { name: /^Events of / })
    .getByRole('link')
    .first()
    .click();
  const sheet = page.getByRole('dialog', { name: /^Event/ });
  await expect(sheet.getByText('Raw record')).toBeVisible();
  await expect(sheet.getByText('"eventVersion"')).toBeVisible();
  await expect(sheet.getByText(`"${A}"`).first()).toBeVisible();
});

test('the link of that event, opened by the owner of another account, is not found', async ({ browser }) => {
  const link = new URL(page.url());
  const [accountId, eventId] = (link.searchParams.get('sheet') ?? '').split(':');
  expect(accountId).toBe(A);
  const environment = { TRAILKEEP_DATA_DIR: portal.dataDirectory };
  for (const [id, owner] of [
    [A, 'anna'],
    [B, 'bert'],
  ] as const) {
    runTrailkeep(
      ['user', 'create', '--email', `${owner}@acme.example`, '--name', owner],
      ADMIN.password,
      environment,
    );
    runTrailkeep(
      [
        'account',
        'add',
        '--id',
        id,
        '--name',
        `Account of ${owner}`,
        '--view',
        'acme',
        '--owner',
        `${owner}@acme.example`,
      ],
      '',
      environment,
    );
  }
  for (const [owner, status] of [
    ['anna', 200],
    ['bert', 404],
  ] as const) {
    const other = await (browser as Browser).newPage({ baseURL: portal.url });
    await other.goto('/sign-in');
    await other.getByLabel('E-mail address').fill(`${owner}@acme.example`);
    await other.getByLabel('Password').fill(ADMIN.password);
    await other.getByRole('button', { name: 'Sign in' }).click();
    await expect(other.getByRole('heading', { name: 'Home' })).toBeVisible();
    const viewLink = await other.goto(link.toString());
    expect(viewLink?.status(), 'the view is nobody but its own').toBe(404);
    const answer = await other.goto(`/account/${A}/events/${accountId}/${eventId}`);
    expect(answer?.status(), `${owner} opens the event`).toBe(status);
    await other.close();
  }
});

test('adding a discovered account shows its past events at once, to its owner', async ({ browser }) => {
  const owner = await (browser as Browser).newPage({ baseURL: portal.url });
  await owner.goto('/sign-in');
  await owner.getByLabel('E-mail address').fill('anna@acme.example');
  await owner.getByLabel('Password').fill(ADMIN.password);
  await owner.getByRole('button', { name: 'Sign in' }).click();
  await expect(owner.getByRole('heading', { name: 'Home' })).toBeVisible();
  await owner.goto(`/account/${A}/events`);
  await expect(owner.getByRole('heading', { name: /^[1-9][\d,]* events in the period$/ })).toBeVisible();
  await owner.close();
});

async function fillForm(key: typeof KEY): Promise<void> {
  await page.getByLabel('Name of the S3 bucket storing the aggregate CloudTrail data').fill(BUCKET);
  await page.getByText('Access key of an IAM user').click();
  await page.getByLabel('Access key ID').fill(key.accessKeyId);
  await page.getByLabel('Secret key').fill(key.secretAccessKey);
  await page.getByLabel('Endpoint').fill(s3.endpoint);
  await page.getByRole('button', { name: 'Update' }).click();
}
