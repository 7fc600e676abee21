import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import { trailkeep } from '#tests/setup/commands.ts';
import { expectAccessible } from '#tests/setup/pages.ts';
import { samplePeople } from '#tests/setup/portals.ts';
import { contextOf, signIn } from '#tests/setup/sign-in.ts';

// A name of their own: after a failure this file starts again on the same portal.
const MARK = process.pid;
const IDA = { name: `Ida Berg ${MARK}`, email: `ida-${MARK}@acme.example`, password: 'a long road to Oslo' };
const ACCOUNT = `00${String(MARK).padStart(10, '0')}`;
const VIEW = 'acme-production';

let admin: BrowserContext;
let page: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  admin = await contextOf(browser as Browser, (await samplePeople()).admin);
  page = await admin.newPage();
});
test.afterAll(() => admin.close());

async function choose(button: RegExp, text: string, found = text): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await page.getByPlaceholder(/^Find /).fill(text);
  await page.getByRole('option').filter({ hasText: found }).click();
  await page.getByRole('button', { name: 'Done' }).click();
}

async function openPerson(): Promise<void> {
  await page.goto(`/admin/users?q=${encodeURIComponent(IDA.email)}`);
  await page.getByRole('link', { name: IDA.name }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: IDA.name })).toBeVisible();
}

test('a person who is invited sets a password, sees what is granted, and nothing once disabled', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  await page.goto('/');
  await page.getByRole('link', { name: 'Administration' }).click();
  await page.getByRole('button', { name: 'Invite a user' }).click();
  await page.getByLabel('Name', { exact: true }).fill(IDA.name);
  await page.getByLabel('E-mail address').fill(IDA.email);
  await page.getByRole('button', { name: 'Make the link' }).click();
  const link = new URL((await page.locator('code').textContent()) ?? '');
  await page.getByRole('button', { name: 'Done' }).click();

  const theirs = await browser.newContext();
  const idas = await theirs.newPage();
  await idas.goto(`${link.pathname}${link.search}`);
  await idas.getByLabel('Password').fill('short');
  await idas.getByRole('button', { name: /Set the password/ }).click();
  await expect(idas.getByText('A password has at least 12 characters.')).toBeVisible();
  await idas.getByLabel('Password').fill(IDA.password);
  await idas.getByRole('button', { name: /Set the password/ }).click();
  await expect(idas.getByRole('heading', { name: 'Home' })).toBeVisible();
  await idas.goto(`${link.pathname}${link.search}`);
  await expect(idas.getByText('This link does not work any more')).toBeVisible();
  expect((await idas.goto(`/view/${VIEW}/summary`))?.status()).toBe(404);

  await openPerson();
  await choose(/^Views and accounts/, VIEW, 'Acme production');
  await page.getByRole('button', { name: 'Give access' }).click();
  await expect(page.getByRole('table', { name: 'Access' })).toContainText('Acme production');
  expect((await idas.goto(`/view/${VIEW}/summary`))?.status()).toBe(200);

  await page.getByRole('button', { name: 'Disable' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
  await expect(page.getByRole('button', { name: 'Enable' })).toBeVisible();
  await idas.goto(`/view/${VIEW}/summary`);
  await expect(idas).toHaveURL(/sign-in/);
  await page.getByRole('button', { name: 'Enable' }).click();
  await expect(page.getByRole('button', { name: 'Disable' })).toBeVisible();
  await theirs.close();
});

test("access is given and revoked from a view's side too", async () => {
  await page.goto(`/admin/views/${VIEW}`);
  const row = page.getByRole('row').filter({ hasText: IDA.email });
  await expect(row).toBeVisible();
  await row.getByRole('button', { name: /^Revoke/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(row).toHaveCount(0);
  await choose(/^People/, IDA.email);
  await page.getByRole('radio', { name: 'Manager' }).click();
  await page.getByRole('button', { name: 'Give access' }).click();
  await expect(row).toContainText('Manager');
});

test('a pasted list of accounts is checked line by line before anything is added', async () => {
  await page.goto('/admin/accounts');
  await page.getByRole('button', { name: 'Paste a list' }).click();
  const box = page.getByRole('textbox', { name: 'Accounts', exact: true });
  await box.fill(`${ACCOUNT},Till ${MARK},${IDA.email}\n48213975106,Lost zeros`);
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByText('Is it 048213975106?')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Apply/ })).toHaveCount(0);
  await box.fill(`${ACCOUNT},Till ${MARK},${IDA.email}`);
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByText(`added as Till ${MARK}, owned by ${IDA.email}`)).toBeVisible();
  await page.getByRole('button', { name: 'Apply 1 line' }).click();
  await expect(page.getByText('1 added, 1 given to owners.')).toBeVisible();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByLabel('Search accounts').fill(ACCOUNT);
  await expect(page.getByRole('row').filter({ hasText: ACCOUNT })).toContainText(IDA.name);
});

test('a view is renamed, gets a member, and is deleted after its name was typed', async () => {
  const slug = String(trailkeep('view', 'create', '--name', `Short lived ${MARK}`).slug);
  await page.goto(`/admin/views/${slug}`);
  await page.getByLabel('Name', { exact: true }).fill(`Renamed ${MARK}`);
  await page.getByRole('button', { name: 'Save the name' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Renamed ${MARK}` })).toBeVisible();
  await choose(/^Accounts/, ACCOUNT);
  await page.getByRole('button', { name: 'Put into the view' }).click();
  await expect(page.getByRole('table', { name: 'Members' })).toContainText(ACCOUNT);
  await page.getByRole('button', { name: 'Delete the view' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Events stay.');
  await dialog.getByRole('button', { name: 'Delete the view' }).click();
  await expect(dialog).toContainText(`Type ${slug} to delete this view.`);
  await dialog.getByLabel(/^Type /).fill(slug);
  await dialog.getByRole('button', { name: 'Delete the view' }).click();
  await expect(page).toHaveURL(/\/admin\/views$/);
  expect((await page.goto(`/admin/views/${slug}`))?.status()).toBe(404);
});

test('everybody makes and revokes their own tokens, which are shown once', async ({ browser }) => {
  const theirs = await browser.newContext();
  const idas = await theirs.newPage();
  await signIn(idas, IDA, '/profile');
  await idas.getByRole('button', { name: 'Create a token' }).click();
  await idas.getByLabel('Name', { exact: true }).fill('nightly');
  await idas.getByRole('button', { name: 'Create', exact: true }).click();
  const token = (await idas.locator('code', { hasText: 'tk_' }).textContent()) ?? '';
  await idas.getByRole('button', { name: 'Done' }).click();
  const anonymous = await browser.newContext();
  const ask = () =>
    anonymous.request.get('/api/v1/scopes', { headers: { authorization: `Bearer ${token}` } });
  expect((await ask()).status()).toBe(200);
  await idas.reload();
  await expect(idas.getByText(token)).toHaveCount(0);
  await idas.getByRole('button', { name: 'Revoke the token nightly' }).click();
  await idas.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(idas.getByText('No token yet.', { exact: false })).toBeVisible();
  expect((await ask()).status()).toBe(401);
  expect((await idas.goto('/admin/users'))?.status()).toBe(404);
  await theirs.close();
  await anonymous.close();
});

test('the box for a list of accounts has no accessibility fault', async () => {
  await page.goto('/admin/accounts');
  await page.getByRole('button', { name: 'Paste a list' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page);
});
