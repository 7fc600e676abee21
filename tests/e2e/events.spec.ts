import { type BrowserContext, expect, type Page, test } from '@playwright/test';
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

const EVENTS = '/view/acme-production/events';
/** An account of the sample organisation, one of six. */
const PRODUCTION = '048213975106';

let admin: BrowserContext;

test.beforeAll(async ({ browser }) => {
  admin = await contextOf(browser, (await samplePeople()).admin);
  await waitForSample(admin.request);
});
test.afterAll(() => admin.close());

failOnConsoleErrors();

const open = (address: string, size?: Size) => openPage(admin, address, size);

const total = (page: Page) => page.getByRole('heading', { name: /events? (in the period|so far)$/ });
const totalOf = async (page: Page) =>
  Number(((await total(page).textContent()) ?? '').split(' ')[0]?.replaceAll(',', ''));
const sheet = (page: Page) => page.getByRole('dialog', { name: /^Event/ });

/** The intrusion of the sample organisation: calls denied to a leaked key. */
const INTRUSION = `${EVENTS}?outcome=unauthorised&open=ci-artifacts`;

test('filter, expand, open an event, read its raw record, copy its link, and go back', async () => {
  const page = await open(EVENTS);
  await expect(total(page)).toBeVisible();
  const all = await totalOf(page);

  await page.getByRole('button', { name: 'Region: any' }).click();
  await page.getByRole('option', { name: /^us-east-1/ }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('Not applied yet')).toBeVisible();
  expect(page.url()).not.toContain('region');
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await expect(page).toHaveURL(/region=us-east-1/);
  await expect.poll(() => totalOf(page)).toBeLessThan(all);

  const user = page.getByRole('button', { name: /^Show events of / }).first();
  const name = (await user.getAttribute('aria-label'))?.replace('Show events of ', '') ?? '';
  await user.click();
  const events = page.getByRole('table', { name: `Events of ${name}` });
  await expect(events.getByRole('row')).toHaveCount(9);
  await expect(events.getByRole('columnheader')).toHaveText([
    'User',
    'IP address',
    'Event name',
    'Service',
    /^Time \(/,
    'Region',
    'Resource ID',
  ]);
  for (const row of await events.getByRole('row').all()) await expect(row).toContainText(/us-east-1|Region/);

  await events.getByRole('link').first().click();
  await expect(sheet(page).getByText(/^Event 1 of /)).toBeVisible();
  await expect(sheet(page).getByRole('figure', { name: 'Raw record' })).toContainText(
    '"awsRegion": "us-east-1"',
  );
  await expect(sheet(page).getByText(/^s3:\/\//)).toBeVisible();

  await admin.grantPermissions(['clipboard-read', 'clipboard-write']);
  await sheet(page).getByRole('button', { name: 'Copy link' }).click();
  await expect(sheet(page).getByText('Copied')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const title = await sheet(page).getByRole('heading', { level: 2 }).last().textContent();
  const alone = await open(link);
  await expect(alone.getByRole('heading', { level: 2, name: title ?? '' })).toBeVisible();
  await expect(alone.getByRole('figure', { name: 'Raw record' })).toBeVisible();
  await alone.close();

  await page.goBack();
  await expect(sheet(page)).toBeHidden();
  await page.goBack();
  await expect(page).not.toHaveURL(/region/);
  await expect.poll(() => totalOf(page)).toBe(all);
  await page.close();
});

test('an event of another account is not found, in whichever way its link is written', async ({
  browser,
}) => {
  const page = await open(`${INTRUSION}&account=${PRODUCTION}`);
  await page.getByRole('table', { name: 'Events of ci-artifacts' }).getByRole('link').first().click();
  await expect(page).toHaveURL(/sheet=/);
  const [, eventId] = /sheet=\d{12}%3A([\w-]+)/.exec(page.url()) ?? [];
  await page.close();

  const owner = await contextOf(browser, (await samplePeople()).ownerB);
  for (const scope of ['/account/231094857712', `/account/${PRODUCTION}`, '/view/acme-production']) {
    const stranger = await owner.newPage();
    const answer = await stranger.goto(`${scope}/events/${PRODUCTION}/${eventId}`);
    expect(answer?.status()).toBe(404);
    await expect(stranger.getByText('There is nothing here')).toBeVisible();
    await expect(stranger.getByText('ci-artifacts')).toHaveCount(0);
    await stranger.close();
  }
  await owner.close();
});

test('dragging over the chart zooms in, and Back zooms out', async () => {
  const page = await open(EVENTS);
  const chart = page.getByRole('slider', { name: /point by point/ });
  const box = await chart.boundingBox();
  if (!box) throw new Error('the chart has no size');
  const all = await totalOf(page);
  await page.mouse.move(box.x + box.width * 0.4, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.55, box.y + 60, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=.+&to=/);
  await expect.poll(() => totalOf(page)).toBeLessThan(all);
  await expect(page.getByRole('button', { name: 'Own dates' })).toBeVisible();
  await page.goBack();
  await expect.poll(() => totalOf(page)).toBe(all);
  await page.close();
});

test('the search box finds by a part with wildcards; / jumps there and Enter searches', async () => {
  const page = await open(`${EVENTS}?groupBy=account`);
  await expect(total(page)).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type(`*${PRODUCTION.slice(2, 9)}*`);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/q=/);
  // Calls of other accounts that name something in this one match too, after its own.
  const rows = page.getByRole('table', { name: 'Events by account' }).getByRole('row');
  await expect.poll(() => rows.count()).toBeLessThan(6);
  await expect(rows.nth(1)).toContainText(PRODUCTION);
  await page.close();
});

test('in the sheet j and k step through the list over its pages, and Escape closes it', async () => {
  const page = await open(INTRUSION);
  await page.getByRole('table', { name: 'Events of ci-artifacts' }).getByRole('link').nth(6).click();
  await expect(sheet(page).getByText(/^Event 7 of /)).toBeVisible();
  for (const place of [8, 9]) {
    await page.keyboard.press('j');
    await expect(sheet(page).getByText(new RegExp(`^Event ${place} of `))).toBeVisible();
  }
  await page.keyboard.press('ArrowUp');
  await expect(sheet(page).getByText(/^Event 8 of /)).toBeVisible();
  await expect(page.getByRole('row').and(page.locator('[aria-current=true]'))).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(sheet(page)).toBeHidden();
  expect(page.url()).not.toContain('sheet=');
  await page.close();
});

test('a denied call says why, and leads to what else its key did', async () => {
  const page = await open(INTRUSION);
  await page.getByRole('table', { name: 'Events of ci-artifacts' }).getByRole('link').first().click();
  await expect(sheet(page).getByText(/^Why denied:/)).toBeVisible();
  await sheet(page).getByRole('link', { name: 'Same access key' }).click();
  await expect(page).toHaveURL(/accessKey=AKIA/);
  await expect(page.getByText('Events per day by event type')).toBeVisible();
  await expect(total(page)).toBeVisible();
  await page.close();
});

test('everything that is chosen is in the URL, and a link to it shows the same', async () => {
  const page = await open(EVENTS);
  await page.getByRole('combobox', { name: 'Group by' }).click();
  await page.getByRole('option', { name: 'IP address' }).click();
  await page.getByRole('radio', { name: 'Hour' }).click();
  await page.getByRole('radio', { name: 'Errors', exact: true }).click();
  await page.getByRole('radio', { name: 'Stacked' }).click();
  await page.getByRole('button', { name: /^Last seen/ }).click();
  await page.getByRole('switch', { name: 'Hide read-only calls' }).click();
  await expect(page).toHaveURL(/readOnly=false/);
  await expect(page.getByText('Events per hour by IP address')).toBeVisible();

  const copy = await open(page.url());
  await expect(copy.getByText('Events per hour by IP address')).toBeVisible();
  await expect(copy.getByRole('radio', { name: 'Stacked' })).toBeChecked();
  await expect(copy.getByRole('columnheader', { name: /^Last seen/ })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  // The page may still show the count of a moment ago.
  await expect.poll(async () => (await totalOf(page)) - (await totalOf(copy))).toBe(0);
  await copy.close();
  await page.close();
});

test('times are in the zone of the browser, and in UTC by one click', async () => {
  const page = await open(EVENTS);
  await expect(page.getByRole('columnheader', { name: 'Last seen (GMT+5:45)' })).toBeVisible();
  await page.getByRole('button', { name: 'Times in GMT+5:45' }).click();
  await expect(page.getByRole('columnheader', { name: 'Last seen (UTC)' })).toBeVisible();
  await page.getByRole('button', { name: 'Times in UTC' }).click();
  await expect(page.getByRole('columnheader', { name: 'Last seen (GMT+5:45)' })).toBeVisible();
  await page.close();
});

test('a session that ended leads to the sign-in and back to the same search', async ({ browser }) => {
  const context = await contextOf(browser, (await samplePeople()).manager);
  const page = await context.newPage();
  await page.goto(`${EVENTS}?groupBy=ip`);
  await expect(total(page)).toBeVisible();
  await context.clearCookies();
  await page.getByRole('button', { name: 'Load newer events' }).click();
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/sign-in\?callbackUrl=.*groupBy/);
  await context.close();
});

test('choices made one right after the other are all kept, and the report begins anew from the navigation', async () => {
  const page = await open(EVENTS);
  await expect(total(page)).toBeVisible();
  await page.getByRole('radio', { name: 'Errors', exact: true }).click();
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page
    .getByRole('button', { name: /^Show events of / })
    .first()
    .click();
  await page.getByRole('radio', { name: 'Stacked' }).click();
  await expect(page.getByRole('button', { name: /^Hide events of / })).toHaveCount(1);
  await expect(page).toHaveURL(/outcome=error&lines=stacked&open=/);
  await page.getByRole('navigation').getByRole('link', { name: 'Events', exact: true }).click();
  await expect(page).toHaveURL(EVENTS);
  await expect(page.getByRole('radio', { name: 'All', exact: true })).toBeChecked();
  await page.close();
});

test('an empty answer says what was asked for and offers the nearest search that has events', async () => {
  const page = await open(`${EVENTS}?user=maria.keller&ip=192.0.2.250`);
  await expect(page.getByRole('heading', { name: 'No events match' })).toBeVisible();
  await expect(page.getByText(/has user maria\.keller and IP 192\.0\.2\.250/)).toBeVisible();
  await page.getByRole('button', { name: 'Drop the IP filter' }).click();
  await expect(page).toHaveURL(/user=maria\.keller$/);
  await expect(total(page)).toBeVisible();
  await page.close();
});

test('a failed count says what to do and gives an id, and can be tried again', async () => {
  const page = await admin.newPage();
  await page.route('**/api/v1/events/groups*', (route) =>
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
  await page.goto(EVENTS);
  await expect(page.getByRole('alert').filter({ hasText: 'could not be counted' })).toContainText(
    '01JD5Q7M2K',
  );
  await page.unroute('**/api/v1/events/groups*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(total(page)).toBeVisible();
  await page.close();
});

test('a slow count shows its time and can be cancelled', async () => {
  const page = await admin.newPage();
  await page.route('**/api/v1/events/groups*', () => {});
  await page.goto(EVENTS);
  await expect(page.getByText(/^Counting, [2-9] s so far$/)).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('heading', { name: 'Counting was cancelled' })).toBeVisible();
  await page.unroute('**/api/v1/events/groups*');
  await page.getByRole('button', { name: 'Count again' }).click();
  await expect(total(page)).toBeVisible();
  await page.close();
});

test('on a phone groups are cards, filters a sheet, and nothing scrolls sideways', async () => {
  const page = await open(EVENTS, PHONE);
  await expect(page.getByText('Whole period')).toBeVisible();
  await page.getByRole('button', { name: 'Filters' }).click();
  await page
    .getByRole('dialog', { name: 'Filters' })
    .getByRole('radio', { name: 'Errors', exact: true })
    .click();
  await page
    .getByRole('dialog', { name: 'Filters' })
    .getByRole('button', { name: 'Filter', exact: true })
    .click();
  await expect(page.getByRole('button', { name: 'Filters, 1 set' })).toBeVisible();
  await page
    .getByRole('button', { name: /^Show events of / })
    .first()
    .click();
  await page.locator('[data-event]').first().click();
  await expect(sheet(page).getByRole('heading', { level: 2 }).last()).toBeVisible();
  await expectNoSidewaysScroll(page);
  await page.close();
});

test('an open group and an open event have no accessibility fault', async () => {
  const page = await open(INTRUSION);
  await page.getByRole('table', { name: 'Events of ci-artifacts' }).getByRole('link').first().click();
  await expect(sheet(page).getByRole('figure', { name: 'Raw record' })).toBeVisible();
  await expectAccessible(page);
  await page.close();
});
