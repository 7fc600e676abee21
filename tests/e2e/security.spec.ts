import { createHash } from 'node:crypto';
import { type APIRequestContext, type APIResponse, expect, test } from '@playwright/test';
import { waitForSample } from '#tests/setup/pages.ts';
import { SAMPLE_PORTAL, type StartedPortal, samplePeople, startPortal } from '#tests/setup/portals.ts';
import { A, filled, MATRIX, sampleValues, VIEW } from '#tests/setup/route-matrix.ts';
import { contextOf } from '#tests/setup/sign-in.ts';

let admin: APIRequestContext;
let secure: StartedPortal;

test.beforeAll(async ({ browser }) => {
  admin = (await contextOf(browser, (await samplePeople()).admin)).request;
  await waitForSample(admin);
  secure = await startPortal(3313, { TRAILKEEP_URL: 'https://trailkeep.example.com' });
});
test.afterAll(() => secure.stop());

/** Every address of the matrix that needs nothing made for it first. */
async function addresses(): Promise<string[]> {
  const values = await sampleValues(admin);
  const known = (address: string) =>
    [...address.matchAll(/\{(\w+)\}/g)].every(([, name = '']) => name in values);
  return Object.values(MATRIX)
    .flatMap((row) => Object.keys(row).filter(known))
    .map((address) => filled(address, values));
}

test('every answer forbids what is inline, being framed and being guessed at', async () => {
  for (const address of await addresses()) {
    const answer = await admin.get(address, { maxRedirects: 0 });
    const { 'content-security-policy': policy = '', ...headers } = answer.headers();
    expect.soft(policy, address).not.toMatch(/unsafe-inline|unsafe-eval/);
    expect.soft(policy, address).toMatch(/script-src 'self' 'nonce-[\w-]{36}' 'strict-dynamic';/);
    expect.soft(policy, address).toContain(`frame-ancestors 'none'`);
    expect.soft(headers, address).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-resource-policy': 'same-origin',
    });
    // The description of the API is everybody's.
    if (address !== '/api/v1/openapi.json')
      expect.soft(headers['cache-control'], address).toContain('no-store');
    if (headers['content-type']?.startsWith('text/html')) await expectNothingInline(address, policy, answer);
  }
});

/** Scripts carry the answer's own nonce; of style attributes only those that the policy names by their hash are there. */
async function expectNothingInline(address: string, policy: string, answer: APIResponse): Promise<void> {
  const html = await answer.text();
  const nonce = /'nonce-([\w-]+)'/.exec(policy)?.[1];
  const scripts = [...html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
  expect
    .soft(
      scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`)),
      address,
    )
    .toEqual([]);
  const markup = html.replaceAll(/<script\b[\s\S]*?<\/script>/g, '');
  const styles = [...markup.matchAll(/ style="([^"]*)"/g)].map(([, style = '']) => style);
  const hash = (style: string) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
  expect
    .soft(
      styles.filter((style) => !policy.includes(hash(style))),
      address,
    )
    .toEqual([]);
  expect.soft(markup, address).not.toMatch(/ on(click|load|error)=|<style|javascript:/);
}

test("another site's page changes nothing here, with a person's cookies or without", async () => {
  const url = `/api/v1/saved-searches?scope=view:${VIEW}`;
  const data = { name: `Foreign ${Date.now()}`, query: '', shared: true };
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:1' },
  ];
  for (const headers of foreign) expect((await admin.post(url, { data, headers })).status()).toBe(403);
  const kept = (await (await admin.get(url)).json()) as { searches?: { name: string }[] };
  expect(JSON.stringify(kept)).not.toContain(data.name);
  expect((await admin.post(url, { data, headers: { origin: SAMPLE_PORTAL.url } })).status()).toBeLessThan(
    300,
  );
});

test('a body that is too large is refused before it is read', async () => {
  const data = Buffer.alloc(5 * 1024 * 1024, ' ');
  const answer = await admin.post(`/api/v1/saved-searches?scope=view:${VIEW}`, { data });
  expect(answer.status()).toBe(413);
});

test('a path with a % that begins no character is refused by the API, and leads a person nowhere', async () => {
  const refused = await admin.get('/api/v1/alerts/findings/%E0%A4%A');
  expect(refused.status()).toBe(400);
  expect(await refused.json()).toMatchObject({ error: { code: 'bad-request' } });
  for (const path of ['/view/%E0%A4%A/events', `/view/${VIEW}/alerts/rules/%zz`, '/%', '/_next/static/%E0']) {
    const nothing = await admin.get(path);
    expect.soft(nothing.status(), path).toBe(404);
  }
});

test('files are downloads, of the type they say', async () => {
  for (const format of ['csv', 'ndjson']) {
    const answer = await admin.get(`/api/v1/export?scope=account:${A}&format=${format}&user=nobody`);
    expect(answer.headers()).toMatchObject({
      'content-disposition': expect.stringMatching(/^attachment/),
      'x-content-type-options': 'nosniff',
    });
  }
});

test('reached by https, the portal holds browsers to it and binds its cookies to this one host', async ({
  request,
}) => {
  const page = await request.get(`${secure.url}/sign-in`);
  expect(page.headers()['strict-transport-security']).toBe('max-age=63072000; includeSubDomains');
  const answer = await request.get(`${secure.url}/api/auth/csrf`);
  const cookies = answer.headersArray().filter(({ name }) => name.toLowerCase() === 'set-cookie');
  expect(cookies.length).toBeGreaterThan(0);
  for (const { value } of cookies) {
    expect.soft(value).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=(Lax|Strict)$/);
    // Where to go on to is next-auth's own, and is checked when it is used. The session's has its unit test.
    expect.soft(value).toMatch(value.includes('callback-url') ? /^__Secure-/ : /^__Host-/);
  }
});
