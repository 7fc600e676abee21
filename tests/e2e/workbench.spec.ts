import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { trailkeep } from '#tests/setup/commands.ts';
import { putLogObject, trailCall } from '#tests/setup/log-objects.ts';
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
const ACCOUNT = `74${String(process.pid).padStart(10, '0')}`;
const RULE = 'Trail deleted by hand';

let directory: string;
let view: string;
let source: string;
let ruleHref: string;
let admin: BrowserContext;
let owner: BrowserContext;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  directory = await mkdtemp(join(tmpdir(), 'trailkeep-workbench-'));
  const email = `wanda-${process.pid}@acme.example`;
  const { generatedPassword } = trailkeep('user', 'create', '--email', email, '--name', 'Wanda Wright');
  view = String(trailkeep('view', 'create', '--name', `Workbench ${process.pid}`).slug);
  trailkeep('account', 'add', '--id', ACCOUNT, '--name', 'Bench', '--view', view, '--owner', email);
  await putLogObject(directory, ACCOUNT, 'a', [
    call('DeleteTrail', 'alice'),
    call('ListTrails', 'alice'),
    call('ListTrails', 'bob'),
  ]);
  source = String(trailkeep('source', 'add', '--view', view, '--directory', directory, '--days', '30').id);
  trailkeep('collect', '--source', source);
  admin = await contextOf(browser, (await samplePeople()).admin);
  owner = await contextOf(browser, { email, password: String(generatedPassword) });
});
test.afterAll(async () => {
  trailkeep('source', 'remove', source);
  await Promise.all([admin.close(), owner.close()]);
  await rm(directory, { recursive: true });
});
failOnConsoleErrors();

const call = (eventName: string, userName: string) => trailCall(ACCOUNT, eventName, userName);

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const save = (page: Page, words: string) => page.getByRole('button', { name: words }).first().click();

test('a rule of what the Events report shows is tried, kept with a match as its sample, and saved silent', async () => {
  const page = await openPage(admin, `/view/${view}/events?event=DeleteTrail`);
  await page.getByRole('link', { name: 'Make an alert' }).first().click();
  await expect(page).toHaveURL(/\/alerts\/rules\/new\?.*event=DeleteTrail/);
  await expect(page.getByRole('button', { name: 'Event type: DeleteTrail' })).toBeVisible();

  await save(page, 'Save rule');
  await expect(page.getByText('This is no rule yet')).toBeVisible();
  await expect(page.getByText('Give the rule a name of up to 256 characters.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Name' }).fill(RULE);

  const tried = region(page, 'Try it');
  await tried.getByRole('button', { name: 'Try it' }).click();
  await expect(tried.getByText('1 finding of 1 match')).toBeVisible({ timeout: 30_000 });
  await expect(tried.getByRole('link', { name: 'DeleteTrail' })).toBeVisible();
  await tried.getByRole('button', { name: /^Keep DeleteTrail/ }).click();
  const samples = region(page, 'Samples');
  await expect(samples.getByText('DeleteTrail by alice')).toBeVisible();
  await expect(samples.getByText('fires', { exact: true })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('combobox', { name: 'Severity' }).click();
  await page.getByRole('option', { name: 'High' }).click();
  await expect(tried.getByText('Of an earlier version')).toBeVisible();
  await save(page, 'Save rule');
  await expect(page).toHaveURL(/\/alerts\/rules\/\d+$/);
  await expect(page.getByRole('radio', { name: /^Silent/ })).toBeChecked();
  ruleHref = new URL(page.url()).pathname;
  await page.close();
});

test('it finds what is collected from then on, and tells nobody until it is made live', async () => {
  await putLogObject(directory, ACCOUNT, 'b', [call('DeleteTrail', 'bob')]);
  trailkeep('collect', '--source', source);
  const page = await openPage(admin, `/view/${view}/alerts`);
  const found = region(page, 'Findings').getByRole('link', { name: RULE });
  await expect(async () => {
    await page.reload();
    await expect(found).toHaveCount(1, { timeout: 2_000 });
  }).toPass({ timeout: 45_000 });
  await found.click();
  const finding = region(page, 'Finding');
  await expect(finding.getByText('bob').first()).toBeVisible();
  await expect(finding.getByText('Silent', { exact: true })).toBeVisible();

  await finding.getByRole('link', { name: RULE }).click();
  await expect(page).toHaveURL(new RegExp(`${ruleHref}$`));
  await page.getByRole('radio', { name: /^Live/ }).click();
  await save(page, 'Save changes');
  await expect(page.getByText('Saved. The rule looks at events')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('radio', { name: /^Live/ })).toBeChecked();
  await page.close();
});

test('a field of the record and an exclusion narrow it, and the try says what is hidden', async () => {
  const page = await openPage(admin, ruleHref);
  const looksFor = region(page, 'Looks for');
  await looksFor.getByRole('button', { name: 'Add a field' }).click();
  await looksFor.getByRole('combobox', { name: 'Field 1' }).fill('requestParameters.name');
  await looksFor.getByRole('combobox', { name: 'Comparison 1' }).click();
  await page.getByRole('option', { name: 'ends with', exact: true }).click();
  await looksFor.getByRole('textbox', { name: 'Values 1' }).fill('-trail');
  const leavesOut = region(page, 'Leaves out');
  await leavesOut.getByRole('button', { name: 'Leave something out' }).click();
  await leavesOut.getByRole('textbox', { name: 'Reason' }).fill('Bob may');
  await leavesOut.getByRole('button', { name: 'Add a field' }).click();
  await leavesOut.getByRole('combobox', { name: 'Field 1' }).fill('@user');
  await leavesOut.getByRole('textbox', { name: 'Values 1' }).fill('bob');
  const tried = region(page, 'Try it');
  await tried.getByRole('button', { name: 'Try it' }).click();
  await expect(tried.getByText('1 finding of 1 match')).toBeVisible({ timeout: 30_000 });
  await expect(tried.getByText('hid 1')).toBeVisible();
  await save(page, 'Save changes');
  await expect(page.getByText('Saved. The rule looks at events')).toBeVisible();
  // What was saved before is no change of somebody else's.
  await page.getByRole('textbox', { name: 'Description' }).fill('By hand, not by a pipeline.');
  await save(page, 'Save changes');
  await expect(page.getByRole('button', { name: 'Saving…' })).toHaveCount(0);
  await expect(page.getByText('Saved. The rule looks at events')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('By hand, not by a pipeline.');
  await expect(looksFor.getByRole('combobox', { name: 'Field 1' })).toHaveValue('requestParameters.name');
  await expect(leavesOut.getByRole('textbox', { name: 'Reason' })).toHaveValue('Bob may');
  await page.close();
});

test('as JSON it says where it is wrong, and it is not saved against its samples', async () => {
  const page = await openPage(admin, ruleHref);
  await page.getByRole('radio', { name: 'JSON' }).click();
  const text = page.getByRole('textbox', { name: 'The rule as JSON' });
  const written = await text.inputValue();
  await text.fill(written.replace('"severity": "high"', '"severity": high'));
  const line = written.split('\n').findIndex((words) => words.includes('"severity"')) + 1;
  await expect(page.getByText(`Line ${line}, column 15: expected a value`)).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Form' })).toBeDisabled();
  await text.fill(written.replace('"severity": "high"', '"severity": "grave"'));
  await expect(page.getByText(new RegExp(`^Line ${line}, column 15: severity`))).toBeVisible();
  await expectAccessible(page);

  await text.fill(written.replaceAll('DeleteTrail', 'UpdateTrail'));
  await expect(region(page, 'Samples').getByText('does not fire')).toBeVisible();
  await save(page, 'Save changes');
  await expect(page.getByText('The rule and its samples disagree: sample 1 does not fire.')).toBeVisible();
  page.once('dialog', (dialog) => dialog.accept());
  await page.reload();
  await expect(page.getByRole('button', { name: 'Event type: DeleteTrail' })).toBeVisible();
  await page.close();
});

test('an event leads to a rule of events like it, and Back to the event', async () => {
  const page = await openPage(owner, `/account/${ACCOUNT}/events?event=DeleteTrail`);
  await page.getByRole('button', { name: 'Show events of alice' }).click();
  await page.getByRole('table', { name: 'Events of alice' }).getByRole('link').first().click();
  await page.getByRole('link', { name: 'Alert on events like this' }).click();
  await expect(page).toHaveURL(new RegExp(`/account/${ACCOUNT}/alerts/rules/new\\?like=`));
  await expect(page.getByRole('textbox', { name: 'Name' })).not.toHaveValue('');
  await expect(region(page, 'Samples').getByText('fires', { exact: true })).toBeVisible();
  await save(page, 'Save rule');
  await expect(page).toHaveURL(/\/alerts\/rules\/\d+$/);
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(/sheet=/);
  await page.close();
});

test('a sequence is made of its steps in the form, each with its events, in their order', async () => {
  const page = await openPage(admin, `/view/${view}/alerts/rules/new?event=ListTrails`);
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Looked, then deleted');
  const fires = region(page, 'Fires');
  await fires.getByRole('combobox', { name: 'When' }).click();
  await page.getByRole('option', { name: 'At steps that follow each other' }).click();
  const step = (place: number) => fires.getByRole('group', { name: `Step ${place}`, exact: true });
  await expect(step(1).getByRole('button', { name: 'Event type: ListTrails' })).toBeVisible();
  await expect(
    region(page, 'Looks for').getByRole('button', { name: 'Event type: any', exact: true }),
  ).toBeVisible();
  await save(page, 'Save rule');
  await expect(step(2).getByText('Say which events are this step.')).toBeVisible();

  await step(2).getByRole('textbox', { name: 'Name of step 2' }).fill('Deleted');
  await step(2).getByRole('button', { name: 'Add a field' }).click();
  await step(2).getByRole('combobox', { name: 'Field 1' }).fill('@event');
  await step(2).getByRole('textbox', { name: 'Values 1' }).fill('DeleteTrail');
  await fires.getByRole('checkbox', { name: 'Only in the order of the steps' }).click();
  const tried = region(page, 'Try it');
  await tried.getByRole('button', { name: 'Try it' }).click();
  await expect(tried.getByText('2 findings of 4 matches')).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);

  await step(2).getByRole('button', { name: 'Move step 2 up' }).click();
  await expect(step(1).getByRole('textbox', { name: 'Name of step 1' })).toHaveValue('Deleted');
  await fires.getByRole('button', { name: 'Add a step' }).click();
  await step(3).getByRole('button', { name: 'Remove step 3' }).click();
  await save(page, 'Save rule');
  await expect(page).toHaveURL(/\/alerts\/rules\/\d+$/);
  await expect(step(1).getByRole('button', { name: 'Event type: DeleteTrail' })).toBeVisible();
  await expect(step(2).getByRole('textbox', { name: 'Name of step 2' })).toHaveValue('Step 2');
  await expect(step(2).getByRole('button', { name: 'Event type: ListTrails' })).toBeVisible();
  await expect(step(3)).toHaveCount(0);
  await page.close();
});

test('what is not saved is asked about before it is left by a link, Back, another account or the tab', async () => {
  const page = await openPage(admin, `/view/${view}/alerts/rules`);
  await page.getByRole('link', { name: RULE, exact: true }).first().click();
  await expect(page).toHaveURL(new RegExp(`${ruleHref}$`));
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  const stay = async () => {
    await question.getByRole('button', { name: 'Stay' }).click();
    await expect(question).toHaveCount(0);
    await expect(name).toHaveValue('Another name');
  };
  const name = page.getByRole('textbox', { name: 'Name', exact: true });
  await name.fill('Another name');
  await page.getByRole('link', { name: 'Cancel' }).first().click();
  await expect(question).toBeVisible();
  await expectAccessible(page);
  await stay();
  await page.evaluate(() => window.history.back());
  await stay();
  await page.getByRole('button', { name: /^Workbench/ }).click();
  await page.getByRole('option', { name: new RegExp(ACCOUNT) }).click();
  await stay();
  const unload = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const asked = await unload;
  expect(asked.type()).toBe('beforeunload');
  await asked.dismiss();

  await page.evaluate(() => window.history.back());
  await question.getByRole('button', { name: 'Leave' }).click();
  await expect(page).toHaveURL(/\/alerts\/rules$/);
  await page.goForward();
  await expect(name).toHaveValue(RULE);
  await page.close();
});

test('nothing is asked where nothing is lost: nothing was changed, it was taken back, or saved', async () => {
  const page = await openPage(admin, `/view/${view}/alerts/rules`);
  const leaveAfter = async (change: () => Promise<void>) => {
    await page.getByRole('link', { name: RULE, exact: true }).first().click();
    await expect(page).toHaveURL(new RegExp(`${ruleHref}$`));
    await change();
    await page.getByRole('link', { name: 'Cancel' }).first().click();
    await expect(page).toHaveURL(/\/alerts\/rules$/);
  };
  const name = page.getByRole('textbox', { name: 'Name', exact: true });
  await leaveAfter(async () => {
    await page.getByRole('radio', { name: 'JSON' }).click();
    await page.getByRole('radio', { name: 'Form' }).click();
  });
  await leaveAfter(async () => {
    await name.fill('Another name');
    await name.fill(RULE);
  });
  await leaveAfter(async () => {
    await page.getByRole('textbox', { name: 'What to do' }).fill('1. Ask who did it.');
    await save(page, 'Save changes');
    await expect(page.getByText('Saved. The rule looks at events')).toBeVisible();
  });
  await page.close();
});

test('an owner makes rules in their account, and none on a view', async () => {
  const page = await openPage(owner, `/account/${ACCOUNT}/alerts/rules`);
  await expect(page.getByRole('link', { name: 'New rule' })).toBeVisible();
  for (const address of [
    `/view/${view}/alerts/rules/new`,
    ruleHref,
    ruleHref.replace(`view/${view}`, `account/${ACCOUNT}`),
  ])
    expect((await owner.request.get(address)).status(), address).toBe(404);
  await page.close();
});

test('a built-in rule says everything, in words and with its samples, and is copied as one’s own', async () => {
  const page = await openPage(admin, `/view/${view}/alerts/rules?q=root user`);
  await page
    .getByRole('table', { name: 'CIS AWS Foundations, section 4' })
    .getByRole('link', { name: 'Root user used' })
    .click();
  const rule = region(page, 'Root user used');
  await expect(rule.getByText('Identity type is Root')).toBeVisible();
  await expect(rule.getByText('At every match.')).toBeVisible();
  await expect(rule.getByText('Something that happened at AWS, not a call.')).toBeVisible();
  await expect(region(page, 'Samples').getByText('must stay quiet').first()).toBeVisible();
  await expectAccessible(page);
  await rule.getByRole('link', { name: 'Copy as own rule' }).click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Root user used (copy)');
  await save(page, 'Save rule');
  await expect(page).toHaveURL(/\/alerts\/rules\/\d+$/);
  await page.close();
});

test('the workbench fits a phone', async () => {
  const page = await openPage(admin, ruleHref, PHONE);
  await expect(page.getByRole('button', { name: 'Save changes' })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.close();
});
