import { type BrowserContext, expect, test } from '@playwright/test';
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
  const names = await accounts.locator('tbody td:first-child').getByRole('link').allTextContents();
  const sorted = names.map((name) => name.toLowerCase());
  expect(sorted.length).toBeGreaterThan(3);
  expect(sorted).toEqual([...sorted].sort());
  await page.close();
});
