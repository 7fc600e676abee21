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

/** A browser context with that person signed in. Close it when done. */
export async function contextOf(
  browser: Browser,
  person: { email: string; password: string },
): Promise<BrowserContext> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, person);
  await page.close();
  return context;
}
