import { expect, type Page, test } from '@playwright/test';
import { generateSync } from 'otplib';
import { trailkeep } from '#tests/setup/commands.ts';
import { onDatabase } from '#tests/setup/portal-database.ts';
import { SAMPLE_PORTAL } from '#tests/setup/portals.ts';
import { signIn } from '#tests/setup/sign-in.ts';

test.describe.configure({ mode: 'serial' });

let person: { email: string; password: string };
let secret = '';
let recoveryCode = '';

test.beforeAll(() => {
  const email = `careful-${process.pid}@acme.example`;
  const made = trailkeep('user', 'create', '--email', email, '--name', 'Careful');
  person = { email, password: String(made.generatedPassword) };
});

/** The code that an app shows, of a step that no test has used: as if half a minute had passed. */
let stepsAhead = 0;
const nextCode = async (): Promise<string> => {
  stepsAhead += 1;
  if (stepsAhead > 1) {
    await onDatabase(SAMPLE_PORTAL, 'update second_factor set last_step = last_step - 2');
  }
  return generateSync({ secret });
};

async function givePassword(page: Page): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('is set up on the profile, with the password and a code, and gives recovery codes', async ({ page }) => {
  await signIn(page, person, '/profile');
  const panel = page.getByRole('region', { name: 'Second factor' });
  await panel.getByRole('link', { name: 'Set up' }).click();
  await expect(page.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible();
  secret = ((await page.locator('form code').textContent()) ?? '').replaceAll(/\s/g, '');
  await page.getByLabel('Code', { exact: true }).fill(await nextCode());
  await page.getByLabel('Your password').fill('wrong');
  await page.getByRole('button', { name: 'Set up' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'password is wrong' })).toBeVisible();
  await page.getByLabel('Code', { exact: true }).fill(await nextCode());
  await page.getByLabel('Your password').fill(person.password);
  await page.getByRole('button', { name: 'Set up' }).click();
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await expect(codes).toHaveCount(10);
  recoveryCode = (await codes.first().textContent()) ?? '';
  await page.getByRole('link', { name: 'Continue' }).click();
  await expect(panel).toContainText('10 recovery codes are left');
});

test('is asked for after the password, and nothing is open before', async ({ page }) => {
  await givePassword(page);
  await expect(page.getByRole('heading', { name: 'Enter a code' })).toBeVisible();
  expect((await page.request.get('/api/v1/scopes')).status()).toBe(401);
  await page.getByLabel('Code', { exact: true }).fill('000000');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'wrong or was used' })).toBeVisible();
  await page.getByLabel('Code', { exact: true }).fill(await nextCode());
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(`${SAMPLE_PORTAL.url}/`);
});

test('a recovery code opens in its place, once', async ({ page }) => {
  await givePassword(page);
  await page.getByLabel('Code', { exact: true }).fill(recoveryCode);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(`${SAMPLE_PORTAL.url}/`);
  await page.context().clearCookies();
  await givePassword(page);
  await page.getByLabel('Code', { exact: true }).fill(recoveryCode);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'wrong or was used' })).toBeVisible();
});

test('the password alone opens nothing at the other door either', async ({ page }) => {
  const { csrfToken } = (await (await page.request.get('/api/auth/csrf')).json()) as { csrfToken: string };
  const form = { csrfToken, ...person, json: 'true' };
  const answer = await page.request.post('/api/auth/callback/credentials', { form });
  expect(answer.status()).toBe(401);
  expect((await page.request.get('/api/v1/scopes')).status()).toBe(401);
});

test('is turned off with the password', async ({ page }) => {
  await givePassword(page);
  await page.getByLabel('Code', { exact: true }).fill(await nextCode());
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(`${SAMPLE_PORTAL.url}/`);
  await page.goto('/profile');
  const panel = page.getByRole('region', { name: 'Second factor' });
  await panel.getByRole('button', { name: 'Turn off' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Your password').fill(person.password);
  await dialog.getByRole('button', { name: 'Turn off' }).click();
  await expect(panel).toContainText('your password alone lets nobody in');
});

test('where it is asked of everybody, who has none sets it up before they are in', async ({ page }) => {
  await onDatabase(SAMPLE_PORTAL, `update sign_in_policy set second_factor_for = 'everybody'`);
  try {
    await givePassword(page);
    await expect(page.getByRole('heading', { name: 'Set up a second factor' })).toBeVisible();
    expect((await page.request.get('/api/v1/scopes')).status()).toBe(401);
    secret = ((await page.locator('form code').textContent()) ?? '').replaceAll(/\s/g, '');
    stepsAhead = 0;
    await page.getByLabel('Code', { exact: true }).fill(await nextCode());
    await page.getByRole('button', { name: 'Set up' }).click();
    await expect(page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')).toHaveCount(10);
    await page.getByRole('link', { name: 'Continue' }).click();
    await expect(page).toHaveURL(`${SAMPLE_PORTAL.url}/`);
  } finally {
    await onDatabase(SAMPLE_PORTAL, `update sign_in_policy set second_factor_for = 'nobody'`);
  }
});
