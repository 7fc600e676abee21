import { type BrowserContext, expect, test } from '@playwright/test';
import { pageRoutes } from '#tests/setup/app-routes.ts';
import { trailkeep } from '#tests/setup/commands.ts';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  expectSettled,
  failOnConsoleErrors,
  openPage,
  PHONE,
  waitForSample,
} from '#tests/setup/pages.ts';
import { samplePeople } from '#tests/setup/portals.ts';
import { filled, MATRIX, sampleValues } from '#tests/setup/route-matrix.ts';
import { contextOf } from '#tests/setup/sign-in.ts';

let admin: BrowserContext;
let anonymous: BrowserContext;
let values: Record<string, string>;

test.beforeAll(async ({ browser }) => {
  admin = await contextOf(browser, (await samplePeople()).admin);
  anonymous = await browser.newContext();
  await waitForSample(admin.request);
  const email = `looked-at-${process.pid}@acme.example`;
  const { userId } = trailkeep('user', 'create', '--email', email, '--name', 'Looked at');
  values = { ...(await sampleValues(admin.request)), user: String(userId) };
});
test.afterAll(async () => {
  await admin.close();
  await anonymous.close();
});
failOnConsoleErrors();
test.describe.configure({ timeout: 120_000 });

for (const { route, address, role } of shownPages()) {
  test(`${route} has no accessibility fault in light and dark, fits a phone, and works under its own policy: its console stays empty`, async () => {
    const page = await openPage(role === 'admin' ? admin : anonymous, filled(address, values));
    await expectSettled(page);
    await expectAccessible(page);
    await page.setViewportSize(PHONE);
    await expectSettled(page);
    await expectNoSidewaysScroll(page);
    // Cards in place of tables, in the same colours.
    await expectAccessible(page, { themes: ['light'] });
    await page.close();
  });
}

test('a page that is not there is as good', async () => {
  const page = await admin.newPage();
  expect((await page.goto('/view/nowhere/events'))?.status()).toBe(404);
  await expectAccessible(page);
  await page.close();
});

/** Every page of the matrix that shows something: an address of it, and who it is shown to. Those that only lead on are left out. */
function shownPages() {
  return pageRoutes().flatMap((route) => {
    for (const role of ['admin', 'anonymous'] as const) {
      const found = Object.entries(MATRIX[route] ?? {}).find(([, statuses]) => statuses[role] === 200);
      if (found) return [{ route, address: found[0], role }];
    }
    return [];
  });
}
