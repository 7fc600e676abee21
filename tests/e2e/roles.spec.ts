import { type APIRequestContext, type Browser, expect, request, test } from '@playwright/test';
import { appRoutes } from '#tests/setup/app-routes.ts';
import { trailkeep } from '#tests/setup/commands.ts';
import { onDatabase } from '#tests/setup/portal-database.ts';
import { SAMPLE_PORTAL, type SamplePerson, samplePeople } from '#tests/setup/portals.ts';
import { contextOf } from '#tests/setup/sign-in.ts';

const ROLES = ['anonymous', 'stranger', 'viewer', 'ownerA', 'ownerB', 'manager', 'admin'] as const;
type Role = (typeof ROLES)[number];
type Statuses = Record<Role, number>;

/** A and B are accounts of the view; A has an owner and a viewer, B another owner. */
const A = '048213975106';
const B = '231094857712';
const VIEW = 'acme-production';

/** The same status for each role, but for those that differ. */
const every = (status: number, but: Partial<Statuses> = {}): Statuses =>
  ({ ...Object.fromEntries(ROLES.map((role) => [role, status])), ...but }) as Statuses;

/** Pages send people who are not signed in to the sign-in (307), and answer 404 for what one may not see. */
const signedIn = every(200, { anonymous: 307 });
const ofView = every(404, { anonymous: 307, manager: 200, admin: 200 });
const ofA = every(404, { anonymous: 307, viewer: 200, ownerA: 200, manager: 200, admin: 200 });
const ofB = every(404, { anonymous: 307, ownerB: 200, manager: 200, admin: 200 });
const ofAdmins = every(404, { anonymous: 307, admin: 200 });
const api = (statuses: Statuses): Statuses => ({ ...statuses, anonymous: 401 });

/** One row for every page and endpoint, with addresses to try. A route without a row fails the first test. */
const MATRIX: Record<string, Record<string, Statuses>> = {
  '/': { '/': signedIn },
  '/log-sources': { '/log-sources': signedIn },
  '/admin': { '/admin': { ...ofAdmins, admin: 307 } },
  '/admin/users': { '/admin/users': ofAdmins, '/admin/users?show=admins&page=9': ofAdmins },
  '/admin/users/[userId]': {
    '/admin/users/{user}': ofAdmins,
    '/admin/users/nobody': every(404, { anonymous: 307 }),
  },
  '/admin/views': { '/admin/views': ofAdmins },
  '/admin/views/[slug]': {
    [`/admin/views/${VIEW}`]: ofAdmins,
    '/admin/views/nowhere': every(404, { anonymous: 307 }),
  },
  '/admin/accounts': { '/admin/accounts': ofAdmins },
  '/admin/accounts/[accountId]': {
    [`/admin/accounts/${A}`]: ofAdmins,
    '/admin/accounts/000000000000': every(404, { anonymous: 307 }),
  },
  '/admin/tokens': { '/admin/tokens': ofAdmins },
  '/admin/audit': { '/admin/audit': ofAdmins, '/admin/audit?result=denied&after=junk': ofAdmins },
  '/profile': { '/profile': signedIn },
  '/set-password': { '/set-password?token=none': every(200) },
  '/sign-in': { '/sign-in': every(307, { anonymous: 200 }) },
  '/first-run': { '/first-run?token=none': every(200) },
  '/[scopeKind]/[scopeId]': {
    [`/view/${VIEW}`]: every(404, { anonymous: 307, manager: 307, admin: 307 }),
    [`/account/${A}`]: every(404, { anonymous: 307, viewer: 307, ownerA: 307, manager: 307, admin: 307 }),
  },
  '/[scopeKind]/[scopeId]/trails': {
    [`/view/${VIEW}/trails`]: ofView,
    [`/account/${A}/trails`]: ofA,
    // Another account's credentials are nobody's to ask for: the page answers without them.
    [`/account/${A}/trails?credentials=${B}`]: ofA,
    [`/account/${B}/trails`]: ofB,
  },
  '/[scopeKind]/[scopeId]/searches': {
    [`/view/${VIEW}/searches`]: ofView,
    [`/account/${A}/searches`]: ofA,
    [`/account/${B}/searches`]: ofB,
  },
  '/[scopeKind]/[scopeId]/searches/new-places': {
    [`/view/${VIEW}/searches/new-places`]: ofView,
    [`/account/${A}/searches/new-places`]: ofA,
    [`/account/${B}/searches/new-places`]: ofB,
  },
  '/[scopeKind]/[scopeId]/events': {
    [`/view/${VIEW}/events`]: ofView,
    [`/account/${A}/events`]: ofA,
    [`/account/${B}/events`]: ofB,
    '/account/000000000000/events': every(404, { anonymous: 307 }),
    '/planet/mars/events': every(404, { anonymous: 307 }),
  },
  '/[scopeKind]/[scopeId]/events/[accountId]/[eventId]': {
    [`/view/${VIEW}/events/${A}/{eventOfA}`]: ofView,
    [`/account/${A}/events/${A}/{eventOfA}`]: ofA,
    // Another account's event under one's own scope.
    [`/account/${B}/events/${A}/{eventOfA}`]: every(404, { anonymous: 307 }),
  },
  '/[scopeKind]/[scopeId]/events/saved/[searchId]': {
    [`/view/${VIEW}/events/saved/{search}`]: every(404, { anonymous: 307, admin: 307, manager: 307 }),
    [`/account/${A}/events/saved/{search}`]: every(404, { anonymous: 307 }),
  },
  '/[scopeKind]/[scopeId]/summary': {
    [`/view/${VIEW}/summary`]: ofView,
    [`/account/${A}/summary`]: ofA,
    [`/account/${B}/summary`]: ofB,
  },
  '/[scopeKind]/[scopeId]/buckets': {
    [`/view/${VIEW}/buckets`]: ofView,
    [`/account/${A}/buckets`]: every(404, { anonymous: 307 }),
  },
  '/[scopeKind]/[scopeId]/setup': {
    [`/view/${VIEW}/setup`]: ofView,
    [`/account/${A}/setup`]: every(404, { anonymous: 307, ownerA: 200, admin: 200 }),
  },
  '/[scopeKind]/[scopeId]/buckets/[sourceId]': {
    [`/view/${VIEW}/buckets/{source}`]: ofView,
    [`/account/${A}/buckets/{source}`]: every(404, { anonymous: 307 }),
  },
  '/api/auth/[...nextauth]': { '/api/auth/csrf': every(200) },
  '/api/health': { '/api/health': every(200) },
  '/api/v1/openapi.json': { '/api/v1/openapi.json': every(200) },
  '/api/v1/scopes': { '/api/v1/scopes': api(every(200)) },
  '/api/v1/events': {
    [`/api/v1/events?scope=view:${VIEW}`]: api(ofView),
    [`/api/v1/events?scope=account:${A}`]: api(ofA),
    [`/api/v1/events?scope=account:${B}`]: api(ofB),
  },
  '/api/v1/events/[accountId]/[eventId]': {
    [`/api/v1/events/${A}/{eventOfA}?scope=account:${A}`]: api(ofA),
    [`/api/v1/events/${A}/{eventOfA}?scope=account:${B}`]: api(every(404)),
  },
  '/api/v1/events/groups': {
    [`/api/v1/events/groups?scope=view:${VIEW}`]: api(ofView),
    [`/api/v1/events/groups?scope=account:${A}`]: api(ofA),
    [`/api/v1/events/groups?scope=account:${B}`]: api(ofB),
  },
  '/api/v1/events/facets': {
    [`/api/v1/events/facets?scope=account:${A}&facet=user`]: api(ofA),
    [`/api/v1/events/facets?scope=account:${B}&facet=user`]: api(ofB),
  },
  '/api/v1/export': {
    [`/api/v1/export?scope=view:${VIEW}&format=csv&user=nobody`]: api(ofView),
    [`/api/v1/export?scope=account:${A}&format=ndjson&user=nobody`]: api(ofA),
    [`/api/v1/export?scope=account:${B}&format=csv&user=nobody`]: api(ofB),
  },
  '/api/v1/audit-log': { '/api/v1/audit-log?limit=1': api(every(403, { admin: 200 })) },
  '/api/v1/audit-log/export': {
    '/api/v1/audit-log/export?format=csv&person=nobody': api(every(403, { admin: 200 })),
  },
  '/api/v1/saved-searches': {
    [`/api/v1/saved-searches?scope=view:${VIEW}`]: api(ofView),
    [`/api/v1/saved-searches?scope=account:${A}`]: api(ofA),
  },
  '/api/v1/saved-searches/[searchId]': {
    [`/api/v1/saved-searches/{search}?scope=view:${VIEW}`]: api(ofView),
    [`/api/v1/saved-searches/{search}?scope=account:${A}`]: api(every(404)),
  },
  '/api/v1/summary': {
    [`/api/v1/summary?scope=view:${VIEW}`]: api(ofView),
    [`/api/v1/summary?scope=account:${A}`]: api(ofA),
    [`/api/v1/summary?scope=account:${B}`]: api(ofB),
  },
  '/api/v1/freshness': {
    [`/api/v1/freshness?scope=view:${VIEW}`]: api(ofView),
    [`/api/v1/freshness?scope=account:${A}`]: api(ofA),
    [`/api/v1/freshness?scope=account:${B}`]: api(ofB),
  },
  '/api/v1/trails': {
    [`/api/v1/trails?scope=view:${VIEW}`]: api(ofView),
    [`/api/v1/trails?scope=account:${A}`]: api(ofA),
  },
  '/api/v1/sources': {
    [`/api/v1/sources?scope=view:${VIEW}`]: api(ofView),
    [`/api/v1/sources?scope=account:${A}`]: api(ofA),
  },
  '/api/v1/source-tests/[testId]': {
    '/api/v1/source-tests/00000000-0000-4000-8000-000000000000': api(every(404)),
  },
  '/api/v1/policy-checks/[checkId]': {
    '/api/v1/policy-checks/00000000-0000-4000-8000-000000000000': api(every(404)),
  },
  '/api/v1/objects': {
    [`/api/v1/objects?scope=view:${VIEW}&state=ingested`]: api(ofView),
    [`/api/v1/objects?scope=account:${A}&state=ingested`]: api(ofA),
  },
  '/api/v1/objects/summary': {
    [`/api/v1/objects/summary?scope=view:${VIEW}&source={source}`]: api(ofView),
    [`/api/v1/objects/summary?scope=account:${A}&source={source}`]: api(every(404)),
  },
  '/api/v1/objects/[objectId]/records': {
    [`/api/v1/objects/{object}/records?scope=view:${VIEW}`]: api(ofView),
    [`/api/v1/objects/{object}/records?scope=account:${A}`]: api(every(404)),
  },
  '/api/v1/objects/[objectId]/content': {
    [`/api/v1/objects/{object}/content?scope=view:${VIEW}`]: api(ofView),
    [`/api/v1/objects/{object}/content?scope=account:${A}`]: api(every(404)),
  },
};

/** A search that is shared with the view. */
let search: string;
/** The id of a person who may see nothing. */
let user: string;
let requests: Record<Role, APIRequestContext>;
/** An admin's live session and token, after the admin was disabled; and an admin's token that has expired. */
let ended: { session: APIRequestContext; token: string; expired: string };
let tokens: Partial<Record<Role, string>>;
let eventOfA: string;
/** An object of the view's bucket. */
let object: { id: string; sourceId: number };

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  const people = await samplePeople();
  const stranger = newPerson('Stranger');
  user = stranger.userId;
  const viewer = newPerson('Viewer');
  trailkeep('grant', '--email', viewer.email, '--account', A, '--level', 'viewer');
  const persons: Partial<Record<Role, SamplePerson>> = { ...people, stranger, viewer };
  requests = { anonymous: await request.newContext({ baseURL: SAMPLE_PORTAL.url }) } as Record<
    Role,
    APIRequestContext
  >;
  tokens = {};
  for (const role of ROLES) {
    const person = persons[role];
    if (!person) continue;
    requests[role] = (await contextOf(browser as Browser, person)).request;
    tokens[role] = tokenOf(person, 'matrix');
  }
  ended = await endAnAdmin(browser, people.admin);
  const answer = await requests.admin.get(`/api/v1/events?scope=account:${A}&limit=1`);
  eventOfA = ((await answer.json()) as { events: { eventId: string }[] }).events[0]?.eventId ?? '';
  expect(eventOfA).not.toBe('');
  const ledger = await requests.admin.get(`/api/v1/objects?scope=view:${VIEW}&state=ingested&limit=1`);
  const [newest] = ((await ledger.json()) as { objects: (typeof object)[] }).objects;
  if (!newest) throw new Error('the sample has no objects');
  object = newest;
  const saved = await requests.admin.post(`/api/v1/saved-searches?scope=view:${VIEW}`, {
    data: { name: `Matrix ${Date.now()}`, query: '', shared: true },
  });
  search = ((await saved.json()) as { id: string }).id;
});

async function endAnAdmin(browser: Browser, admin: SamplePerson): Promise<typeof ended> {
  const person = newPerson('Leaver', '--role', 'admin');
  const session = (await contextOf(browser, person)).request;
  expect((await session.get(`/view/${VIEW}/events`)).status()).toBe(200);
  const token = tokenOf(person, 'matrix');
  const expired = tokenOf(admin, 'expired');
  await onDatabase(SAMPLE_PORTAL, `update app_user set disabled_at = now() where email = '${person.email}'`);
  await onDatabase(SAMPLE_PORTAL, `update api_token set expires_at = now() where name = 'expired'`);
  return { session, token, expired };
}

function tokenOf({ email }: SamplePerson, name: string): string {
  return String(trailkeep('token', 'create', '--email', email, '--name', name).token);
}

/** An address of the matrix with what this portal has in place of its braces. */
function filled(address: string): string {
  return address
    .replace('{eventOfA}', eventOfA)
    .replace('{search}', search)
    .replace('{user}', user)
    .replace('{object}', object.id)
    .replace('{source}', String(object.sourceId));
}

// A name of their own: after a failure this file starts again on the same portal.
function newPerson(name: string, ...options: string[]): SamplePerson & { userId: string } {
  const email = `${name.toLowerCase()}-${process.pid}@acme.example`;
  const created = trailkeep('user', 'create', '--email', email, '--name', name, ...options);
  return { email, password: String(created.generatedPassword), userId: String(created.userId), may: '' };
}

test('every page and endpoint of the app has its row in the matrix', () => {
  expect(Object.keys(MATRIX).sort()).toEqual(appRoutes());
});

for (const [route, addresses] of Object.entries(MATRIX)) {
  test(`${route} answers each role as it may see`, async () => {
    for (const [address, statuses] of Object.entries(addresses)) {
      for (const role of ROLES) {
        const answer = await requests[role].get(filled(address), { maxRedirects: 0 });
        expect.soft(answer.status(), `${role} asks for ${address}`).toBe(statuses[role]);
      }
      const left = await ended.session.get(filled(address), { maxRedirects: 0 });
      expect.soft(left.status(), `a disabled admin asks for ${address}`).toBe(statuses.anonymous);
    }
  });
}

test('tokens that expired, or whose person was disabled, open no endpoint', async () => {
  const addresses = Object.values(MATRIX).flatMap((row) => Object.entries(row));
  const guarded = addresses.filter(
    ([address, { anonymous }]) => /^.api.v1/.test(address) && anonymous === 401,
  );
  expect(guarded.length).toBeGreaterThan(30);
  for (const [address] of guarded) {
    for (const token of [ended.token, ended.expired]) {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await requests.anonymous.get(filled(address), { headers });
      expect.soft(answer.status(), address).toBe(401);
    }
  }
});

test("another scope's cursor, accounts and search give an owner nothing but their own account's events", async () => {
  const page = await requests.admin.get(`/api/v1/events?scope=account:${A}&limit=1`);
  const { next } = (await page.json()) as { next: string };
  for (const query of [`cursor=${next}&limit=1000`, `account=${A}&account=${B}`, `user=*&q=${A}`]) {
    const answer = await requests.ownerB.get(`/api/v1/events?scope=account:${B}&${query}`);
    const { events = [] } = (await answer.json()) as { events?: { accountId: string }[] };
    expect
      .soft(
        events.filter(({ accountId }) => accountId !== B),
        query,
      )
      .toEqual([]);
  }
  const file = await requests.ownerB.get(
    `/api/v1/export?scope=account:${B}&format=ndjson&account=${A}&account=${B}`,
  );
  const lines = (await file.text()).split('\n').filter(Boolean);
  const exported = lines.map((line) => (JSON.parse(line) as { accountId: string }).accountId);
  expect(new Set(exported)).toEqual(new Set([B]));
  const mine = await requests.ownerB.get('/api/v1/scopes');
  expect(await mine.json()).toMatchObject({ views: [], accounts: [{ id: B }] });
});

test('tokens have the rights of their people, and no more', async () => {
  for (const [address, statuses] of Object.entries(MATRIX['/api/v1/events/groups'] ?? {})) {
    for (const role of ROLES) {
      const headers: Record<string, string> = tokens[role] ? { authorization: `Bearer ${tokens[role]}` } : {};
      const answer = await requests.anonymous.get(address, { headers });
      expect.soft(answer.status(), `${role} asks for ${address}`).toBe(statuses[role]);
    }
  }
});

test('an owner who asks for everything gets the events of their own account only', async () => {
  const answer = await requests.ownerA.get(`/api/v1/events?scope=account:${A}&account=${B}&limit=1000`);
  const { events } = (await answer.json()) as { events: { accountId: string }[] };
  expect(events).toEqual([]);
  const own = await requests.ownerA.get(`/api/v1/events?scope=account:${A}&limit=1000`);
  const accounts = ((await own.json()) as { events: { accountId: string }[] }).events.map(
    (event) => event.accountId,
  );
  expect(new Set(accounts)).toEqual(new Set([A]));
});
