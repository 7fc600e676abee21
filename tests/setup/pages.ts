import AxeBuilder from '@axe-core/playwright';
import {
  type APIRequestContext,
  type BrowserContext,
  expect,
  type Locator,
  type Page,
  test,
} from '@playwright/test';

export type Size = { width: number; height: number };

const WIDE: Size = { width: 1440, height: 900 };
export const PHONE: Size = { width: 390, height: 844 };

const consoleErrors: string[] = [];

/** Opens a page in a person's context and waits until it answers to clicks. What its console says of errors is kept for `failOnConsoleErrors`. */
export async function openPage(context: BrowserContext, address: string, size = WIDE): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize(size);
  page.on('pageerror', (error) => consoleErrors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && consoleErrors.push(message.text()));
  await page.goto(address);
  await page.waitForFunction(isAlive);
  return page;
}

/** In the browser: React has taken the page over. What is clicked before goes nowhere. */
function isAlive(): boolean {
  return Object.keys(document.body).some((key) => key.startsWith('__react'));
}

/** From here on a test of this file fails where a page of `openPage` has an error in its console. */
export function failOnConsoleErrors(): void {
  test.afterEach(() => expect(consoleErrors.splice(0), 'errors in the console').toEqual([]));
}

/** For a test that makes the server refuse: the browser writes each refusal into its console. */
export function forgetConsoleErrors(): void {
  consoleErrors.length = 0;
}

/**
 * Waits until the sample is collected: until then every count is another. For `beforeAll`, whose time it extends; `request` is of
 * somebody who sees the sample's log source.
 */
export async function waitForSample(request: APIRequestContext): Promise<void> {
  test.setTimeout(180_000);
  const states = async () => {
    const answer = await request.get('/api/v1/sources?scope=view:acme-production');
    return ((await answer.json()) as { sources: { state: string }[] }).sources.map(({ state }) => state);
  };
  await expect.poll(states, { timeout: 90_000 }).toEqual(['online']);
  const events = async () => {
    const answer = await request.get('/api/v1/summary?scope=view:acme-production&limit=1');
    return ((await answer.json()) as { events: number }).events;
  };
  await expect.poll(events, { timeout: 60_000 }).toBeGreaterThan(50_000);
}

/** The control is React's already: what is typed before that may be lost. */
export async function expectAlive(control: Locator): Promise<void> {
  await expect
    .poll(() => control.evaluate((node) => Object.keys(node).some((name) => name.startsWith('__reactProps'))))
    .toBe(true);
}

/** The page is drawn and waits for no answer. */
export async function expectSettled(page: Page): Promise<void> {
  await expect(page.getByRole('heading').first()).toBeVisible();
  await expect(page.locator('main [aria-busy=true]')).toHaveCount(0);
}

/** Axe finds nothing on the page as it stands, in light and in dark. `within` is a selector of the only part to look at. */
export async function expectAccessible(
  page: Page,
  { within, themes = ['light', 'dark'] }: { within?: string; themes?: readonly ('light' | 'dark')[] } = {},
): Promise<void> {
  for (const [index, theme] of themes.entries()) {
    await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
    // Read once; for the second theme axe is in the page already.
    const builder = new AxeBuilder({ page, ...(index > 0 && { axeSource: 'void 0' }) });
    // Within the page itself, not in a second one that is opened for the results: no page here has a frame.
    builder.setLegacyMode().options({ resultTypes: ['violations'] });
    if (within) builder.include(within);
    // A theme is another set of colours and nothing else: after light, dark is asked for its contrasts alone.
    if (theme === 'dark') builder.withRules(['color-contrast', 'link-in-text-block']);
    const { violations } = await builder.analyze();
    const found = violations.map(({ id, nodes }) => `${id} in ${theme}: ${nodes[0]?.html}`);
    expect.soft(found, new URL(page.url()).pathname).toEqual([]);
  }
}

/** Nothing on the page stands wider than the window. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const width = page.viewportSize()?.width;
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
}
