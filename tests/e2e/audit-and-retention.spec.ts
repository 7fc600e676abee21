import { readFile } from 'node:fs/promises';
import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  openPage,
  PHONE,
  waitForSample,
} from '#tests/setup/pages.ts';
import { onDatabase } from '#tests/setup/portal-database.ts';
import { SAMPLE_PORTAL, type SamplePerson, samplePeople } from '#tests/setup/portals.ts';
import { contextOf } from '#tests/setup/sign-in.ts';

const ACCOUNT = '048213975106';
/** A Monday long before the sample begins. */
const OLD_WEEK = '2026-06-01';

let people: Record<'admin' | 'manager' | 'ownerA' | 'ownerB', SamplePerson>;
let admin: BrowserContext;
let ownerA: BrowserContext;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  people = await samplePeople();
  admin = await contextOf(browser as Browser, people.admin);
  ownerA = await contextOf(browser as Browser, people.ownerA);
  await waitForSample(admin.request);
});
test.afterAll(async () => {
  await admin.close();
  await ownerA.close();
});

const log = (page: Page) => page.getByRole('table', { name: 'Audit log' });
const lines = (page: Page) => log(page).locator('tbody tr[data-row]');

test('what somebody may not do stands in the audit log, is found by person and result, opened and exported', async () => {
  const refused = await ownerA.request.post('/api/v1/saved-searches?scope=view:acme-production', {
    data: { name: 'Not mine', query: '', shared: true },
  });
  expect(refused.status()).toBe(404);
  const page = await openPage(admin, '/admin');
  await page.getByRole('link', { name: 'Audit log' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Audit log' })).toBeVisible();
  await expect(lines(page).first()).toBeVisible();
  await page.getByRole('searchbox', { name: 'Person' }).fill(people.ownerA.email);
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByRole('combobox', { name: 'Result' }).click();
  await page.getByRole('option', { name: 'Denied' }).click();
  await expect(page).toHaveURL(/result=denied/);
  await expect(lines(page).first()).toContainText('access.denied');
  await expect(lines(page).filter({ hasNotText: people.ownerA.email })).toHaveCount(0);
  await lines(page)
    .first()
    .getByRole('button', { name: /^Show details/ })
    .click();
  await expect(log(page).getByText('POST /api/v1/saved-searches')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Export' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /^CSV/ }).click();
  const text = await readFile((await (await download).path()) ?? '', 'utf8');
  const [head, ...rows] = text.trim().split('\n');
  expect(head).toBe('at,actor,userId,action,target,result,ipAddress,detail');
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(row).toContain(people.ownerA.email);
  await page.close();
});

test('a reader of a raw record stands in the log with the event', async () => {
  const found = await ownerA.request.get(`/api/v1/events?scope=account:${ACCOUNT}&limit=1`);
  const [event] = ((await found.json()) as { events: { eventId: string; eventTime: string }[] }).events;
  const page = await openPage(
    ownerA,
    `/account/${ACCOUNT}/events/${ACCOUNT}/${event?.eventId}?time=${event?.eventTime}`,
  );
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.close();
  const readers = await openPage(admin, '/admin/audit?action=event.read-raw');
  await lines(readers)
    .first()
    .getByRole('button', { name: /^Show details/ })
    .click();
  await expect(log(readers).getByText(event?.eventId ?? 'none')).toBeVisible();
  await readers.close();
});

test('a number of days that deletes something says what, wants it typed again, and the worker deletes it', async () => {
  test.setTimeout(120_000);
  await onDatabase(SAMPLE_PORTAL, `select ensure_week('${OLD_WEEK}')`);
  const page = await openPage(admin, '/admin/retention');
  const old = page.getByRole('row').filter({ hasText: '1 – 7 Jun' });
  await expect(old).toBeVisible();
  await page.getByLabel('Days that events are kept').fill('60');
  await expect(old).toContainText('Deleted');
  await expect(page.getByText(/^Deletes a week: about/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save …' }).click();
  await page.getByLabel('Type 60 to go on').fill('6');
  await page.getByRole('button', { name: 'Keep 60 days, delete the rest' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toHaveText(
    'This deletes a week of events. Type 60 to go on.',
  );
  await page.getByLabel('Type 60 to go on').fill('60');
  await page.getByRole('button', { name: 'Keep 60 days, delete the rest' }).click();
  await expect(page.getByText('Saved. A worker deletes what is too old')).toBeVisible();
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole('row').filter({ hasText: '1 – 7 Jun' })).toHaveCount(0, { timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  await page.goto('/admin/audit?action=retention.drop-week');
  await expect(lines(page).first()).toContainText(`week:${OLD_WEEK}`);
  await page.goto('/admin/retention');
  await page.getByLabel('Days that events are kept').fill('');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.close();
});

test('an owner sees who may read their account, through what, and when they were last there', async () => {
  const page = await openPage(ownerA, `/account/${ACCOUNT}/summary`);
  await page.getByRole('link', { name: 'Access' }).click();
  const rowOf = (person: SamplePerson) => page.getByRole('row').filter({ hasText: person.email });
  await expect(rowOf(people.admin)).toContainText('Security admin');
  await expect(rowOf(people.ownerA)).toContainText('Owner of the account');
  await expect(rowOf(people.manager)).toContainText('Manager of the view Acme production');
  await expect(rowOf(people.ownerB)).toHaveCount(0);
  await expect(rowOf(people.ownerA)).not.toContainText('never');
  await expectAccessible(page);
  await page.close();
});

test('an admin sees what a person can see, and why', async () => {
  const page = await openPage(admin, `/admin/users?q=${encodeURIComponent(people.manager.email)}`);
  await page.getByRole('link', { name: 'Noor Haddad' }).first().click();
  await page.getByRole('link', { name: /can see$/ }).click();
  const row = page.getByRole('row').filter({ hasText: ACCOUNT });
  await expect(row).toContainText('Manager of the view Acme production');
  await expectAccessible(page);
  await page.close();
});

test('on a phone the pages stay within the screen', async () => {
  for (const path of ['/admin/audit', '/admin/retention', `/account/${ACCOUNT}/access`]) {
    const page = await openPage(admin, path, PHONE);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await page.close();
  }
});
