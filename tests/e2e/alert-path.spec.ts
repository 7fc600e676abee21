import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { trailkeep } from '#tests/setup/commands.ts';
import { putLogObject, trailCall } from '#tests/setup/log-objects.ts';
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

/** A view, an account and an owner of their own: after a failure this file starts again on the same portal. */
const ACCOUNT = `72${String(process.pid).padStart(10, '0')}`;
const OTHER = `73${String(process.pid).padStart(10, '0')}`;
const VIEW = `Alert path ${process.pid}`;
const RULE = 'CloudTrail changed';

let relay: MailRelay;
let directory: string;
let view: string;
let source: string;
let admin: BrowserContext;
let owner: BrowserContext;
let other: BrowserContext;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  relay = await startMailRelay();
  directory = await mkdtemp(join(tmpdir(), 'trailkeep-alert-path-'));
  const [ofAccount, ofOther] = [newOwner('Pia Path'), newOwner('Otto Other')];
  view = String(trailkeep('view', 'create', '--name', VIEW).slug);
  trailkeep('account', 'add', '--id', ACCOUNT, '--name', 'Path', '--view', view, '--owner', ofAccount.email);
  trailkeep('account', 'add', '--id', OTHER, '--name', 'Beside', '--view', view, '--owner', ofOther.email);
  await putLogObject(directory, ACCOUNT, 'a', [call('ListTrails', 'alice')]);
  source = String(trailkeep('source', 'add', '--view', view, '--directory', directory, '--days', '30').id);
  admin = await contextOf(browser, (await samplePeople()).admin);
  owner = await contextOf(browser, ofAccount);
  other = await contextOf(browser, ofOther);
});
test.afterAll(async () => {
  trailkeep('source', 'remove', source);
  await Promise.all([admin.close(), owner.close(), other.close()]);
  await relay.stop();
  await rm(directory, { recursive: true });
});
failOnConsoleErrors();

function newOwner(name: string): { email: string; password: string } {
  const email = `${name.split(' ')[0]?.toLowerCase()}-${process.pid}@acme.example`;
  const created = trailkeep('user', 'create', '--email', email, '--name', name);
  return { email, password: String(created.generatedPassword) };
}

const call = (eventName: string, userName: string) => trailCall(ACCOUNT, eventName, userName);

/** Puts an object into the source, has it collected, and waits until so many events of the account are there. */
async function collect(letter: string, records: readonly object[], events: number): Promise<void> {
  await putLogObject(directory, ACCOUNT, letter, records);
  const page = await openPage(admin, `/view/${view}/buckets`);
  await page.getByRole('button', { name: /^More: / }).click();
  await page.getByRole('menuitem', { name: 'Collect now' }).click();
  const count = async () => {
    const answer = await admin.request.get(`/api/v1/summary?scope=account:${ACCOUNT}&limit=1`);
    return ((await answer.json()) as { events: number }).events;
  };
  await expect.poll(count, { timeout: 60_000 }).toBe(events);
  await page.close();
}

const alerts = (account = ACCOUNT) => `/account/${account}/alerts`;
const tab = (page: Page, name: RegExp) =>
  page.getByRole('navigation', { name: 'Alerts' }).getByRole('link', { name });
const finding = (page: Page) => page.getByRole('region', { name: 'Finding', exact: true });

/** Waits until the list of findings says so many. The worker makes findings right after the events. */
async function expectFindings(page: Page, users: readonly string[]): Promise<void> {
  const list = page.getByRole('region', { name: 'Findings' });
  await expect(async () => {
    await page.reload();
    await expect(list.getByRole('listitem')).toHaveCount(users.length, { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  for (const user of users) await expect(list.getByRole('listitem').filter({ hasText: user })).toHaveCount(1);
}

test('an admin switches a built-in rule on and has an e-mail address told of what it finds', async () => {
  const page = await openPage(admin, `/view/${view}/alerts/channels`);
  await page.getByRole('button', { name: 'Add channel' }).first().click();
  const form = page.getByRole('dialog', { name: 'Add channel' });
  await form.getByLabel('Name').fill('Watch');
  await form.getByLabel('Recipients').fill('watch@acme.example');
  await form.getByLabel('Sender').fill('trailkeep@acme.example');
  await form.getByLabel('SMTP server').fill('127.0.0.1');
  await form.getByLabel('Port').fill(String(relay.port));
  await form.getByRole('combobox', { name: 'Encryption' }).click();
  await page.getByRole('option', { name: 'None' }).click();
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
  await page.goto(`/view/${view}/alerts/rules?q=cis-4.5`);
  const rule = page.getByRole('combobox', { name: RULE });
  await rule.click();
  await page.getByRole('option', { name: 'Live' }).click();
  await expect(rule).toHaveText('Live');
  await page.getByRole('button', { name: 'Tell…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: 'Watch' }).check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await page.close();
});

test('what is collected then makes a finding, and an e-mail says so', async () => {
  test.setTimeout(150_000);
  await collect('b', [call('StopLogging', 'alice')], 2);
  const page = await openPage(admin, `/view/${view}/alerts`);
  await expectFindings(page, ['alice']);
  await expect.poll(() => relay.mails.length, { timeout: 60_000 }).toBe(1);
  expect(relay.mails[0]?.text).toContain(RULE);
  expect(relay.mails[0]?.text).toContain('alice');
  await page.close();
});

test('the account’s owner acknowledges it and asks that such events be excluded; nobody else’s owner sees it', async () => {
  const page = await openPage(owner, alerts());
  await finding(page).getByRole('button', { name: 'Acknowledge' }).click();
  await expect(finding(page).getByText('Pia Path acknowledged it')).toBeVisible();
  for (const more of [/^Close$/, /^Reopen$/, /^Assignee/])
    await expect(finding(page).getByRole('button', { name: more })).toHaveCount(0);
  await expectRefusedToClose();
  await finding(page).getByRole('button', { name: 'Ask for exclusion' }).click();
  const form = page.getByRole('dialog', { name: 'Ask for an exclusion' });
  await expect(form.getByRole('checkbox', { name: 'User is alice' })).toBeChecked();
  await expect(form.getByRole('checkbox', { name: 'Event is StopLogging' })).toBeChecked();
  await expect(form.getByRole('status')).toContainText('1 of this finding’s 1 event');
  await expectAccessible(page, { within: '[role=dialog]' });
  await form.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(form.getByText('Say why, for whoever reads the rule later.')).toBeVisible();
  await form.getByLabel('Reason').fill('Alice moves the trail this week.');
  await form.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(form).toBeHidden();
  await expect(finding(page).getByText('Asked for', { exact: true })).toBeVisible();
  await tab(page, /^Exclusions/).click();
  const requests = page.getByRole('table', { name: 'Requests' });
  await expect(requests.getByRole('row', { name: /Alice moves the trail/ })).toContainText('Asked for');
  await expect(page.getByRole('button', { name: /^Grant/ })).toHaveCount(0);
  await page.goto(`/account/${ACCOUNT}/alerts/rules`);
  await expect(page.getByRole('combobox', { name: RULE })).toHaveText('Off');
  await page.close();
  const beside = await openPage(other, `${alerts(OTHER)}/exclusions`);
  await expect(beside.getByText('Nothing is excluded')).toBeVisible();
  await expect(beside.getByText('Alice moves the trail')).toHaveCount(0);
  await beside.goto(alerts(OTHER));
  await expect(beside.getByText('alice')).toHaveCount(0);
  expect((await other.request.get(alerts())).status()).toBe(404);
  expect((await other.request.get(`/view/${view}/alerts`)).status()).toBe(404);
  await beside.close();
});

test('the admin grants it for that account', async () => {
  const page = await openPage(admin, `/view/${view}/alerts`);
  await expect(tab(page, /^Exclusions/)).toHaveText(/1$/);
  await tab(page, /^Exclusions/).click();
  await page.getByRole('button', { name: 'Grant what Pia Path asks for' }).click();
  const form = page.getByRole('dialog', { name: 'Grant the exclusion' });
  await expect(form.getByRole('status')).toContainText('1 of the rule’s 1 match');
  await form.getByLabel('Note').fill('Until the move is over.');
  await expectAccessible(page, { within: '[role=dialog]' });
  await form.getByRole('button', { name: 'Grant', exact: true }).click();
  await expect(form).toBeHidden();
  const row = page
    .getByRole('table', { name: 'Exclusions' })
    .getByRole('row', { name: /Alice moves the trail/ });
  await expect(row).toContainText('Active');
  await expect(row).toContainText('hid nothing yet');
  await expect(tab(page, /^Exclusions/)).toHaveText('Exclusions');
  await expectAccessible(page);
  await page.close();
});

test('such events are quiet from then on and counted, and others are found', async () => {
  test.setTimeout(150_000);
  await collect('c', [call('StopLogging', 'alice'), call('StopLogging', 'mallory')], 4);
  const page = await openPage(admin, `/view/${view}/alerts`);
  await expectFindings(page, ['alice', 'mallory']);
  await expect.poll(() => relay.mails.length, { timeout: 60_000 }).toBe(2);
  expect(relay.mails[1]?.text).toContain('mallory');
  await page.getByRole('region', { name: 'Findings' }).getByRole('link', { name: /alice/ }).click();
  await expect(finding(page)).toContainText('1 event by alice');
  await tab(page, /^Exclusions/).click();
  const row = page
    .getByRole('table', { name: 'Exclusions' })
    .getByRole('row', { name: /Alice moves the trail/ });
  await expect(row).toContainText('hid 1 event');
  await page.close();
});

test('the owner reads the answer and takes it back, on a phone', async () => {
  const page = await openPage(owner, `${alerts()}/exclusions`, PHONE);
  const item = page
    .getByRole('list', { name: 'Exclusions' })
    .getByRole('listitem')
    .filter({ hasText: 'Alice moves' });
  await expect(item).toContainText('Until the move is over.');
  await expect(item).toContainText('granted by Lena Wirth');
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await item.getByRole('button', { name: /^End/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).click();
  await expect(page.getByText('Alice moves')).toHaveCount(0);
  await page.getByRole('radio', { name: 'Past' }).click();
  await expect(item).toContainText('Ended');
  await page.close();
});

test('an exclusion of the rule’s own is switched off and on, and a request is refused with a reason that its owner reads', async () => {
  const page = await openPage(admin, `/view/${view}/alerts/exclusions`);
  const own = page
    .getByRole('table', { name: 'Came with the rules' })
    .getByRole('row', { name: /An AWS service acted/ });
  await own.getByRole('switch').click();
  await expect(own.getByText('Off', { exact: true }).first()).toBeVisible();
  await page.reload();
  await own.getByRole('switch', { checked: false }).click();
  await expect(own.getByText('Active', { exact: true })).toBeVisible();
  const asked = await owner.request.post(`/api/v1/alerts/exclusions?scope=account:${ACCOUNT}`, {
    data: {
      ruleId: await ruleId(),
      condition: { field: '@user', op: 'equals', values: ['mallory'] },
      reason: 'She is one of us.',
    },
  });
  expect(await asked.json()).toMatchObject({ state: 'asked', account: { id: ACCOUNT } });
  await page.reload();
  await page.getByRole('button', { name: 'Refuse what Pia Path asks for' }).click();
  const form = page.getByRole('dialog', { name: 'Refuse the exclusion' });
  await form.getByLabel('Reason').fill('She is not.');
  await form.getByRole('button', { name: 'Refuse', exact: true }).click();
  await expect(form).toBeHidden();
  await page.close();
  const ofOwner = await openPage(owner, `${alerts()}/exclusions`);
  const row = ofOwner.getByRole('table', { name: 'Requests' }).getByRole('row', { name: /She is one of us/ });
  await expect(row).toContainText('Refused');
  await expect(row).toContainText('She is not.');
  await ofOwner.close();
});

/** The owner asks the API to close what the view's rule found. */
async function expectRefusedToClose(): Promise<void> {
  const scope = `scope=account:${ACCOUNT}`;
  const { findings } = await (await owner.request.get(`/api/v1/alerts/findings?${scope}`)).json();
  const address = `/api/v1/alerts/findings/${findings[0].id}?${scope}`;
  const refused = await owner.request.patch(address, { data: { state: 'closed' } });
  expect(refused.status()).toBe(403);
  expect(await refused.text()).toContain(`A rule of the view ${VIEW} found this`);
  expect(await (await owner.request.get(address)).json()).toMatchObject({ state: 'acknowledged' });
}

/** The rule's number, as it is in the view. */
async function ruleId(): Promise<number> {
  const answer = await admin.request.get(`/api/v1/alerts/rules/builtin:cis-4.5?scope=view:${view}`);
  return ((await answer.json()) as { ruleId: number }).ruleId;
}
