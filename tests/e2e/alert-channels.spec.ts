import { type BrowserContext, expect, test } from '@playwright/test';
import { type MailRelay, startMailRelay } from '#tests/setup/mail-relay.ts';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  failOnConsoleErrors,
  openPage,
  PHONE,
} from '#tests/setup/pages.ts';
import { samplePeople } from '#tests/setup/portals.ts';
import { contextOf } from '#tests/setup/sign-in.ts';

const ALERTS = '/account/048213975106/alerts';
const CHANNELS = `${ALERTS}/channels`;
const PASSWORD = 'the-password-of-the-relay';

let relay: MailRelay;
let owner: BrowserContext;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  relay = await startMailRelay({ user: 'trailkeep', password: PASSWORD });
  owner = await contextOf(browser, (await samplePeople()).ownerA);
});
test.afterAll(async () => {
  await owner.close();
  await relay.stop();
});
failOnConsoleErrors();

test('an owner adds an e-mail channel, and its test arrives', async () => {
  const page = await openPage(owner, ALERTS);
  await page.getByRole('navigation', { name: 'Alerts' }).getByRole('link', { name: 'Channels' }).click();
  await expect(page.getByText('No channel yet')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add channel' }).click();
  const form = page.getByRole('dialog', { name: 'Add channel' });
  await form.getByLabel('Name').fill('Night watch');
  await form.getByLabel('Recipients').fill('watch@acme.example, not an address');
  await form.getByLabel('Sender').fill('trailkeep@acme.example');
  await form.getByLabel('SMTP server').fill('127.0.0.1');
  await form.getByLabel('Port').fill(String(relay.port));
  await form.getByLabel('User').fill('trailkeep');
  await form.getByLabel('Password').fill(PASSWORD);
  await form.getByRole('combobox', { name: 'Encryption' }).click();
  await page.getByRole('option', { name: 'None' }).click();
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByText('This is no e-mail address.')).toBeVisible();
  await expectAccessible(page, { within: '[role=dialog]' });
  await form.getByLabel('Recipients').fill('watch@acme.example, lead@acme.example');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
  const row = page.getByRole('table', { name: 'Channels' }).getByRole('row', { name: /Night watch/ });
  await expect(row).toContainText('watch@acme.example, lead@acme.example');
  await row.getByRole('button', { name: 'Send test to Night watch' }).click();
  await expect(row.getByText('taken', { exact: true })).toBeVisible({ timeout: 30_000 });
  expect(relay.mails).toHaveLength(1);
  expect(relay.mails[0]?.text).toContain('Test of this channel');
  await expectAccessible(page);
  await page.close();
});

test('a changed channel keeps its password for the same server, and asks for it again for another', async () => {
  const page = await openPage(owner, CHANNELS);
  await page.getByRole('button', { name: 'Edit Night watch' }).click();
  const form = page.getByRole('dialog', { name: 'Change Night watch' });
  await expect(form.getByLabel('SMTP server')).toHaveValue('127.0.0.1');
  await expect(form.getByLabel('Password')).toHaveValue('');
  await form.getByLabel('SMTP server').fill('smtp.other.example');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByText('Enter it again: it was typed for another place.')).toBeVisible();
  await form.getByLabel('SMTP server').fill('127.0.0.1');
  await form.getByLabel('Name').fill('Day watch');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row', { name: /Day watch/ })).toBeVisible();
  await page.close();
});

test('all rules shown are told to use a channel at once, and say so', async () => {
  const page = await openPage(owner, `${ALERTS}/rules?q=cis-4.3`);
  await page.getByRole('button', { name: 'Tell…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: 'Day watch' }).check();
  await expectAccessible(page, { within: '[role=dialog]' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Tells Day watch.').first()).toBeVisible();
  await page.close();
});

test('a channel’s messages are listed with what became of each, for who manages the account alone', async ({
  browser,
}) => {
  const page = await openPage(owner, CHANNELS);
  const channels = page.getByRole('table', { name: 'Channels' });
  await channels.getByRole('link', { name: 'Day watch' }).click();
  await expect(page.getByRole('heading', { name: 'Day watch' })).toBeVisible();
  const message = page.getByRole('table', { name: 'Messages' }).getByRole('row', { name: /Test of/ });
  await expect(message.getByText('taken', { exact: true })).toBeVisible();
  await expect(message.getByRole('button')).toHaveCount(0);
  await expectAccessible(page);
  await page.setViewportSize(PHONE);
  await expect(page.getByRole('list', { name: 'Messages' })).toContainText('taken');
  await expectNoSidewaysScroll(page);
  const manager = await contextOf(browser, (await samplePeople()).manager);
  expect((await manager.request.get(page.url())).status()).toBe(404);
  await manager.close();
  await page.close();
});

test('a message that was given up is sent again from the list', async () => {
  const before = relay.mails.length;
  const page = await openPage(owner, CHANNELS);
  // What is refused for good is not tried again by itself.
  relay.refuse(550);
  await page.getByRole('button', { name: 'Send test to Day watch' }).click();
  await page.getByRole('table', { name: 'Channels' }).getByRole('link', { name: 'Day watch' }).click();
  const again = page.getByRole('table', { name: 'Messages' }).getByRole('button', { name: /^Send again/ });
  await expect(again).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('table', { name: 'Messages' })).toContainText('given up');
  relay.refuse(null);
  await again.click();
  await expect(again).toBeHidden();
  await expect.poll(() => relay.mails.length, { timeout: 30_000 }).toBe(before + 1);
  await page.close();
});

test('a webhook’s signing secret is removed in its form, and its address stays', async () => {
  const page = await openPage(owner, CHANNELS);
  await page.getByRole('button', { name: 'Add channel' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'Webhook' }).click();
  await form.getByLabel('Name').fill('Hook');
  await form.getByLabel('Address').fill('https://hooks.acme.example/services/T1');
  await form.getByLabel('Signing secret').fill('of-the-hook');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
  const edit = page.getByRole('button', { name: 'Edit Hook' });
  await edit.click();
  await form.getByRole('checkbox', { name: 'Remove the stored secret' }).check();
  await expectAccessible(page, { within: '[role=dialog]' });
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
  await edit.click();
  await expect(form.getByLabel('Signing secret')).not.toHaveAttribute('placeholder', /Stored/);
  await expect(form.getByRole('checkbox')).toHaveCount(0);
  await expect(form.getByLabel('Address')).toHaveAttribute('placeholder', /^On hooks\.acme\.example/);
  await form.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Remove Hook' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByRole('row', { name: /Hook/ })).toHaveCount(0);
  await page.close();
});

test('the page fits a phone, and a channel is removed after a question', async () => {
  const page = await openPage(owner, CHANNELS, PHONE);
  await expect(page.getByText('Day watch', { exact: true }).last()).toBeVisible();
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Remove Day watch' }).click();
  const question = page.getByRole('dialog', { name: 'Remove Day watch?' });
  await question.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByText('No channel yet')).toBeVisible();
  await page.close();
});
