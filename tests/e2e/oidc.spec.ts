import { type Browser, expect, type Page, test } from '@playwright/test';
import { runTrailkeep } from '#tests/setup/commands.ts';
import { type LocalProvider, startOidcProvider } from '#tests/setup/oidc-provider.ts';
import { type StartedPortal, startPortal } from '#tests/setup/portals.ts';

const PORT = 3321;
const PROVIDER_PORT = 3322;
const ADMIN = 'ada@acme.example';

let portal: StartedPortal;
let provider: LocalProvider;
let people: Browser;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  people = browser;
  provider = await startOidcProvider(PROVIDER_PORT, `http://127.0.0.1:${PORT}`);
  portal = await startPortal(PORT, {
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.client.id,
    OIDC_CLIENT_SECRET: provider.client.secret,
    OIDC_NAME: 'Acme login',
    TRAILKEEP_PASSWORD_SIGN_IN: '0',
  });
  command('user', 'create', '--email', ADMIN, '--name', 'Ada', '--role', 'admin');
  command('view', 'create', '--name', 'Production');
  provider.people.set('ada', { email: ADMIN, emailVerified: true, name: 'Ada', groups: [] });
  provider.people.set('max', {
    email: 'max@acme.example',
    emailVerified: true,
    name: 'Max',
    groups: ['auditors'],
  });
});
test.afterAll(async () => {
  await portal.stop();
  await provider.stop();
});

function command(...args: string[]): void {
  runTrailkeep(args, '', { TRAILKEEP_DATA_DIR: portal.dataDirectory });
}

/** A browser of somebody's own, through the provider's pages. */
async function comeAs(login: string, path = '/'): Promise<Page> {
  const page = await (await people.newContext({ baseURL: portal.url })).newPage();
  await page.goto(path);
  await page.getByRole('button', { name: 'Continue with Acme login' }).click();
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill('any');
  await page.locator('button[type=submit]').click();
  await page.getByRole('button', { name: 'Continue' }).click();
  return page;
}

test('the person of a verified address is in, and comes to the page that was asked for', async () => {
  const page = await comeAs('ada', '/admin/sign-in');
  await expect(page).toHaveURL(`${portal.url}/admin/sign-in`);
  await expect(page.getByText('Switched off by TRAILKEEP_PASSWORD_SIGN_IN')).toBeVisible();
  await page.getByLabel('Group', { exact: true }).fill('auditors');
  await page.getByRole('button', { name: 'Views and accounts' }).click();
  await page.getByRole('option', { name: /Production/ }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add rule' }).click();
  await expect(page.getByRole('row', { name: /auditors.*Production.*Viewer/ })).toBeVisible();
  await page.context().close();
});

test('a first sign-in makes the user, with what the group gives, until the group is gone', async () => {
  const first = await comeAs('max');
  await expect(first.getByRole('link', { name: /Production/ }).first()).toBeVisible();
  await first.context().close();
  provider.people.set('max', { email: 'max@acme.example', emailVerified: true, name: 'Max', groups: [] });
  const again = await comeAs('max', '/view/production/events');
  await expect(again).toHaveURL(/production/);
  expect((await again.request.get('/view/production/events')).status()).toBe(404);
  await again.context().close();
});

test('an address that was not verified makes nobody anybody, and the page says so', async () => {
  provider.people.set('eve', { email: ADMIN, emailVerified: false, name: 'Eve', groups: ['auditors'] });
  const page = await comeAs('eve');
  await expect(page.getByRole('alert').filter({ hasText: 'was verified' })).toBeVisible();
  await page.goto('/');
  await expect(page).toHaveURL(/sign-in/);
  await page.context().close();
});

test('with passwords switched off there is no field for one, and no way round it', async () => {
  const context = await people.newContext({ baseURL: portal.url });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: 'Continue with Acme login' })).toBeVisible();
  await expect(page.getByLabel('Password')).toHaveCount(0);
  const { csrfToken } = (await (await context.request.get('/api/auth/csrf')).json()) as { csrfToken: string };
  const answer = await context.request.post('/api/auth/callback/credentials', {
    form: { csrfToken, email: ADMIN, password: 'correct horse battery staple', json: 'true' },
  });
  expect(answer.status()).toBe(401);
  expect(await (await context.request.get('/api/v1/scopes')).json()).toMatchObject({
    error: { code: 'unauthenticated' },
  });
  await context.close();
});

test('an answer of the provider that this browser did not ask for signs nobody in', async () => {
  const context = await people.newContext({ baseURL: portal.url });
  const answer = await context.request.get('/api/auth/callback/oidc?code=stolen&state=forged');
  expect(answer.url()).toMatch(/\/sign-in\?.*error=OAuthCallback$/);
  expect((await context.request.get('/api/v1/scopes')).status()).toBe(401);
  await context.close();
});
