import { type APIRequestContext, type Browser, expect, request, test } from '@playwright/test';
import { appMutations } from '#tests/setup/app-mutations.ts';
import { appRoutes } from '#tests/setup/app-routes.ts';
import { trailkeep } from '#tests/setup/commands.ts';
import { MUTATIONS, type Mutation, SELF_GUARDED } from '#tests/setup/mutation-matrix.ts';
import { onDatabase } from '#tests/setup/portal-database.ts';
import { SAMPLE_PORTAL, type SamplePerson, samplePeople } from '#tests/setup/portals.ts';
import { A, B, filled, MATRIX, ROLES, type Role, sampleValues, VIEW } from '#tests/setup/route-matrix.ts';
import { contextOf } from '#tests/setup/sign-in.ts';

/** For the matrix's braces: `search` is shared with the view, `user` may see nothing. */
let values: Record<string, string>;
let requests: Record<Role, APIRequestContext>;
/** An admin's live session and token, after the admin was disabled; and an admin's token that has expired. */
let ended: { session: APIRequestContext; token: string; expired: string };
let tokens: Partial<Record<Role, string>>;
/** Tokens of an admin with less than the admin: for account B alone, and for reading alone. */
let lesser: { ofB: string; readOnly: string };

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  const people = await samplePeople();
  const stranger = newPerson('Stranger');
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
  lesser = {
    ofB: tokenOf(people.admin, 'account B', '--scope', `account:${B}`),
    readOnly: tokenOf(people.admin, 'reading', '--read-only'),
  };
  values = {
    ...(await sampleValues(requests.admin)),
    search: await sharedSearch(),
    user: stranger.userId,
  };
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

function tokenOf({ email }: SamplePerson, name: string, ...options: string[]): string {
  return String(trailkeep('token', 'create', '--email', email, '--name', name, ...options).token);
}

/** A search that an admin shares with the view now. */
async function sharedSearch(): Promise<string> {
  const saved = await requests.admin.post(`/api/v1/saved-searches?scope=view:${VIEW}`, {
    data: { name: `Matrix ${process.pid} ${Date.now()} ${Math.random()}`, query: '', shared: true },
  });
  return ((await saved.json()) as { id: string }).id;
}

/** Asks for a change, and gives the answer's status. */
async function change(
  from: APIRequestContext,
  method: string,
  { address, body }: Mutation,
  token?: string,
): Promise<number> {
  const fresh = address.includes('{search}') ? { ...values, search: await sharedSearch() } : values;
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  const answer = await from.fetch(filled(address, fresh), {
    method,
    headers,
    data: body?.(),
    maxRedirects: 0,
  });
  return answer.status();
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
        const answer = await requests[role].get(filled(address, values), { maxRedirects: 0 });
        expect.soft(answer.status(), `${role} asks for ${address}`).toBe(statuses[role]);
      }
      const left = await ended.session.get(filled(address, values), { maxRedirects: 0 });
      expect.soft(left.status(), `a disabled admin asks for ${address}`).toBe(statuses.anonymous);
    }
  });
}

test('every method that changes something has its rows in the matrix', () => {
  const rows = [...Object.keys(MUTATIONS), ...Object.keys(SELF_GUARDED)];
  expect(rows.sort()).toEqual(appMutations());
});

for (const [route, rows] of Object.entries(MUTATIONS)) {
  const [method = ''] = route.split(' ');
  test(`${route} changes for each role what they may change, and nothing for who has no right any more`, async () => {
    for (const row of rows) {
      for (const role of ROLES) {
        const status = await change(requests[role], method, row);
        expect.soft(status, `${role} asks for ${row.address}`).toBe(row.statuses[role]);
      }
      const { anonymous } = requests;
      expect.soft(await change(ended.session, method, row), 'a disabled admin').toBe(401);
      for (const token of [ended.token, ended.expired])
        expect.soft(await change(anonymous, method, row, token), 'an ended token').toBe(401);
      expect.soft(await change(anonymous, method, row, lesser.readOnly), 'a read-only token').toBe(403);
      const ofB = await change(anonymous, method, row, lesser.ofB);
      expect.soft(ofB, `an admin's token for account B: ${row.address}`).toBe(row.statuses.ownerB);
    }
  });
}

test("an admin's token for one account reads what the owner of that account may read, and a read-only one what the admin may", async () => {
  const guarded = Object.values(MATRIX)
    .flatMap((row) => Object.entries(row))
    .filter(([address, { anonymous }]) => address.startsWith('/api/v1/') && anonymous === 401);
  expect(guarded.length).toBeGreaterThan(30);
  for (const [address, statuses] of guarded) {
    const ask = async (token: string) => {
      const headers = { authorization: `Bearer ${token}` };
      return (await requests.anonymous.get(filled(address, values), { headers })).status();
    };
    expect.soft(await ask(lesser.ofB), `for account B: ${address}`).toBe(statuses.ownerB);
    expect.soft(await ask(lesser.readOnly), `read-only: ${address}`).toBe(statuses.admin);
  }
  const headers = { authorization: `Bearer ${lesser.ofB}` };
  const scopes = await requests.anonymous.get('/api/v1/scopes', { headers });
  expect(await scopes.json()).toMatchObject({ views: [], accounts: [{ id: B }] });
});

test('tokens that expired, or whose person was disabled, open no endpoint', async () => {
  const addresses = Object.values(MATRIX).flatMap((row) => Object.entries(row));
  const guarded = addresses.filter(
    ([address, { anonymous }]) => /^.api.v1/.test(address) && anonymous === 401,
  );
  expect(guarded.length).toBeGreaterThan(30);
  for (const [address] of guarded) {
    for (const token of [ended.token, ended.expired]) {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await requests.anonymous.get(filled(address, values), { headers });
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
