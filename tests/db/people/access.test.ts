import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, findActor } from '#lib/auth/actor.ts';
import { noteVisit } from '#lib/auth/note-visit.ts';
import { resolveScope } from '#lib/auth/resolve-scope.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { parseListParams } from '#lib/lists/list-params.ts';
import { type AccessSort, reachListOf, readerListOf } from '#lib/users/access-list.ts';
import { grantAccess } from '#lib/users/grant-mutations.ts';
import { disableUser } from '#lib/users/mutations.ts';
import { listReach } from '#lib/users/queries/list-reach.ts';
import { listReaders } from '#lib/users/queries/list-readers.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { ACCOUNTS, emailOf, type Organisation, seedOrganisation } from './organisation.ts';

const VIEWS = ['prod', 'empty'];

let database: TestDatabase;
let prisma: ReturnType<typeof createPrisma>;
let people: Organisation['people'];
const params = (query: Record<string, string> = {}) => parseListParams(readerListOf('/'), query);

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = createPrisma(database.webPool);
  ({ people } = await seedOrganisation(database, prisma));
  // One who has an account twice over, and one who is gone.
  await grantAccess(prisma, 'system', { email: emailOf('ownerBeta'), view: 'prod', level: 'viewer' });
  await grantAccess(prisma, 'system', { email: emailOf('accountViewer'), view: 'empty', level: 'manager' });
  await grantAccess(prisma, 'system', { email: emailOf('stranger'), view: 'prod', level: 'manager' });
  await disableUser(prisma, 'system', emailOf('stranger'));
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

/** By the rules of the portal itself: whether the person may open it alone, or sees it in a view of theirs. */
async function mayRead(actor: Actor | null, kind: 'view' | 'account', id: string): Promise<boolean> {
  if (!actor) return false;
  const scopeOf = (of: 'view' | 'account', name: string) =>
    resolveScope(actor, of, name, prisma).catch((error: unknown) => {
      if (error instanceof TrailkeepError && error.code === 'not-found') return null;
      throw error;
    });
  if (await scopeOf(kind, id)) return true;
  if (kind === 'view') return false;
  const views = await Promise.all(VIEWS.map((slug) => scopeOf('view', slug)));
  return views.some((view) => view?.accountIds.includes(id));
}

const emailsOf = async (place: { view: string } | { account: string }) =>
  (await listReaders(prisma, place, params())).rows.map(({ email }) => email).sort();

describe('who may read', () => {
  it.each([
    ...Object.values(ACCOUNTS).map((id) => ['account', id] as const),
    ...VIEWS.map((slug) => ['view', slug] as const),
  ])('%s %s is just who the portal lets in', async (kind, id) => {
    const allowed: string[] = [];
    for (const [role, userId] of Object.entries(people)) {
      const actor = await findActor(prisma, userId);
      if (await mayRead(actor, kind, id)) allowed.push(emailOf(role as keyof typeof people));
    }
    const shown = await emailsOf(kind === 'view' ? { view: id } : { account: id });
    expect(shown).toEqual(allowed.sort());
    expect(shown).not.toContain(emailOf('stranger'));
    expect(shown).toContain(emailOf('admin'));
  });

  it('is told with everything that gives it', async () => {
    const { rows } = await listReaders(prisma, { account: ACCOUNTS.beta }, params());
    const waysOf = (role: keyof typeof people) => rows.find(({ email }) => email === emailOf(role))?.ways;
    expect(waysOf('admin')).toEqual([{ by: 'admin' }]);
    expect(waysOf('ownerBeta')).toEqual([
      { by: 'account', level: 'owner' },
      { by: 'view', slug: 'prod', name: 'Prod', level: 'viewer' },
    ]);
    expect(waysOf('manager')).toEqual([{ by: 'view', slug: 'prod', name: 'Prod', level: 'manager' }]);
  });
});

describe('what a person can see', () => {
  it('is just what lets them in, from the other side', async () => {
    for (const [role, userId] of Object.entries(people)) {
      if (role === 'admin' || role === 'stranger') continue;
      const actor = await findActor(prisma, userId);
      const allowed: string[] = [];
      for (const id of Object.values(ACCOUNTS)) if (await mayRead(actor, 'account', id)) allowed.push(id);
      for (const slug of VIEWS) if (await mayRead(actor, 'view', slug)) allowed.push(slug);
      const { rows } = await listReach(prisma, userId, parseListParams(reachListOf(userId), {}));
      expect(rows.map(({ id }) => id).sort(), role).toEqual(allowed.sort());
    }
  });

  it('is found by name and by number', async () => {
    const find = async (q: string) =>
      (await listReach(prisma, people.manager, parseListParams(reachListOf(people.manager), { q }))).rows.map(
        ({ id }) => id,
      );
    expect(await find('BETA')).toEqual([ACCOUNTS.beta]);
    expect(await find('2222-2222')).toEqual([ACCOUNTS.beta]);
    expect(await find('nothing')).toEqual([]);
  });
});

describe('when they were last here', () => {
  const visit = async (role: keyof typeof people, kind: 'view' | 'account', id: string, at: string) =>
    noteVisit({ userId: people[role] }, { kind, id }, prisma, new Date(at));
  const lastHere = async (role: keyof typeof people, place: { view: string } | { account: string }) => {
    const { rows } = await listReaders(prisma, place, params());
    return rows.find(({ email }) => email === emailOf(role))?.lastReadAt?.toISOString() ?? null;
  };

  it('is the last time they opened it, or of an account a view that holds it', async () => {
    await visit('manager', 'view', 'prod', '2026-11-20T10:00:00Z');
    await visit('manager', 'account', ACCOUNTS.beta, '2026-11-21T10:00:00Z');
    await visit('manager', 'view', 'empty', '2026-11-22T10:00:00Z');
    expect(await lastHere('manager', { account: ACCOUNTS.beta })).toBe('2026-11-21T10:00:00.000Z');
    expect(await lastHere('manager', { account: ACCOUNTS.discovered })).toBe('2026-11-20T10:00:00.000Z');
    expect(await lastHere('manager', { view: 'prod' })).toBe('2026-11-20T10:00:00.000Z');
    expect(await lastHere('viewViewer', { view: 'prod' })).toBeNull();
  });

  it('never goes back, and is kept to the minute', async () => {
    await visit('viewViewer', 'view', 'prod', '2026-11-20T10:00:00Z');
    await visit('viewViewer', 'view', 'prod', '2026-11-20T10:00:59Z');
    expect(await lastHere('viewViewer', { view: 'prod' })).toBe('2026-11-20T10:00:00.000Z');
    await visit('viewViewer', 'view', 'prod', '2026-11-20T10:01:00Z');
    expect(await lastHere('viewViewer', { view: 'prod' })).toBe('2026-11-20T10:01:00.000Z');
  });

  it('orders the list, the last first; who was never here comes last', async () => {
    const sorted = async (query: Record<string, string>) =>
      (await listReaders(prisma, { account: ACCOUNTS.beta }, params(query))).rows.map(({ email }) => email);
    const order: AccessSort = 'lastRead';
    const last = await sorted({ sort: order });
    expect(last.slice(0, 2)).toEqual([emailOf('manager'), emailOf('viewViewer')]);
    expect((await sorted({ sort: order, down: '1' })).at(-1)).toBe(emailOf('manager'));
    expect(await sorted({ q: 'VIEWVIEWER' })).toEqual([emailOf('viewViewer')]);
  });
});
