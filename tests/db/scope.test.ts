import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount } from '#lib/accounts/mutations.ts';
import { type Actor, findActor } from '#lib/auth/actor.ts';
import { listScopes } from '#lib/auth/list-scopes.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { resolveScope } from '#lib/auth/resolve-scope.ts';
import type { ScopeKind } from '#lib/auth/scope.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { ACCOUNTS, type Organisation, seedOrganisation } from './people/organisation.ts';

let database: TestDatabase;
let organisation: Organisation;
let prisma: ReturnType<typeof createPrisma>;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = createPrisma(database.webPool);
  organisation = await seedOrganisation(database, prisma);
});

afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

type Role = keyof Organisation['people'];

async function actor(role: Role): Promise<Actor> {
  const found = await findActor(prisma, organisation.people[role]);
  if (!found) throw new Error(`no actor ${role}`);
  return found;
}

const { alpha, beta, gamma, discovered } = ACCOUNTS;

/** What each person may open, as `kind:id` → accounts in it, sources to see, may manage. Whatever is not here is not-found. */
const ALLOWED: Record<Role, Record<string, { accounts: string[]; sources: string[]; manage: boolean }>> = {
  admin: {
    'view:prod': { accounts: [alpha, beta, discovered], sources: ['prod'], manage: true },
    'view:empty': { accounts: [], sources: [], manage: true },
    [`account:${alpha}`]: { accounts: [alpha], sources: ['alpha'], manage: true },
    [`account:${beta}`]: { accounts: [beta], sources: [], manage: true },
    [`account:${gamma}`]: { accounts: [gamma], sources: [], manage: true },
  },
  manager: {
    'view:prod': { accounts: [alpha, beta, discovered], sources: ['prod'], manage: true },
    [`account:${alpha}`]: { accounts: [alpha], sources: [], manage: false },
    [`account:${beta}`]: { accounts: [beta], sources: [], manage: false },
  },
  ownerAlpha: { [`account:${alpha}`]: { accounts: [alpha], sources: ['alpha'], manage: true } },
  ownerBeta: { [`account:${beta}`]: { accounts: [beta], sources: [], manage: true } },
  viewViewer: { 'view:prod': { accounts: [alpha, beta, discovered], sources: [], manage: false } },
  accountViewer: { [`account:${gamma}`]: { accounts: [gamma], sources: [], manage: false } },
  stranger: {},
};

const EVERY_SCOPE: [ScopeKind, string][] = [
  ['view', 'prod'],
  ['view', 'empty'],
  ['view', 'no-such-view'],
  ['account', alpha],
  ['account', beta],
  ['account', gamma],
  ['account', discovered],
  ['account', '999999999999'],
  ['account', '12'],
  ['account', "1' or '1'='1"],
];

describe.each(Object.keys(ALLOWED) as Role[])('%s', (role) => {
  it.each(EVERY_SCOPE)('opens %s %s exactly if the rights table says so', async (kind, id) => {
    const expected = ALLOWED[role][`${kind}:${id}`];
    const opened = resolveScope(await actor(role), kind, id, prisma);
    if (!expected) {
      await expect(opened).rejects.toMatchObject({ name: 'TrailkeepError', code: 'not-found' });
      return;
    }
    expect(await opened).toMatchObject({
      kind,
      id,
      accountIds: [...expected.accounts].sort(),
      sourceIds: expected.sources.map((name) => organisation.sources[name]),
      canManage: expected.manage,
    });
  });

  it('is offered exactly the scopes that it can open', async () => {
    const scopes = await listScopes(await actor(role), prisma);
    const offered = [
      ...scopes.views.map((view) => `view:${view.slug}`),
      ...scopes.accounts.map((account) => `account:${account.id}`),
    ];
    expect(offered.sort()).toEqual(Object.keys(ALLOWED[role]).sort());
  });

  it('reads the events of the accounts in its scopes and of no other', async () => {
    for (const [key, { accounts }] of Object.entries(ALLOWED[role])) {
      const [kind, id] = key.split(':') as [ScopeKind, string];
      const scope = await resolveScope(await actor(role), kind, id, prisma);
      const seen = await readScope(database.webPool, scope, (db) => db.query(COUNT_BY_ACCOUNT));
      expect(seen.rows.map((row) => row.account)).toEqual([...accounts].sort());
    }
  });
});

const COUNT_BY_ACCOUNT = `
  select lpad(account_id::text, 12, '0') as account, count(*)::int as events from event group by 1 order by 1`;

describe('the database', () => {
  it('shows the web role no event without a scope, whatever it asks for', async () => {
    for (const table of ['event', 'principal', 'address', 'activity_day', 'log_object', 'source_account']) {
      const { rows } = await database.webPool.query(`select count(*)::int as n from ${table}`);
      expect({ table, n: rows[0].n }).toEqual({ table, n: 0 });
    }
    const { rows } = await database.ownerPool.query('select count(*)::int as n from event');
    expect(rows[0].n).toBe(4);
  });

  it('refuses the web role what is not for reading: partitions, bodies, secrets, writing events', async () => {
    const forbidden = [
      'select * from event_20261116',
      'select * from log_object_body',
      'select ciphertext from source_secret',
      'delete from event',
      'set role trailkeep_worker',
    ];
    for (const statement of forbidden) {
      await expect(database.webPool.query(statement), statement).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('carries no scope over to the next user of the connection', async () => {
    const scope = await resolveScope(await actor('admin'), 'view', 'prod', prisma);
    await readScope(database.webPool, scope, (db) => db.query('select 1'));
    const connections = await Promise.all([1, 2, 3, 4, 5].map(() => database.webPool.connect()));
    for (const client of connections) {
      const { rows } = await client.query('select count(*)::int as n from event');
      expect(rows[0].n).toBe(0);
      client.release();
    }
  });
});

it('shows the past events of a discovered account as soon as it is added, to its owner and not to another', async () => {
  await addAccount(prisma, await actor('admin'), {
    id: discovered,
    name: 'Delta',
    owner: 'stranger@example.com',
  });
  const scope = await resolveScope(await actor('stranger'), 'account', discovered, prisma);
  const { rows } = await readScope(database.webPool, scope, (db) => db.query(COUNT_BY_ACCOUNT));
  expect(rows).toEqual([{ account: discovered, events: 1 }]);
  await expect(resolveScope(await actor('ownerAlpha'), 'account', discovered, prisma)).rejects.toMatchObject({
    code: 'not-found',
  });
});
