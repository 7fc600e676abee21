import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { trailkeep } from '#tests/setup/commands.ts';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  failOnConsoleErrors,
  openPage,
  PHONE,
  type Size,
  waitForSample,
} from '#tests/setup/pages.ts';
import { samplePeople } from '#tests/setup/portals.ts';
import { contextOf } from '#tests/setup/sign-in.ts';

const SUMMARY = '/view/acme-production/summary';
const LISTS = ['Region', 'Service', 'Event name', 'User', 'IP', 'Resource'];

let admin: BrowserContext;

test.beforeAll(async ({ browser }) => {
  admin = await contextOf(browser, (await samplePeople()).admin);
  await waitForSample(admin.request);
});
test.afterAll(() => admin.close());

failOnConsoleErrors();

const open = (address: string, size?: Size) => openPage(admin, address, size);

const figure = (page: Page, label: string) =>
  page.getByRole('region', { name: 'Figures' }).locator('dl').filter({ hasText: label });
const list = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const numberOf = (text: string | null) => Number(/[\d,]+/.exec(text ?? '')?.[0].replaceAll(',', ''));

test('Home leads to the Summary of a view, and every list from there to just the events that it counted', async () => {
  test.setTimeout(180_000);
  const page = await open('/');
  await page.getByRole('table', { name: 'Views' }).getByRole('link', { name: 'Acme production' }).click();
  await expect(page).toHaveURL(SUMMARY);
  await expect(page.getByRole('heading', { name: 'Summary', level: 1 })).toBeVisible();
  await expect(figure(page, 'Total events, unique')).toBeVisible();
  for (const name of LISTS) {
    const rows = list(page, name).getByRole('listitem');
    await expect(rows.first()).toBeVisible();
    const row = name === 'Region' ? rows.last() : rows.first();
    const events = numberOf(await row.locator('.num').textContent());
    await row.getByRole('link').click();
    await expect(page).toHaveURL(/\/events\?/);
    const total = page.getByRole('heading', { name: /events? (in the period|so far)$/ });
    await expect(total).toBeVisible();
    expect(numberOf(await total.textContent()), `${name}: ${page.url()}`).toBe(events);
    await page.goBack();
    await expect(row).toBeVisible();
  }
  await page.close();
});

test('the heads of the lists and the figures lead to the same counts in Events', async () => {
  const page = await open(SUMMARY);
  const errorsFigure = figure(page, 'Errors');
  await expect(errorsFigure).toBeVisible();
  const count = numberOf((await errorsFigure.getByRole('link').textContent()) ?? '');
  await errorsFigure.getByRole('link').click();
  const total = page.getByRole('heading', { name: /events? (in the period|so far)$/ });
  await expect(total).toBeVisible();
  expect(numberOf(await total.textContent())).toBe(count);
  await page.goBack();
  const all = list(page, 'Service').getByRole('link', { name: /^All / });
  const services = numberOf(await all.textContent());
  await all.click();
  await expect(page).toHaveURL(/groupBy=service/);
  await expect(page.getByText(`${services} services`, { exact: true }).first()).toBeVisible();
  await page.close();
});

test('another period is in the URL, is compared with the one before, and Back undoes it', async () => {
  const page = await open(SUMMARY);
  await expect(figure(page, 'Against the period before')).toContainText(/logs begin within|no logs over/);
  await page.getByRole('button', { name: /^Last two weeks/ }).click();
  await page.getByRole('button', { name: 'Last 7 days' }).click();
  await expect(page).toHaveURL(`${SUMMARY}?preset=7d`);
  await expect(figure(page, 'Against the period before')).toContainText('events, over');
  await expect(figure(page, 'Total events, unique')).toContainText(/((up|down) [\d.]+|±0) % ?from [\d,]+/);
  await expect(page.getByText('Period before', { exact: true })).toBeVisible();
  await expect(list(page, 'Region').getByText('Change')).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(SUMMARY);
  await expect(list(page, 'Region').getByText('Share')).toBeVisible();
  await page.close();
});

test('the chart is read point by point with the keyboard, and Enter zooms in on one', async () => {
  const page = await open(SUMMARY);
  const chart = page.getByRole('slider', { name: 'Events and errors, point by point' });
  await chart.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(chart).toHaveAttribute('aria-valuetext', /^\w{3} \d+ \w{3}, .*: [\d,]+ events, [\d,]+ errors/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/from=.*&to=/);
  await expect(page.getByText('every hour')).toBeVisible();
  await page.close();
});

test('a search leads to Events, over the same period', async () => {
  const page = await open(`${SUMMARY}?preset=7d`);
  await expect(figure(page, 'Errors')).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('*terraform*');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/events\?from=.*q=\*?%?2?A?terraform/);
  await expect(page.getByRole('heading', { name: /events? in the period$/ })).toBeVisible();
  await page.close();
});

test('a period without events says so and offers one that may have some; a view without a source leads to its form', async () => {
  const page = await open(`${SUMMARY}?from=2019-01-01&to=2019-01-15`);
  await expect(page.getByRole('heading', { name: 'No events in this period' })).toBeVisible();
  await page.getByRole('button', { name: 'Last two weeks', exact: true }).last().click();
  await expect(figure(page, 'Total events, unique')).toBeVisible();
  const { slug } = trailkeep('view', 'create', '--name', `Nothing yet ${process.pid}`);
  await page.goto(`/view/${slug}/summary`);
  await expect(page.getByRole('heading', { name: 'No data yet' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Configure a bucket' })).toHaveAttribute(
    'href',
    `/view/${slug}/buckets`,
  );
  await page.close();
});

test('a slow count keeps the shape of the answer, shows its time and can be cancelled; a failed one can be tried again', async () => {
  const page = await admin.newPage();
  await page.route('**/api/v1/summary?*', () => {});
  await page.goto(SUMMARY);
  await expect(page.getByText('Event name', { exact: true })).toBeVisible();
  await expect(page.getByText(/^Counting, [2-9] s so far$/)).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('heading', { name: 'Counting was cancelled' })).toBeVisible();
  await page.unroute('**/api/v1/summary?*');
  await page.route('**/api/v1/summary?*', (route) =>
    route.fulfill({
      status: 503,
      json: {
        error: {
          code: 'query-timeout',
          message: 'The database stopped the query after 30 seconds.',
          hint: 'A shorter period or one more filter usually answers in under a second.',
          requestId: '01JD5Q7M2K',
        },
      },
    }),
  );
  await page.getByRole('button', { name: 'Count again' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'could not be counted' })).toContainText(
    '01JD5Q7M2K',
  );
  await page.unroute('**/api/v1/summary?*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(figure(page, 'Errors')).toBeVisible();
  await page.close();
});

test('switching to another scope stays on its Summary', async () => {
  const page = await open(SUMMARY);
  await page.getByRole('button', { name: /^Acme production/ }).click();
  await page.getByPlaceholder('Find a view or account').fill('staging');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/^[^?]*\/account\/\d{12}\/summary$/);
  await expect(figure(page, 'Total events, unique')).toBeVisible();
  await page.close();
});

test('on a phone everything is there, and nothing scrolls sideways', async () => {
  const page = await open(SUMMARY, PHONE);
  await expect(page.getByText('Whole period')).toBeVisible();
  for (const name of LISTS) await expect(list(page, name).getByRole('listitem').first()).toBeVisible();
  const row = await list(page, 'User').getByRole('listitem').first().boundingBox();
  expect(row?.height).toBeGreaterThanOrEqual(44);
  await expectNoSidewaysScroll(page);
  await page.close();
});

test('a comparison with the period before has no accessibility fault', async () => {
  const page = await open(`${SUMMARY}?preset=7d`);
  await expect(figure(page, 'Errors')).toBeVisible();
  await expectAccessible(page);
  await page.close();
});
