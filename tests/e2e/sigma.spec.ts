import { readFile } from 'node:fs/promises';
import { type BrowserContext, expect, test } from '@playwright/test';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  failOnConsoleErrors,
  forgetConsoleErrors,
  openPage,
  PHONE,
} from '#tests/setup/pages.ts';
import { samplePeople } from '#tests/setup/portals.ts';
import { contextOf } from '#tests/setup/sign-in.ts';

const RULES = '/view/acme-production/alerts/rules';

const rule = (title: string, eventName: string, more = '') => `title: ${title}
level: high
logsource:
    product: aws
    service: cloudtrail
detection:
    selection:
        eventName: ${eventName}${more}
    condition: selection
`;

let admin: BrowserContext;
test.beforeAll(async ({ browser }) => {
  admin = await contextOf(browser, (await samplePeople()).admin);
});
test.afterAll(() => admin.close());
failOnConsoleErrors();

test('a pasted rule is imported beside one that is refused, switched live, exported and removed', async () => {
  const page = await openPage(admin, RULES);
  await page.getByRole('button', { name: 'Import Sigma' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import Sigma rules' });
  const bad = rule('Counts with a pipe', 'ListUsers').replace(
    'condition: selection',
    'condition: selection | count() > 5',
  );
  const text = `${rule('Password policy removed', 'DeleteAccountPasswordPolicy', '\n        noSuchField: x')}---\n${bad}`;
  await dialog.getByRole('textbox', { name: 'Rules' }).fill(text);

  const good = dialog.getByRole('region', { name: '1 can be imported' });
  await expect(good).toContainText('Password policy removed');
  await expect(good).toContainText('High');
  await expect(good).toContainText('line 1');
  await expect(good).toContainText('No CloudTrail record has the field noSuchField');
  const refused = dialog.getByRole('region', { name: '1 refused' });
  await expect(refused).toContainText('Counts with a pipe');
  await expect(refused).toContainText('line 20');
  await expect(refused).toContainText('Write a correlation document instead.');
  await expectAccessible(page, { within: '[role=dialog]' });

  await dialog.getByRole('button', { name: 'Import 1 rule' }).click();
  await expect(dialog.getByRole('status')).toHaveText('1 rule added, 0 changed, 0 unchanged, 1 refused.');
  await dialog.getByRole('button', { name: 'Done' }).click();

  const own = page.getByRole('region', { name: 'Your own' });
  const mode = own.getByRole('combobox', { name: 'Password policy removed' });
  await expect(mode).toHaveText('Silent');
  await expectAccessible(page, { within: '[aria-labelledby=rules-own]' });
  await mode.click();
  await page.getByRole('option', { name: 'Live' }).click();
  await expect(mode).toHaveText('Live');
  await page.reload();
  await expect(mode).toHaveText('Live');

  const download = page.waitForEvent('download');
  await own.getByRole('button', { name: 'Password policy removed as a Sigma file' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('password_policy_removed.yml');
  expect(await readFile(await file.path(), 'utf8')).toContain('eventName: DeleteAccountPasswordPolicy');

  await own.getByRole('button', { name: 'Remove the rule Password policy removed' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(mode).toBeHidden();
  await page.close();
});

test('files are read by name, one can be left out, and the dialog fits a phone', async () => {
  const page = await openPage(admin, RULES, PHONE);
  await page.getByRole('button', { name: 'Import Sigma' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import Sigma rules' });
  const file = (name: string, text: string) => ({
    name,
    mimeType: 'application/yaml',
    buffer: Buffer.from(text),
  });
  await dialog
    .getByLabel('Files of Sigma rules')
    .setInputFiles([file('keys.yml', rule('Key made', 'CreateAccessKey')), file('broken.yaml', 'title: [')]);
  await expect(dialog.getByRole('region', { name: '1 can be imported' })).toContainText('keys.yml, line 1');
  await expect(dialog.getByRole('region', { name: '1 refused' })).toContainText('broken.yaml, line 1');
  await expectNoSidewaysScroll(page);
  await dialog.getByRole('button', { name: 'Leave broken.yaml out' }).click();
  await expect(dialog.getByRole('region', { name: '1 refused' })).toBeHidden();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  await page.close();
});

test('a rule that Sigma cannot say is not exported, and the reason is told', async () => {
  const made = await admin.request.post('/api/v1/alerts/rules?scope=view:acme-production', {
    data: {
      definition: {
        name: 'First use of a key',
        severity: 'low',
        description: '',
        runbook: '',
        techniques: [],
        condition: { field: 'eventName', op: 'equals', values: ['Decrypt'] },
        when: { kind: 'first-seen', field: 'awsRegion', lookbackDays: 30, learningDays: 7 },
        groupBy: ['userIdentity.arn'],
        quietMinutes: 60,
        exclusions: [],
        references: [],
      },
    },
  });
  expect(made.status(), await made.text()).toBe(201);
  const page = await openPage(admin, `${RULES}?q=first use of a key`);
  await page.getByRole('button', { name: 'First use of a key as a Sigma file' }).click();
  const dialog = page.getByRole('dialog', { name: 'First use of a key was not exported' });
  await expect(dialog).toContainText('It watches for what is seen for the first time.');
  forgetConsoleErrors();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Remove the rule First use of a key' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Your own' })).toBeHidden();
  await page.close();
});
