import type { AsyncLocalStorage } from 'node:async_hooks';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ACCOUNTS, type ApiPortal, eventIdOf, openApiPortal, PEOPLE } from '../api/portal.ts';
import { loadOperations, type Operation } from './operations.ts';
import { anyRequest, type FuzzRequest } from './requests.ts';

const { storage } = vi.hoisted(() => ({ storage: {} as { headers?: AsyncLocalStorage<Headers> } }));
vi.mock('server-only', () => ({}));
vi.mock('next/headers', () => ({
  headers: async () => storage.headers?.getStore() ?? new Headers(),
  cookies: async () => ({ get: () => undefined }),
}));

/** Requests in all. The gate makes a small run; `FUZZ_REQUESTS=20000 npx vitest run tests/db/fuzz` the big one. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 1_500);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);
/** As many at once as the pool has connections. */
const AT_ONCE = 5;

const { alpha, beta, gamma, delta } = ACCOUNTS;
const IN_VIEW = [alpha, beta, delta];
const SCOPES: Record<string, { accounts: string[]; people: string[] }> = {
  'view:prod': { accounts: IN_VIEW, people: ['admin', 'manager', 'viewer'] },
  [`account:${alpha}`]: { accounts: [alpha], people: ['admin', 'manager', 'owner-alpha'] },
  [`account:${beta}`]: { accounts: [beta], people: ['admin', 'manager', 'owner-beta'] },
  [`account:${gamma}`]: { accounts: [gamma], people: ['admin'] },
  [`account:${delta}`]: { accounts: [], people: [] },
  'view:none': { accounts: [], people: [] },
};

let portal: ApiPortal;
let operations: Operation[];
/** The id of a search that was saved in gamma, which only the admin sees. */
let theirs: string;
const answered = new Map<string, number>();

beforeAll(async () => {
  const { AsyncLocalStorage } = await import('node:async_hooks');
  storage.headers = new AsyncLocalStorage<Headers>();
  portal = await openApiPortal();
  Object.assign(globalThis, { trailkeepWebPool: portal.database.webPool });
  operations = await loadOperations();
});
afterAll(() => portal.close());

async function send({
  operation,
  person,
  url,
  params,
  body,
}: FuzzRequest): Promise<{ status: number; text: string }> {
  const token = new Map<string, string>(Object.entries(portal.tokens)).get(person);
  const headers = new Headers(token ? { authorization: `Bearer ${token}` } : {});
  const request = new Request(url, {
    method: operation.method,
    ...(body !== null && { body, headers: { 'content-type': 'application/json' } }),
  });
  const handle = () => operation.handler(request, { params: Promise.resolve(params) });
  const response = await (storage.headers?.run(headers, handle) ?? handle());
  return { status: response.status, text: await response.text() };
}

/** What the data holds, of every account, with cursors, searches and objects that were handed to the admin. */
async function knownValues(): Promise<string[]> {
  const get = async (path: string, query: string, method = 'GET', body: string | null = null) => {
    const operation = operations.find((one) => one.path === path && one.method === method);
    if (!operation) throw new Error(`no ${path}`);
    return JSON.parse(
      (await send({ operation, person: 'admin', url: `http://portal?${query}`, params: {}, body })).text,
    );
  };
  const cursors = await Promise.all(
    Object.keys(SCOPES).map(async (scope) => (await get('/events', `scope=${scope}&limit=1`)).next),
  );
  const { objects, next } = await get('/objects', 'scope=view:prod&limit=1');
  const search = JSON.stringify({ name: 'theirs', query: '', shared: true });
  theirs = (await get('/saved-searches', `scope=account:${gamma}`, 'POST', search)).id;
  const { rows } = await portal.database.ownerPool.query<{ id: string }>('select id::text from log_object');
  return [
    ...Object.values(ACCOUNTS).flatMap((account) => [
      account,
      eventIdOf(account, 1),
      `arn:aws:iam::${account}:user/lena`,
      `AKIA${account}`,
    ]),
    ...[...cursors, next, theirs].filter((value) => typeof value === 'string'),
    ...rows.map((row) => row.id),
    ...[
      String(objects[0]?.sourceId),
      'lena',
      's3',
      'ListBuckets',
      'eu-central-1',
      '203.0.113.1',
      'AccessDenied',
      'l*a',
      '14d',
    ],
  ];
}

it('answers whatever is asked without an error of its own, and with nothing from outside of the scope', async () => {
  const people = [...PEOPLE, 'nobody'];
  const allowed = Object.entries(SCOPES).flatMap(([scope, { people: some }]) =>
    some.map((person) => [person, scope] as const),
  );
  const pools = { people, allowed, scopes: Object.keys(SCOPES), known: await knownValues() };
  const batch = fc.array(anyRequest(operations, pools), {
    minLength: AT_ONCE,
    maxLength: AT_ONCE,
    size: 'max',
  });
  const check = fc.asyncProperty(batch, async (requests) => {
    await Promise.all(requests.map(checkOne));
  });
  await fc.assert(check, { numRuns: Math.ceil(REQUESTS / AT_ONCE), seed: SEED, endOnFailure: true });
  const statuses = Object.fromEntries([...answered].sort());
  console.info(
    `${[...answered.values()].reduce((sum, n) => sum + n, 0)} requests (seed ${SEED}):`,
    JSON.stringify(statuses),
  );
  for (const { path, method } of operations)
    expect
      .soft(
        [...answered.keys()].some((key) => key.startsWith(`${method} ${path} `)),
        path,
      )
      .toBe(true);
}, 3_600_000);

async function checkOne(request: FuzzRequest): Promise<void> {
  const { operation, person, url, body, params } = request;
  const { status, text } = await send(request);
  const what = `${person}: ${operation.method} ${operation.path} ${url} ${JSON.stringify(params)} ${body ?? ''} → ${status} ${text.slice(0, 300)}`;
  const key = `${operation.method} ${operation.path} ${status}`;
  answered.set(key, (answered.get(key) ?? 0) + 1);
  expect(status, what).toBeLessThan(500);
  if (person === 'nobody') expect(status, what).toBe(401);
  if (status >= 300) return;
  const scope = new URL(url).searchParams.get('scope');
  const allowed = scope === null ? reachOf(person) : (SCOPES[scope] ?? { accounts: [], people: [] });
  expect(allowed.people, what).toContain(person);
  if (scope !== `account:${gamma}` || person !== 'admin')
    expect(text.includes(`"id":"${theirs}"`), what).toBe(false);
  if (namesWhatItHolds(operation, person)) return;
  // A request's own words may come back in its answer; what is in it besides must be the scope's.
  const asked = decodeURIComponent(url.replaceAll('+', ' ')) + JSON.stringify(params);
  for (const account of Object.values(ACCOUNTS).filter((one) => !allowed.accounts.includes(one))) {
    expect(text.includes(`"accountId":"${account}"`), what).toBe(false);
    if (asked.includes(account)) continue;
    for (const mark of [account, eventIdOf(account, 1).slice(0, 19)])
      expect(text.includes(mark), `${mark} in ${what}`).toBe(false);
  }
}

/** What belongs to no scope lists what the person may see. */
function reachOf(person: string): { accounts: string[]; people: string[] } {
  const scopes = Object.entries(SCOPES).filter(([, { people }]) => people.includes(person));
  return {
    accounts: scopes.filter(([key]) => key.startsWith('account:')).flatMap(([, { accounts }]) => accounts),
    people: [...PEOPLE],
  };
}

/**
 * Saved searches have the names that were tried, and the audit log what admins and others asked for; the ledger of a view's bucket
 * names the folders in it, of whichever accounts.
 */
function namesWhatItHolds({ path }: Operation, person: string): boolean {
  if (path.startsWith('/audit-log')) return person === 'admin';
  if (path.startsWith('/saved-searches')) return true;
  return /^\/(objects|sources)/.test(path) && ['admin', 'manager'].includes(person);
}
