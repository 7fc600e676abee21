import { type BrowserContext, expect, type Locator, type Page, test } from '@playwright/test';
import { expectAccessible, openPage, waitForSample } from '#tests/setup/pages.ts';
import { samplePeople } from '#tests/setup/portals.ts';
import { contextOf } from '#tests/setup/sign-in.ts';

const SEARCHES = '/view/acme-production/searches';

let admin: BrowserContext;
test.beforeAll(async ({ browser }) => {
  admin = await contextOf(browser, (await samplePeople()).admin);
  await waitForSample(admin.request);
});
test.afterAll(() => admin.close());

const open = (address = SEARCHES) => openPage(admin, address);
const panel = (page: Page, title: string) => page.getByRole('region', { name: title });
/** Opens a list of values; a click that comes before the page is alive is made again. */
async function openList(page: Page, list: Locator): Promise<void> {
  await expect(async () => {
    await list.click();
    await expect(page.getByRole('option').first()).toBeVisible({ timeout: 3_000 });
  }).toPass();
}
const total = (page: Page) => page.getByRole('heading', { name: /events? (in the period|so far)$/ });

test('who started an EC2 instance: the given one, grouped by user', async () => {
  const page = await open();
  const form = panel(page, 'Who started an EC2 instance');
  await openList(page, form.getByRole('button', { name: 'Instance ID: any' }));
  const offered = page.getByRole('option', { name: /^i-/ }).first();
  const instance = ((await offered.textContent()) ?? '').match(/^i-[0-9a-f]+?(?=\d*$)/)?.[0] ?? '';
  await offered.click();
  await page.getByRole('button', { name: 'Done' }).click();
  await form.getByRole('link', { name: 'Search Who started an EC2 instance' }).click();
  await expect(page).toHaveURL(/events\?service=ec2&event=RunInstances&event=StartInstances&resource=i-/);
  expect(page.url()).toContain(instance.slice(0, 10));
  await expect(total(page)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Show events of / })).not.toHaveCount(0);
  await page.close();
});

test('unauthorised access attempts lead to the errors of the intrusion, grouped by user', async () => {
  const page = await open();
  await page.getByRole('link', { name: 'Search Unauthorised access attempts' }).click();
  await expect(page).toHaveURL(/events\?outcome=unauthorised$/);
  await expect(page.getByRole('button', { name: 'Show events of ci-artifacts' })).toBeVisible();
  await page.close();
});

test('activity of IAM users: found with the binoculars, or pasted, over another period', async () => {
  const page = await open();
  const form = panel(page, 'All activity of IAM users');
  await openList(page, form.getByRole('button', { name: 'Find IAM users' }));
  const dialog = page.getByRole('dialog', { name: 'Find IAM users' });
  await dialog.getByPlaceholder('Find an IAM user').fill('back');
  await dialog.getByRole('option', { name: /^backup-runner/ }).click();
  await dialog.getByRole('radio', { name: 'Paste a list' }).click();
  await dialog.getByRole('textbox').fill('ci-artifacts, backup-runner\nci-artifacts');
  await expect(dialog.getByText('2 in the list, 1 of them new')).toBeVisible();
  await dialog.getByRole('button', { name: 'Take the list' }).click();
  await form.getByRole('button', { name: 'Last two weeks' }).click();
  await page.getByRole('button', { name: 'Last 30 days' }).click();
  await expect(page).toHaveURL(/users=backup-runner&users=ci-artifacts&users.period=30d/);
  await page.reload();
  await panel(page, 'All activity of IAM users')
    .getByRole('link', { name: /^Search/ })
    .click();
  await expect(page).toHaveURL(
    /events\?preset=30d&user=backup-runner&user=ci-artifacts&identityType=IAMUser$/,
  );
  await expect(page.getByRole('button', { name: /^Show events of / })).toHaveCount(2);
  await page.close();
});

test('a pasted list is taken as far as one search has room, and that is asked and loaded again whole', async () => {
  const page = await open();
  const form = panel(page, 'All activity of IAM users');
  await openList(page, form.getByRole('button', { name: 'Find IAM users' }));
  const dialog = page.getByRole('dialog', { name: 'Find IAM users' });
  await dialog.getByRole('radio', { name: 'Paste a list' }).click();
  const names = Array.from({ length: 500 }, (_, n) => `service-account-of-a-long-name-${n}`);
  const list = ['ci-artifacts', ...names];
  await dialog.getByRole('textbox').fill(list.join('\n'));
  const take = dialog.getByRole('button', { name: 'Take the list' });
  await expect(take).toBeDisabled();
  const said = dialog.getByText(/^501 values, of which one search takes the first \d+\. Search in parts/);
  const most = Number(/first (\d+)/.exec((await said.textContent()) ?? '')?.[1]);
  expect(most).toBeGreaterThan(300);
  await dialog.getByRole('textbox').fill(list.slice(0, most).join('\n'));
  await take.click();
  await page.reload();
  await panel(page, 'All activity of IAM users')
    .getByRole('link', { name: /^Search/ })
    .click();
  await expect(page).toHaveURL(/events\?user=ci-artifacts&/);
  expect(new URL(page.url()).searchParams.getAll('user')).toHaveLength(most);
  const group = page.getByRole('button', { name: 'Show events of ci-artifacts' });
  await expect(group).toBeVisible();
  await page.reload();
  await expect(group).toBeVisible();
  await page.close();
});

test('activity of IP addresses is grouped by IP', async () => {
  const page = await open();
  const form = panel(page, 'All activity of IP addresses');
  await openList(page, form.getByRole('button', { name: 'IP addresses: any' }));
  await page.getByRole('option').first().click();
  await page.getByRole('button', { name: 'Done' }).click();
  await form.getByRole('link', { name: /^Search/ }).click();
  await expect(page).toHaveURL(/groupBy=ip/);
  await expect(page.getByRole('button', { name: /^Show events of / })).toHaveCount(1);
  await page.close();
});

test('a search that needs a value cannot be started without one', async () => {
  const page = await open();
  const line = page.getByRole('listitem').filter({ hasText: 'One access key' });
  await expect(line.getByRole('button', { name: 'Search' })).toBeDisabled();
  await openList(page, line.getByRole('button', { name: 'Access key: any' }));
  await page.getByRole('option').first().click();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(line.getByRole('link', { name: /^Search/ })).toHaveAttribute(
    'href',
    /groupBy=service&accessKey=/,
  );
  await page.close();
});

test('new regions and countries lead to the events that were counted', async () => {
  const page = await open(`${SEARCHES}?more.period=7d`);
  await page.getByRole('link', { name: 'Search new regions and countries' }).click();
  await expect(page).toHaveURL(/searches\/new-places\?preset=7d$/);
  await expect(page.getByRole('region', { name: 'Countries used from for the first time' })).toBeVisible();
  // Where the intruder of the sample organisation starts instances.
  const regions = page.getByRole('table', { name: 'Regions used for the first time' });
  const row = regions.getByRole('row').filter({ hasText: 'us-west-2' });
  const counted = await row.getByRole('cell').nth(2).textContent();
  await row.getByRole('link').click();
  await expect(total(page)).toHaveText(new RegExp(`^${counted} events? in the period$`));
  await page.close();
});

test('the dialog to find values has no accessibility fault', async () => {
  const page = await open();
  await openList(page, page.getByRole('button', { name: 'Find IAM users' }));
  await expectAccessible(page);
  await page.close();
});
