import { type BrowserContext, expect, test } from '@playwright/test';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  failOnConsoleErrors,
  openPage,
  PHONE,
  waitForSample,
} from '#tests/setup/pages.ts';
import { samplePeople } from '#tests/setup/portals.ts';
import { contextOf } from '#tests/setup/sign-in.ts';

const ALERTS = '/view/acme-production/alerts';

let manager: BrowserContext;

test.beforeAll(async ({ browser }) => {
  const people = await samplePeople();
  const admin = await contextOf(browser, people.admin);
  await waitForSample(admin.request);
  await admin.close();
  manager = await contextOf(browser, people.manager);
});
test.afterAll(() => manager.close());
failOnConsoleErrors();

test('says which techniques are watched, and leads to the rules that watch one', async () => {
  const page = await openPage(manager, ALERTS);
  await page.getByRole('navigation', { name: 'Alerts' }).getByRole('link', { name: 'Coverage' }).click();
  await expect(page.getByRole('region', { name: 'Figures' })).toContainText('ATT&CK techniques watched');
  const technique = page
    .getByRole('list', { name: 'ATT&CK techniques' })
    .getByRole('listitem')
    .filter({ hasText: 'T1562.008' });
  await expect(technique).toContainText('Disable or modify cloud logs');
  await expect(technique).toContainText('Watched');
  await expectAccessible(page);
  await technique.getByRole('link', { name: /rules on$/ }).click();
  await expect(page).toHaveURL(/\/rules\?q=T1562\.008$/);
  await expect(page.getByRole('table').first()).toContainText('T1562.008');
  await page.close();
});

test('lists rules by what came of them: one that fired says when, one whose events never came says that', async () => {
  const page = await openPage(manager, `${ALERTS}/coverage`);
  const shown = page.getByRole('radiogroup', { name: 'Rules shown' });
  const rows = page.getByRole('table', { name: 'Coverage of rules' }).getByRole('row');
  await shown.getByRole('radio', { name: 'Fired' }).click();
  await expect(page).toHaveURL(/\?show=fired$/);
  const changed = rows.filter({ hasText: 'CloudTrail changed' });
  await expect(changed).toContainText('Fired');
  await expect(changed.locator('time')).toBeVisible();
  await expect(rows.filter({ hasText: 'Quiet' })).toHaveCount(0);
  await shown.getByRole('radio', { name: 'Nothing to see' }).click();
  await expect(page).toHaveURL(/\?show=unseen$/);
  await expect(changed).toHaveCount(0);
  await expect(rows.nth(1)).toContainText('none, of');
  await shown.getByRole('radio', { name: 'Imported' }).click();
  await expect(page).toHaveURL(/\?show=imported$/);
  await page.close();
});

test('fits a phone', async () => {
  const page = await openPage(manager, `${ALERTS}/coverage?show=fired`, PHONE);
  const rule = page
    .getByRole('list', { name: 'Coverage of rules' })
    .getByRole('listitem')
    .filter({ hasText: 'CloudTrail changed' });
  await expect(rule).toContainText(/Events: \d/);
  await expect(rule).toContainText(/\d findings?$/);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.close();
});
