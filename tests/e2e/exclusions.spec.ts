import { type BrowserContext, expect, type Page, test } from '@playwright/test';
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

const OF_VIEW = '/view/acme-production/alerts/exclusions';
const OF_A = '/account/048213975106/alerts/exclusions';
const RULE = 'IAM policy changed';

let manager: BrowserContext;
let owner: BrowserContext;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  const people = await samplePeople();
  const admin = await contextOf(browser, people.admin);
  await waitForSample(admin.request);
  await admin.close();
  manager = await contextOf(browser, people.manager);
  owner = await contextOf(browser, people.ownerA);
});
test.afterAll(() => Promise.all([manager.close(), owner.close()]));
failOnConsoleErrors();

/** Finds a rule among all of them, in the open dialog. */
async function chooseRule(page: Page, name: string): Promise<void> {
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Rule: / })
    .click();
  const rules = page.getByRole('dialog', { name: 'Rule', exact: true });
  const options = rules.getByRole('option');
  await expect(options.nth(20)).toBeAttached();
  await rules.getByPlaceholder('Find a rule').fill(name.slice(0, 12).toLowerCase());
  // What was there before the letters moves away under the pointer.
  await expect(options.nth(20)).toHaveCount(0);
  await options.and(page.getByRole('option', { name, exact: true })).click();
  await rules.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('dialog').getByRole('button', { name: `Rule: ${name}` })).toBeVisible();
}

/** Chooses from a menu of the open dialog. */
async function choose(page: Page, menu: string, option: string): Promise<void> {
  await page.getByRole('dialog').getByRole('combobox', { name: menu, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

async function sayWhat(page: Page, value: string): Promise<void> {
  const form = page.getByRole('dialog');
  await form.getByRole('combobox', { name: 'Field 1', exact: true }).fill('@user');
  await form.getByRole('textbox', { name: 'Values 1' }).fill(value);
}

test('a manager leaves something out of a rule without a finding, in one account, seeing first what it would have hidden', async () => {
  const page = await openPage(manager, OF_VIEW);
  await page.getByRole('button', { name: 'New exclusion' }).click();
  const form = page.getByRole('dialog', { name: 'New exclusion' });
  const submit = form.getByRole('button', { name: 'Exclude', exact: true });
  await expect(submit).toBeDisabled();
  await chooseRule(page, RULE);
  await sayWhat(page, 'nobody-at-all');
  await expect(form.getByRole('status')).toContainText(/It would have hidden 0 of the rule’s/);
  await expectAccessible(page, { within: '[role=dialog]' });
  await submit.click();
  await expect(form.getByText('Say why, for whoever reads the rule later.')).toBeVisible();
  await choose(page, 'Where', 'Production');
  await form.getByLabel('Reason').fill('The move of the platform.');
  await form.getByLabel('Last day').fill('2099-01-31');
  await submit.click();
  await expect(form).toBeHidden();
  const row = page.getByRole('table', { name: 'Exclusions' }).getByRole('row', { name: /The move of the/ });
  await expect(row).toContainText('User is nobody-at-all');
  await expect(row).toContainText('to 31 Jan 2099');
  await expectAccessible(page);
  await row.getByRole('button', { name: /^Change end/ }).click();
  await expect(page.getByRole('dialog').getByLabel('Last day')).toHaveValue('2099-01-31');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await row.getByRole('button', { name: /^End the exclusion/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).click();
  await expect(row).toHaveCount(0);
  await page.close();
});

test('what it would have hidden is asked again where no answer came', async () => {
  const page = await openPage(manager, OF_VIEW);
  await page.getByRole('button', { name: 'New exclusion' }).click();
  await chooseRule(page, RULE);
  await page.route('**/alerts/exclusions*', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  );
  await sayWhat(page, 'nobody-at-all');
  const form = page.getByRole('dialog', { name: 'New exclusion' });
  await expect(form.getByRole('alert')).toHaveText(/was not counted: Trailkeep did not answer\./);
  await page.unroute('**/alerts/exclusions*');
  await form.getByRole('button', { name: 'Try again' }).click();
  await expect(form.getByRole('status')).toContainText(/It would have hidden 0 of the rule’s/);
  forgetConsoleErrors();
  await page.close();
});

test('an account’s owner asks for one in the same way, and the last day stays what it was when it is granted', async () => {
  const page = await openPage(owner, OF_A);
  await page.getByRole('button', { name: 'Ask for exclusion' }).click();
  await chooseRule(page, `${RULE} (Acme production)`);
  const form = page.getByRole('dialog', { name: 'Ask for an exclusion' });
  await expect(form).toContainText('Whoever manages Acme production decides.');
  await sayWhat(page, 'nobody-of-ours');
  await form.getByLabel('Reason').fill('A drill of the owners.');
  await form.getByLabel('Last day').fill('2099-01-31');
  await form.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(form).toBeHidden();
  const request = page.getByRole('table', { name: 'Requests' }).getByRole('row', { name: /A drill/ });
  await expect(request).toContainText('Asked for');
  await page.close();

  const answering = await openPage(manager, OF_VIEW);
  await answering
    .getByRole('table', { name: 'Requests' })
    .getByRole('row', { name: /A drill/ })
    .getByRole('button', { name: /^Grant/ })
    .click();
  const answer = answering.getByRole('dialog', { name: 'Grant the exclusion' });
  await expect(answer.getByLabel('Last day')).toHaveValue('2099-01-31');
  await answer.getByRole('button', { name: 'Grant', exact: true }).click();
  const granted = answering.getByRole('table', { name: 'Exclusions' }).getByRole('row', { name: /A drill/ });
  await expect(granted).toContainText('to 31 Jan 2099');
  await answering.close();
});

test('the page fits a phone, where the owner ends what was granted', async () => {
  const page = await openPage(owner, OF_A, PHONE);
  const item = page
    .getByRole('list', { name: 'Exclusions' })
    .getByRole('listitem')
    .filter({ hasText: 'A drill' });
  await expect(item).toContainText('Active');
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Ask for exclusion' }).click();
  await expectAccessible(page, { within: '[role=dialog]' });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await item.getByRole('button', { name: /^End/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).click();
  await expect(item).toHaveCount(0);
  await page.close();
});
