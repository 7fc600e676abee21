import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { GET as exported } from '../../../app/api/v1/export/route.ts';
import { DELETE, PATCH } from '../../../app/api/v1/saved-searches/[searchId]/route.ts';
import { GET as list, POST } from '../../../app/api/v1/saved-searches/route.ts';
import { ACCOUNTS, type ApiPortal, openApiPortal, type Person } from './portal.ts';

const request = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock('server-only', () => ({}));
vi.mock('next/headers', () => ({
  headers: async () => request.headers,
  cookies: async () => ({ get: () => undefined }),
}));

let portal: ApiPortal;
beforeAll(async () => {
  portal = await openApiPortal();
  Object.assign(globalThis, { trailkeepWebPool: portal.database.webPool });
});
afterAll(() => portal.close());

type Handler = (request: Request, route: { params: Promise<never> }) => Promise<Response>;

function ask(handler: unknown, person: Person, query: string, init: RequestInit = {}, params: object = {}) {
  request.headers = new Headers({ authorization: `Bearer ${portal.tokens[person]}` });
  const asked = new Request(`http://portal/api?${query}`, init);
  return (handler as Handler)(asked, { params: Promise.resolve(params) as Promise<never> });
}

const json = (method: string, body: unknown): RequestInit => ({
  method,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});

test('an export is a file of exactly what its person may see, and stands in the audit log', async () => {
  const answer = await ask(exported, 'viewer', 'scope=view:prod&format=ndjson&errorCode=AccessDenied');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toContain('application/x-ndjson');
  expect(answer.headers.get('content-disposition')).toMatch(
    /^attachment; filename="trailkeep-prod-[\d-]+-to-[\d-]+\.ndjson"$/,
  );
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const lines = (await answer.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const { alpha, beta, delta } = ACCOUNTS;
  expect(new Set(lines.map(({ accountId }) => accountId))).toEqual(new Set([alpha, beta, delta]));
  expect(lines).toHaveLength(3);
  const { rows } = await portal.database.ownerPool.query(
    `select actor, target, detail from audit_entry where action = 'events.export'`,
  );
  expect(rows).toEqual([
    {
      actor: 'viewer@example.com',
      target: 'view:prod',
      detail: { query: 'format=ndjson&errorCode=AccessDenied' },
    },
  ]);
});

test.each([
  ['scope=view:prod', 400],
  ['scope=view:prod&format=xlsx', 400],
  ['scope=view:prod&format=csv&limit=5', 400],
  ['scope=view:prod&format=csv&nonsense=1', 400],
  [`scope=account:${ACCOUNTS.alpha}&format=csv`, 404],
])('%s is refused with %i before any file begins', async (query, status) => {
  const answer = await ask(exported, 'viewer', query);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-disposition')).toBeNull();
  expect(await answer.json()).toMatchObject({ error: { message: expect.any(String) } });
});

test('a search is saved, listed, renamed and deleted over the API', async () => {
  const scope = 'scope=view:prod';
  const made = await ask(POST, 'viewer', scope, json('POST', { name: ' Root ', query: 'user=root' }));
  expect(made.status).toBe(201);
  const { id } = (await made.json()) as { id: string };
  const one = { searchId: id };
  const renamed = await ask(PATCH, 'viewer', scope, json('PATCH', { name: 'Root user' }), one);
  expect(await renamed.json()).toMatchObject({ id, name: 'Root user', query: 'user=root', canChange: true });
  expect(await (await ask(list, 'viewer', scope)).json()).toMatchObject({ savedSearches: [{ id }] });
  expect(await (await ask(list, 'manager', scope)).json()).toEqual({ savedSearches: [] });
  expect((await ask(DELETE, 'viewer', scope, { method: 'DELETE' }, one)).status).toBe(204);
  expect((await ask(DELETE, 'viewer', scope, { method: 'DELETE' }, one)).status).toBe(404);
});

test.each([
  ['a form of another site', { method: 'POST', body: 'name=x', headers: { 'content-type': 'text/plain' } }],
  ['no name', json('POST', { query: '' })],
  ['an unknown field', json('POST', { name: 'x', query: '', owner: 'me' })],
  ['no JSON', { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } }],
])('a request to save with %s is refused', async (_, init) => {
  const answer = await ask(POST, 'viewer', 'scope=view:prod', init);
  expect(answer.status).toBe(400);
});
