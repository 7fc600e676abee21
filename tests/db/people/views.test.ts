import { afterAll, beforeAll, expect, it } from 'vitest';
import { addAccount } from '#lib/accounts/mutations.ts';
import { type Actor, findActor } from '#lib/auth/actor.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { parseListParams } from '#lib/lists/list-params.ts';
import { countViewLosses, deleteView } from '#lib/sources/delete-view.ts';
import { createSource } from '#lib/sources/mutations.ts';
import { grantAccess } from '#lib/users/grant-mutations.ts';
import { createUser } from '#lib/users/mutations.ts';
import { addMembers, createView, removeMember, renameView } from '#lib/views/mutations.ts';
import { findView, listMembers, listViews } from '#lib/views/queries/list-views.ts';
import { memberListOf, VIEW_LIST } from '#lib/views/view-list.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

let database: TestDatabase;
let prisma: ReturnType<typeof createPrisma>;
let manager: Actor;

const TILL = '048213975106';
const BANK = '000000000012';

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.TRAILKEEP_SECRET_KEY ??= database.secretKey;
  prisma = createPrisma(database.webPool);
  await createView(prisma, 'system', { name: 'Shop' });
  await createView(prisma, 'system', { name: 'Other' });
  await addAccount(prisma, 'system', { id: TILL, name: 'Till' });
  await addAccount(prisma, 'system', { id: BANK, name: 'Bank' });
  await createUser(prisma, 'system', { email: 'm@example.com', name: 'M', role: 'member' });
  await grantAccess(prisma, 'system', { email: 'm@example.com', view: 'shop', level: 'manager' });
  const { id } = await prisma.user.findUniqueOrThrow({ where: { email: 'm@example.com' } });
  const actor = await findActor(prisma, id);
  if (!actor) throw new Error('not created');
  manager = actor;
});

afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

const audited = (action: string) => prisma.auditEntry.findMany({ where: { action }, orderBy: { id: 'asc' } });
const membersOf = async (params: Record<string, string> = {}) =>
  (await listMembers(prisma, 'shop', parseListParams(memberListOf('shop'), params))).rows.map(({ id }) => id);

it("a view's own manager neither renames it, nor changes its members, nor deletes it", async () => {
  const attempts = [
    renameView(prisma, manager, 'shop', 'Mine'),
    addMembers(prisma, manager, 'shop', [TILL]),
    removeMember(prisma, manager, 'shop', TILL),
    deleteView(prisma, manager, 'shop', 'shop'),
  ];
  for (const attempt of await Promise.allSettled(attempts)) {
    expect(attempt).toMatchObject({ status: 'rejected', reason: { code: 'forbidden' } });
  }
});

it('a renamed view keeps its address', async () => {
  await renameView(prisma, 'system', 'shop', 'Shops');
  expect(await findView(prisma, 'shop')).toMatchObject({ name: 'Shops', members: 0, people: 1 });
  expect(await audited('view.rename')).toMatchObject([{ detail: { from: 'Shop', to: 'Shops' } }]);
});

it('members go in all or none, once each, and are found by name or number', async () => {
  const missing = addMembers(prisma, 'system', 'shop', [TILL, '999999999999']);
  await expect(missing).rejects.toMatchObject({ code: 'not-found' });
  expect(await membersOf()).toEqual([]);
  await addMembers(prisma, 'system', 'shop', [TILL, BANK, TILL]);
  await addMembers(prisma, 'system', 'shop', [TILL]);
  expect(await membersOf()).toEqual([BANK, TILL]);
  expect(await membersOf({ q: '0482-1397' })).toEqual([TILL]);
  expect((await audited('view.add-account')).map(({ detail }) => detail)).toEqual([
    { account: TILL },
    { account: BANK },
  ]);
  await removeMember(prisma, 'system', 'shop', BANK);
  await removeMember(prisma, 'system', 'shop', BANK);
  expect(await membersOf()).toEqual([TILL]);
  expect(await audited('view.remove-account')).toHaveLength(1);
});

it('a deleted view takes its sources out of collection, and leaves accounts, events and their evidence', async () => {
  const input = {
    kind: 's3' as const,
    bucket: 'acme-logs',
    credentials: {
      kind: 'access-key' as const,
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'x'.repeat(40),
    },
  };
  const { id: sourceId } = await createSource(prisma, 'system', { view: 'shop' }, input);
  await database.ownerPool.query(
    `insert into saved_search (view_id, user_id, name, query, shared)
     select view.id, app_user.id, 'Mine', '', true from view, app_user where slug = 'shop' and email = 'm@example.com'`,
  );
  expect(await countViewLosses(prisma, 'shop')).toEqual({ sources: 1, people: 1, onlyHere: 1, searches: 1 });
  await expect(deleteView(prisma, 'system', 'shop', 'Shops')).rejects.toMatchObject({ code: 'bad-request' });
  await deleteView(prisma, 'system', 'shop', 'shop');
  const owner = database.ownerPool;
  const { rows } = await owner.query(
    'select removed_at is not null as removed, view_id from source where id = $1',
    [sourceId],
  );
  expect(rows).toEqual([{ removed: true, view_id: null }]);
  expect((await owner.query('select from source_secret')).rowCount).toBe(0);
  expect((await owner.query('select from saved_search')).rowCount).toBe(0);
  expect(await prisma.accessGrant.count()).toBe(0);
  expect(await prisma.account.count()).toBe(2);
  expect(await audited('view.delete')).toMatchObject([{ target: 'view:shop', detail: { sources: 1 } }]);
  expect(await audited('source.remove')).toHaveLength(1);
  const left = await listViews(prisma, parseListParams(VIEW_LIST, {}));
  expect(left.rows.map(({ slug }) => slug)).toEqual(['other']);
});

it('no source can be without an owner while it collects', async () => {
  const orphan = database.ownerPool.query(`insert into source (kind, bucket) values ('s3', 'nobodys')`);
  await expect(orphan).rejects.toThrow('source_owner_check');
});
