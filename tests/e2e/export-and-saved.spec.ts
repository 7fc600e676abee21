import { readFile } from 'node:fs/promises';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import {
  expectAccessible,
  failOnConsoleErrors,
  forgetConsoleErrors,
  openPage,
  waitForSample,
} from '#tests/setup/pages.ts';
import { samplePeople } from '#tests/setup/portals.ts';
import { contextOf } from '#tests/setup/sign-in.ts';

const VIEW = '/view/acme-production/events';
const PRODUCTION = '/account/048213975106/events';

let manager: BrowserContext;
let owner: BrowserContext;

test.beforeAll(async ({ browser }) => {
  const people = await samplePeople();
  manager = await contextOf(browser, people.manager);
  owner = await contextOf(browser, people.ownerA);
  await waitForSample(manager.request);
});
test.afterAll(async () => {
  await manager.close();
  await owner.close();
});

failOnConsoleErrors();

async function open(context: BrowserContext, address: string): Promise<Page> {
  const page = await openPage(context, address);
  await expect(total(page)).toBeVisible();
  return page;
}

const total = (page: Page) => page.getByRole('heading', { name: /in the period$|so far$/ });
const totalOf = async (page: Page) =>
  Number(((await total(page).textContent()) ?? '').split(' ')[0]?.replaceAll(',', ''));

async function download(page: Page, entry: RegExp): Promise<{ name: string; lines: string[] }> {
  await page.getByRole('button', { name: 'Export' }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: entry }).click();
  const file = await downloading;
  const text = await readFile(await file.path(), 'utf8');
  return { name: file.suggestedFilename(), lines: text.trimEnd().split('\n') };
}

test('an export holds as many events as the page counts, as CSV and as NDJSON', async () => {
  const page = await open(manager, `${VIEW}?outcome=error&region=us-east-1`);
  const counted = await totalOf(page);
  expect(counted).toBeGreaterThan(10);
  const csv = await download(page, /^CSV/);
  expect(csv.name).toMatch(/^trailkeep-acme-production-.*\.csv$/);
  expect(csv.lines[0]).toMatch(/^eventTime,accountId,eventId,region/);
  expect(csv.lines).toHaveLength(counted + 1);
  const ndjson = await download(page, /^NDJSON/);
  const events = ndjson.lines.map((line) => JSON.parse(line) as { region: string; outcome: string });
  expect(events).toHaveLength(counted);
  expect(events.every(({ region, outcome }) => region === 'us-east-1' && outcome !== 'success')).toBe(true);
});

test('a search is saved and shared, found by a colleague, opened by its link, changed and deleted', async () => {
  const page = await open(manager, `${VIEW}?groupBy=ip&outcome=unauthorised`);
  const counted = await totalOf(page);
  const name = `Denied ${Date.now()}`;
  await page.getByRole('button', { name: 'Saved' }).click();
  await page.getByRole('button', { name: 'Save this search' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save this search' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Share with everybody who sees Acme production').click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();

  const other = await open(manager, VIEW);
  await other.getByRole('button', { name: 'Saved' }).click();
  await other.getByRole('link', { name: new RegExp(name) }).click();
  await expect(other).toHaveURL(/groupBy=ip&outcome=unauthorised/);
  await expect.poll(() => totalOf(other)).toBe(counted);

  await other.getByRole('button', { name: 'Saved' }).click();
  await other.getByRole('button', { name: `Change ${name}` }).click();
  const change = other.getByRole('dialog', { name: `Change ${name}` });
  const link = (await change.getByText(/\/events\/saved\//).textContent()) ?? '';
  await change.getByLabel('Name').fill(`${name} again`);
  await change.getByRole('button', { name: 'Save' }).click();
  await expect(change).toBeHidden();
  await other.goto(link);
  await expect(other).toHaveURL(/\/events\?groupBy=ip&outcome=unauthorised/);

  await other.getByRole('button', { name: 'Saved' }).click();
  await other.getByRole('button', { name: `Delete ${name} again` }).click();
  await other.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(other.getByRole('dialog')).toBeHidden();
  const gone = await manager.request.get(new URL(link).pathname, { maxRedirects: 0 });
  expect(gone.status()).toBe(404);
});

test('a name that is taken is refused in words, beside the name', async () => {
  const page = await open(owner, PRODUCTION);
  const name = `Mine ${Date.now()}`;
  for (const attempt of [1, 2]) {
    await page.getByRole('button', { name: 'Saved' }).click();
    await page.getByRole('button', { name: 'Save this search' }).click();
    await page.getByLabel('Name').fill(name);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    if (attempt === 1) await expect(page.getByRole('dialog')).toBeHidden();
  }
  await expect(page.getByText(`There is a search “${name}” already.`)).toBeVisible();
  forgetConsoleErrors();
});

test('an owner, who sees no log source, is told the newest event; a manager up to when all is counted', async () => {
  await expect(
    (await open(owner, PRODUCTION)).getByText(/^Newest event \d+ Nov|^Newest event/),
  ).toBeVisible();
  await expect((await open(manager, VIEW)).getByText(/Complete to/)).toBeVisible();
});

test('people who came over SSO are called so', async () => {
  const page = await open(manager, `${VIEW}?user=maria.keller`);
  await expect(
    page.getByRole('row', { name: /maria\.keller/ }).getByRole('cell', { name: 'SSO' }),
  ).toBeVisible();
});

test('the menu of saved searches and the form to save one have no accessibility fault', async () => {
  const page = await open(manager, VIEW);
  await page.getByRole('button', { name: 'Saved' }).click();
  await expect(page.getByText(/Nothing saved yet|shared/).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save this search' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page);
});
