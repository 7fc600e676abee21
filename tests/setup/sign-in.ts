import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';

/** Signs in through the page, as a person does. */
export async function signIn(
  page: Page,
  person: { email: string; password: string },
  path = '/',
): Promise<void> {
  await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
  await page.getByLabel('E-mail address').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}

/** What a browser holds after each person's sign-in, by their address. */
const signedIn = new Map<string, Awaited<ReturnType<BrowserContext['storageState']>>>();

/** A browser context with that person signed in: through the page the first time, later as then, while that session lasts. Close it when done. */
export async function contextOf(
  browser: Browser,
  person: { email: string; password: string },
): Promise<BrowserContext> {
  const before = signedIn.get(person.email);
  if (before) {
    const context = await browser.newContext({ storageState: before });
    const answer = await context.request.get('/profile', { maxRedirects: 0 });
    if (answer.ok()) return context;
    await context.close();
  }
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, person);
  await page.close();
  signedIn.set(person.email, await context.storageState());
  return context;
}
