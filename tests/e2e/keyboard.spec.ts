import { type BrowserContext, expect, type Locator, type Page, test } from '@playwright/test';
import { expectSettled, failOnConsoleErrors, openPage, waitForSample } from '#tests/setup/pages.ts';
import { samplePeople } from '#tests/setup/portals.ts';
import { contextOf } from '#tests/setup/sign-in.ts';

const EVENTS = '/view/acme-production/events';

let admin: BrowserContext;
test.beforeAll(async ({ browser }) => {
  admin = await contextOf(browser, (await samplePeople()).admin);
  await waitForSample(admin.request);
});
test.afterAll(() => admin.close());
failOnConsoleErrors();

/** Goes on by Tab until the focus is on `target`, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const focused = () => target.evaluate((element) => element === document.activeElement);
  for (let steps = 0; steps < 80 && !(await focused()); steps += 1) await page.keyboard.press(key);
  await expect(target).toBeFocused();
  await expectFocusShown(page);
}

/** Where the focus is can be seen: an outline or a ring that the element does not have otherwise. */
async function expectFocusShown(page: Page): Promise<void> {
  const shown = await page.evaluate(() => {
    const focused = document.activeElement;
    if (!(focused instanceof HTMLElement)) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(focused);
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
  });
  expect(shown, 'the focus is seen').toBe(true);
}

test('Events without a mouse: filter, open a group, read an event, copy its link, close it, and be back where one was', async () => {
  const page = await openPage(admin, EVENTS);
  const total = page.getByRole('heading', { name: /events? (in the period|so far)$/ });
  await expect(total).toBeVisible();
  const everywhere = (await total.textContent()) ?? '';

  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  const region = page.getByRole('button', { name: 'Region: any' });
  await tabTo(page, region);
  await page.keyboard.press('Enter');
  await expect(page.getByPlaceholder('Find a region')).toBeFocused();
  await page.keyboard.type('us-east');
  await expect(page.getByRole('option').first()).toHaveText(/^us-east-1/);
  await expect(page.getByRole('option')).toHaveCount(2);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Region: us-east-1' })).toBeFocused();

  await tabTo(page, page.getByRole('button', { name: 'Filter', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/region=us-east-1/);
  // The groups of before stay until the new ones are counted.
  await expect(total).not.toHaveText(everywhere);
  await expectSettled(page);

  const group = page.getByRole('button', { name: /^Show events of / }).first();
  await expect(group).toBeVisible();
  const name = (await group.getAttribute('aria-label'))?.replace('Show ', '') ?? '';
  await tabTo(page, group);
  await page.keyboard.press('Enter');
  const events = page.getByRole('table', { name: name.replace('events', 'Events') });
  const event = events.getByRole('link').first();
  await expect(event).toBeVisible();
  await expect(page.getByRole('button', { name: `Hide ${name}` })).toBeFocused();

  await tabTo(page, event);
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: /^Event/ });
  await expect(sheet).toBeFocused();
  await expect(sheet.getByRole('figure', { name: 'Raw record' })).toBeVisible();

  await admin.grantPermissions(['clipboard-read', 'clipboard-write']);
  await tabTo(page, sheet.getByRole('button', { name: 'Copy link' }));
  await page.keyboard.press('Enter');
  await expect(sheet.getByText('Copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(new RegExp(`${EVENTS}/\\d{12}/`));

  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(event).toBeFocused();
  await page.close();
});

test('the focus goes back to the event that was read last, after others were stepped through', async () => {
  const page = await openPage(admin, `${EVENTS}?outcome=unauthorised&open=ci-artifacts`);
  const events = page.getByRole('table', { name: 'Events of ci-artifacts' }).getByRole('link');
  await events.nth(2).focus();
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: /^Event/ });
  await expect(sheet.getByText(/^Event 3 of /)).toBeVisible();
  await page.keyboard.press('j');
  await expect(sheet.getByText(/^Event 4 of /)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(events.nth(3)).toBeFocused();
  await page.close();
});

test('a dialog takes the focus, keeps it, and gives it back to its button', async () => {
  const page = await openPage(admin, '/');
  const button = page.getByRole('button', { name: 'Add an account' });
  await button.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Add an account' });
  await expect(dialog).toBeVisible();
  for (let steps = 0; steps < 12; steps += 1) {
    await page.keyboard.press('Tab');
    await expect(dialog.locator(':focus')).toHaveCount(1);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();
  await page.close();
});

test('nothing moves for those who asked for less motion', async ({ browser }) => {
  const context = await browser.newContext({
    reducedMotion: 'reduce',
    storageState: await admin.storageState(),
  });
  const page = await openPage(context, `${EVENTS}?outcome=unauthorised&open=ci-artifacts`);
  await page.route('**/api/v1/events/*/*', () => {});
  await page.getByRole('table', { name: 'Events of ci-artifacts' }).getByRole('link').first().click();
  // A sheet that slides in, skeletons that pulse, switches that glide.
  await expect(page.getByRole('dialog', { name: /^Event/ })).toBeVisible();
  const moving = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter((element) => {
          const { animationName, animationDuration, transitionDuration } = getComputedStyle(element);
          const lasts = (text: string) => text.split(', ').some((time) => parseFloat(time) > 0);
          return (animationName !== 'none' && lasts(animationDuration)) || lasts(transitionDuration);
        })
        .map((element) => element.className),
    );
  expect(await moving()).toEqual([]);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await moving(), 'they do move for everybody else').not.toEqual([]);
  await context.close();
});
