import { type BrowserContext, expect, test } from '@playwright/test';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  failOnConsoleErrors,
  forgetConsoleErrors,
  openPage,
  PHONE,
  waitForSample,
} from '#tests/setup/pages.ts';
import { samplePeople } from '#tests/setup/portals.ts';
import { contextOf } from '#tests/setup/sign-in.ts';

const ALERTS = '/view/acme-production/alerts';
const PRODUCTION = '048213975106';

let admin: BrowserContext;
let owner: BrowserContext;
test.beforeAll(async ({ browser }) => {
  const people = await samplePeople();
  [admin, owner] = await Promise.all([contextOf(browser, people.admin), contextOf(browser, people.ownerA)]);
  await waitForSample(admin.request);
});
test.afterAll(() => Promise.all([admin.close(), owner.close()]));
failOnConsoleErrors();

test('the intrusion stands among the findings, with its events and what to do', async () => {
  const page = await openPage(admin, ALERTS);
  const list = page.getByRole('region', { name: 'Findings' });
  // The worker makes findings right after the events.
  await expect(async () => {
    await page.reload();
    await expect(list.getByRole('link', { name: /CloudTrail changed/ }).first()).toBeVisible({
      timeout: 2_000,
    });
  }).toPass({ timeout: 30_000 });
  await list
    .getByRole('link', { name: /CloudTrail changed/ })
    .first()
    .click();
  await expect(page).toHaveURL(/[?&]finding=\d+/);
  const finding = page.getByRole('region', { name: 'Finding', exact: true });
  await expect(finding.getByRole('heading', { name: 'CloudTrail changed' })).toBeVisible();
  await expect(finding.getByText('support-sync').first()).toBeVisible();
  await expect(finding.getByText('What to do')).toBeVisible();
  await expect(finding.getByRole('link', { name: 'StopLogging' }).first()).toBeVisible();
  await expectAccessible(page);
  await finding.getByRole('link', { name: 'Open in Events' }).click();
  await expect(page).toHaveURL(/events\?.*user=support-sync/);
  await expect(page.getByRole('heading', { name: /events? in the period$/ })).toContainText(/^3 /);
  await page.close();
});

test('a finding is acknowledged, given to somebody, commented and closed, and its history says so', async () => {
  const page = await openPage(admin, `${ALERTS}?order=newest`);
  const finding = page.getByRole('region', { name: 'Finding', exact: true });
  await page
    .getByRole('region', { name: 'Findings' })
    .getByRole('listitem')
    .first()
    .getByRole('link')
    .click();
  await expect(page).toHaveURL(/finding=\d+/);
  const address = page.url();
  await finding.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(finding.getByText('Lena Wirth acknowledged it')).toBeVisible();
  await finding.getByRole('button', { name: 'Assignee: nobody' }).click();
  await page.getByRole('menuitem', { name: 'Noor Haddad' }).click();
  await expect(finding.getByText('gave it to Noor Haddad')).toBeVisible();
  await finding.getByRole('textbox', { name: 'Comment' }).fill('A planned change.');
  await finding.getByRole('button', { name: 'Comment' }).click();
  await expect(finding.getByText('A planned change.')).toBeVisible();
  await finding.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(finding.getByRole('button', { name: 'Reopen' })).toBeVisible();
  await page.goto(address);
  await expect(finding.getByText('Lena Wirth closed it')).toBeVisible();
  await page.close();
});

test('a button whose action gets no answer says so, and does it when asked again', async () => {
  const page = await openPage(admin, `${ALERTS}?order=newest`);
  const finding = page.getByRole('region', { name: 'Finding', exact: true });
  const acknowledge = finding.getByRole('button', { name: 'Acknowledge' });
  await page.route('**/alerts?*', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  );
  await acknowledge.click();
  await expect(finding.getByRole('alert')).toHaveText(/^No answer came from Trailkeep/);
  forgetConsoleErrors();
  await page.unroute('**/alerts?*');
  await acknowledge.click();
  await expect(finding.getByText('Lena Wirth acknowledged it')).toBeVisible();
  await expect(finding.getByRole('alert')).toHaveCount(0);
  await page.close();
});

test('filters narrow the list, and are its address', async () => {
  const page = await openPage(admin, ALERTS);
  await page.getByRole('combobox', { name: 'Severity' }).click();
  await page.getByRole('option', { name: 'High' }).click();
  await expect(page).toHaveURL(/severity=high/);
  const badges = page.getByRole('region', { name: 'Findings' }).getByRole('listitem');
  await expect(badges.first()).toContainText('High');
  await expect(badges.filter({ hasNotText: /^High/ })).toHaveCount(0);
  await page.close();
});

test('several rules are found among all of them by their names, and the list is of what these found', async () => {
  const page = await openPage(admin, `${ALERTS}?show=all`);
  const list = page.getByRole('region', { name: 'Findings' });
  await page.getByRole('button', { name: 'Rule: any' }).click();
  const rules = page.getByRole('dialog', { name: 'Rule', exact: true });
  for (const [typed, name] of [
    ['iam pol', 'IAM policy changed'],
    ['cloudtrail', 'CloudTrail changed'],
  ] as const) {
    await rules.getByPlaceholder('Find a rule').fill(typed);
    await rules.getByRole('option', { name, exact: true }).click();
  }
  await expect(page).toHaveURL(/rule=\d+(%2C|,)\d+/);
  await rules.getByRole('button', { name: 'Done' }).click();
  await expect(
    page.getByRole('button', { name: 'Rule: IAM policy changed, CloudTrail changed' }),
  ).toBeVisible();
  await expect(list.getByRole('link', { name: /CloudTrail changed/ }).first()).toBeVisible();
  await expect(list.getByRole('link', { name: /Root|Security group/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Remove IAM policy changed' }).click();
  await expect(page).toHaveURL(/rule=\d+$/);
  await page.close();
});

test('an account’s owner sees what was found in their account alone, and may acknowledge it', async () => {
  const page = await openPage(owner, `/account/${PRODUCTION}/alerts`);
  const finding = page.getByRole('region', { name: 'Finding', exact: true });
  await expect(finding.getByText(`in ${PRODUCTION}`)).toBeVisible();
  await expect(finding.getByRole('button', { name: 'Acknowledge' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Findings' })).not.toContainText('Data platform');
  expect((await owner.request.get(ALERTS)).status()).toBe(404);
  await page.close();
});

test('a rule is switched off and on again, alone and with all that are shown', async () => {
  const page = await openPage(admin, `${ALERTS}/rules?q=cis-4.1`);
  const rule = page.getByRole('combobox', { name: 'Network ACL changed' });
  await expect(rule).toHaveText('Live');
  await rule.click();
  await page.getByRole('option', { name: 'Off' }).click();
  await expect(rule).toHaveText('Off');
  await page.reload();
  await expect(rule).toHaveText('Off');
  await page.getByRole('button', { name: /^Switch \d+ rules$/ }).click();
  await page.getByRole('menuitem', { name: /^Silent/ }).click();
  await expect(rule).toHaveText('Silent');
  await page.getByRole('button', { name: /^Switch \d+ rules$/ }).click();
  await page.getByRole('menuitem', { name: /^Live/ }).click();
  await expect(rule).toHaveText('Live');
  await expectAccessible(page);
  await page.close();
});

test('on a phone the list leads to the finding and back', async () => {
  const page = await openPage(admin, ALERTS, PHONE);
  const list = page.getByRole('region', { name: 'Findings' });
  await list.getByRole('listitem').first().getByRole('link').click();
  await expect(page).toHaveURL(/finding=\d+/);
  await expect(list).toBeHidden();
  await expectNoSidewaysScroll(page);
  await page.getByRole('link', { name: 'All findings' }).click();
  await expect(list).toBeVisible();
  await expectNoSidewaysScroll(page);
  await page.close();
});
