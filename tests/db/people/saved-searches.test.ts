import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAccount } from '#lib/accounts/mutations.ts';
import { type Actor, findActor } from '#lib/auth/actor.ts';
import { resolveScope } from '#lib/auth/resolve-scope.ts';
import type { Scope } from '#lib/auth/scope.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { getSavedSearch, listSavedSearches } from '#lib/searches/queries/list-saved.ts';
import { createSavedSearch, deleteSavedSearch, updateSavedSearch } from '#lib/searches/saved-mutations.ts';
import { grantAccess } from '#lib/users/grant-mutations.ts';
import { createUser } from '#lib/users/mutations.ts';
import { createView } from '#lib/views/mutations.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

let database: TestDatabase;
let db: PrismaClient;
let manager: Actor;
let viewer: Actor;
let other: Actor;
const scopeIn = (actor: Actor, slug: string): Promise<Scope> => resolveScope(actor, 'view', slug, db);

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrisma(database.webPool);
  await createView(db, 'system', { name: 'Prod' });
  await createView(db, 'system', { name: 'Test' });
  await addAccount(db, 'system', { id: '012345678901', name: 'Alpha', view: 'prod' });
  [manager, viewer, other] = await Promise.all([
    person('manager', 'manager'),
    person('viewer', 'viewer'),
    person('other', 'viewer'),
  ]);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

async function person(name: string, level: 'manager' | 'viewer'): Promise<Actor> {
  const email = `${name}@example.com`;
  const { userId } = await createUser(db, 'system', { email, name, role: 'member' });
  for (const view of ['prod', 'test']) await grantAccess(db, 'system', { email, view, level });
  const actor = await findActor(db, userId);
  if (!actor) throw new Error('no actor');
  return actor;
}

async function save(actor: Actor, name: string, shared = false, slug = 'prod', query = 'user=root') {
  return createSavedSearch(db, actor, await scopeIn(actor, slug), { name, query, shared });
}
const namesFor = async (actor: Actor, slug = 'prod') =>
  (await listSavedSearches(db, actor, await scopeIn(actor, slug))).map(({ name }) => name);

describe('who sees a saved search', () => {
  test('a private one is there for its person, in its scope, and for nobody else', async () => {
    const { id } = await save(viewer, 'Mine');
    expect(await namesFor(viewer)).toContain('Mine');
    expect(await namesFor(viewer, 'test')).not.toContain('Mine');
    for (const actor of [other, manager]) {
      expect(await namesFor(actor)).not.toContain('Mine');
      const scope = await scopeIn(actor, 'prod');
      await expect(getSavedSearch(db, actor, scope, id)).rejects.toMatchObject({ code: 'not-found' });
      await expect(updateSavedSearch(db, actor, scope, id, { name: 'Yours' })).rejects.toMatchObject({
        code: 'not-found',
      });
      await expect(deleteSavedSearch(db, actor, scope, id)).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  test('a shared one is there for everybody who sees its scope, and changed only by who manages it', async () => {
    const { id } = await save(manager, 'Ours', true);
    expect(await namesFor(viewer)).toContain('Ours');
    expect(await namesFor(viewer, 'test')).not.toContain('Ours');
    const scope = await scopeIn(viewer, 'prod');
    expect(await getSavedSearch(db, viewer, scope, id)).toMatchObject({ canChange: false, by: 'manager' });
    await expect(updateSavedSearch(db, viewer, scope, id, { name: 'x' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(deleteSavedSearch(db, viewer, scope, id)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('the database itself gives nothing to a request that does not say who asks', async () => {
    await save(manager, 'Seen by nobody', true);
    expect(await db.savedSearch.findMany()).toEqual([]);
    const { rows } = await database.ownerPool.query('select from saved_search');
    expect(rows.length).toBeGreaterThan(0);
  });
});

describe('what one may do with it', () => {
  test('only those who manage the scope may share, at once or later', async () => {
    await expect(save(viewer, 'Not for all', true)).rejects.toMatchObject({ code: 'forbidden' });
    const { id } = await save(viewer, 'For me');
    const scope = await scopeIn(viewer, 'prod');
    await expect(updateSavedSearch(db, viewer, scope, id, { shared: true })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const mine = await save(manager, 'Later for all');
    await updateSavedSearch(db, manager, await scopeIn(manager, 'prod'), mine.id, { shared: true });
    expect(await namesFor(other)).toContain('Later for all');
  });

  test('a name is taken once for a person and once for the shared, in either case of letters', async () => {
    await save(viewer, 'Twice');
    await expect(save(viewer, 'tWICE')).rejects.toMatchObject({ code: 'conflict' });
    await save(other, 'Twice');
    await save(viewer, 'Twice', false, 'test');
    await save(manager, 'Shared twice', true);
    await expect(save(manager, 'Shared twice', true)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('it is kept as the report writes it: junk, pages and defaults are left out', async () => {
    const query = 'cursor=x&limit=7&preset=14d&groupBy=ip&user=root&nonsense=1';
    const saved = await save(viewer, 'Clean', false, 'prod', query);
    expect(saved.query).toBe('groupBy=ip&user=root');
  });

  test('renaming, replacing and deleting stand in the audit log with the person', async () => {
    const { id } = await save(viewer, 'Old name');
    const scope = await scopeIn(viewer, 'prod');
    await updateSavedSearch(db, viewer, scope, id, { name: 'New name', query: 'q=*prod*' });
    expect(await getSavedSearch(db, viewer, scope, id)).toMatchObject({
      name: 'New name',
      query: 'q=*prod*',
    });
    await deleteSavedSearch(db, viewer, scope, id);
    const entries = await db.auditEntry.findMany({ where: { actor: viewer.email }, orderBy: { id: 'asc' } });
    expect(entries.slice(-3).map(({ action, target }) => [action, target])).toEqual([
      ['saved-search.create', 'view:prod'],
      ['saved-search.update', 'view:prod'],
      ['saved-search.delete', 'view:prod'],
    ]);
  });
});
