import { type BrowserContext, expect, type Locator, test } from '@playwright/test';
import { openPage, PHONE } from '#tests/setup/pages.ts';
import { samplePeople } from '#tests/setup/portals.ts';
import { contextOf } from '#tests/setup/sign-in.ts';

let admin: BrowserContext;

test.beforeAll(async ({ browser }) => {
  admin = await contextOf(browser, (await samplePeople()).admin);
});
test.afterAll(() => admin.close());

test('views and accounts are found by a part of their name or number, and the address keeps it', async () => {
  const page = await admin.newPage();
  await page.goto('/');
  const accounts = page.getByRole('table', { name: 'Accounts', exact: true });
  await expect(accounts.getByRole('row', { name: /Production/ })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Find a view or account' }).fill('0482-1397');
  await expect(page).toHaveURL('/?q=0482-1397');
  await expect(accounts.getByRole('row')).toHaveCount(2);
  await expect(page.getByText('None has “0482-1397” in its name or number.')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('searchbox', { name: 'Find a view or account' })).toHaveValue('0482-1397');
  await expect(accounts.getByRole('row')).toHaveCount(2);
  // By its own link Home is whole again, and the box says so.
  await page.getByRole('navigation').getByRole('link', { name: 'Home' }).first().click();
  await expect(page).toHaveURL('/');
  await expect(page.getByRole('searchbox', { name: 'Find a view or account' })).toHaveValue('');
  await expect(accounts.getByRole('row', { name: /Production/ })).toBeVisible();
  await page.close();
});

test('the tables are ordered by name, events or last event', async () => {
  const page = await admin.newPage();
  await page.goto('/');
  const accounts = page.getByRole('table', { name: 'Accounts', exact: true });
  await expect(accounts.getByRole('columnheader', { name: 'Events, 14 days' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await accounts.getByRole('link', { name: 'Account', exact: true }).click();
  await expect(page).toHaveURL('/?sort=name');
  await expect(accounts.getByRole('columnheader', { name: 'Account' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await expectByName(accounts);
  await page.close();
});

test('on a phone, where rows are cards without heads, they are ordered by a menu', async () => {
  const page = await openPage(admin, '/', PHONE);
  const accounts = page.getByRole('table', { name: 'Accounts', exact: true });
  await page.getByRole('combobox', { name: 'By' }).click();
  await page.getByRole('option', { name: 'Name' }).click();
  await expect(page).toHaveURL('/?sort=name');
  await expectByName(accounts);
  await page.close();
});

async function expectByName(accounts: Locator): Promise<void> {
  const names = await accounts.locator('tbody td:first-child').getByRole('link').allTextContents();
  const small = names.map((name) => name.toLowerCase());
  expect(small.length).toBeGreaterThan(3);
  expect(small).toEqual([...small].sort());
}
