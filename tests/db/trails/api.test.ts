import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { trailsAnswer } from '../../../app/api/v1/answers-trails.ts';
import { GET } from '../../../app/api/v1/trails/route.ts';
import { ACCOUNTS, type ApiPortal, openApiPortal, type Person } from '../api/portal.ts';

const request = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock('server-only', () => ({}));
vi.mock('next/headers', () => ({
  headers: async () => request.headers,
  cookies: async () => ({ get: () => undefined }),
}));

const { alpha, beta, delta } = ACCOUNTS;
let portal: ApiPortal;

beforeAll(async () => {
  portal = await openApiPortal();
  Object.assign(globalThis, { trailkeepWebPool: portal.database.webPool });
});
afterAll(() => portal.close());

async function ask(person: Person, query: string) {
  request.headers = new Headers({ authorization: `Bearer ${portal.tokens[person]}` });
  const answer = await GET(new Request(`http://portal/api?${query}`), { params: Promise.resolve({}) });
  return { status: answer.status, body: await answer.json() };
}

test('the trails of a scope are answered as the document says, with where each account is known from', async () => {
  const { status, body } = await ask('viewer', 'scope=view:prod');
  expect(status).toBe(200);
  const { trails, accounts } = trailsAnswer.parse(body);
  expect(trails.flatMap(({ accounts: of }) => of).sort()).toEqual([alpha, beta, delta]);
  expect(trails.every(({ inferred }) => inferred)).toBe(true);
  expect(accounts.find(({ accountId }) => accountId === delta)).toMatchObject({
    name: null,
    credentials: null,
  });
});

test('an owner learns of the own account alone; others’ scopes are not found, unknown parameters refused', async () => {
  const own = await ask('owner-alpha', `scope=account:${alpha}`);
  expect(trailsAnswer.parse(own.body).trails.flatMap(({ accounts }) => accounts)).toEqual([alpha]);
  expect((await ask('owner-alpha', `scope=account:${beta}`)).status).toBe(404);
  expect((await ask('owner-alpha', 'scope=view:prod')).status).toBe(404);
  expect((await ask('admin', 'scope=view:prod&limit=1')).status).toBe(400);
});
