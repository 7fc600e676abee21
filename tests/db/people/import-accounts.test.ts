import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACCOUNT_LIST } from '#lib/accounts/account-list.ts';
import { importAccounts } from '#lib/accounts/import-accounts.ts';
import { addAccount, renameAccount } from '#lib/accounts/mutations.ts';
import { planImport } from '#lib/accounts/plan-import.ts';
import { listAccounts } from '#lib/accounts/queries/list-accounts.ts';
import { findActor } from '#lib/auth/actor.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { parseListParams } from '#lib/lists/list-params.ts';
import { createUser } from '#lib/users/mutations.ts';
import { createView } from '#lib/views/mutations.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

let database: TestDatabase;
let prisma: ReturnType<typeof createPrisma>;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = createPrisma(database.webPool);
  await createView(prisma, 'system', { name: 'Shop' });
  await createUser(prisma, 'system', { email: 'ida@example.com', name: 'Ida', role: 'member' });
  await addAccount(prisma, 'system', { id: '048213975106', name: 'Till', view: 'shop' });
});

afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

const listed = (params: Record<string, string>) =>
  listAccounts(prisma, parseListParams(ACCOUNT_LIST, params));

it('a preview says of each line what it would do, and does nothing', async () => {
  const text = [
    '000000000012,Zero,ida@example.com,shop',
    '048213975106,Cash desk,,shop',
    '048213975106,Cash desk',
    '048213975106,Other',
    '000000000013,X,nobody@example.com',
    '000000000013,X,,nowhere',
    '13,X',
  ].join('\n');
  const plan = await planImport(prisma, text);
  expect(plan).toMatchObject({ faults: 4, changes: 2 });
  expect(plan.lines).toMatchObject([
    { adds: 'Zero', joins: { slug: 'shop' }, owns: { email: 'ida@example.com' }, fault: null },
    { adds: null, renamesFrom: 'Till', joins: null, owns: null },
    { adds: null, renamesFrom: null, joins: null, owns: null, fault: null },
    { fault: 'Line 2 calls this account Cash desk.' },
    { fault: 'There is no user nobody@example.com. Invite them first.' },
    { fault: expect.stringContaining('There is no view nowhere.') },
    { fault: expect.stringContaining('12 digits') },
  ]);
  expect(await prisma.account.count()).toBe(1);
  await expect(importAccounts(prisma, 'system', text)).rejects.toMatchObject({
    code: 'conflict',
    message: 'Line 4: Line 2 calls this account Cash desk.',
  });
  expect(await prisma.account.count()).toBe(1);
});

it('is refused to whoever is no admin', async () => {
  const { userId } = await createUser(prisma, 'system', {
    email: 'm@example.com',
    name: 'M',
    role: 'member',
  });
  const member = await findActor(prisma, userId);
  if (!member) throw new Error('not created');
  const forbidden = { code: 'forbidden' };
  await expect(importAccounts(prisma, member, '000000000012,Mine')).rejects.toMatchObject(forbidden);
  await expect(renameAccount(prisma, member, '048213975106', 'Mine')).rejects.toMatchObject(forbidden);
});

it('thousands of accounts go in with all that the lines say, each on record, and twice changes nothing', async () => {
  const lines = Array.from(
    { length: 3000 },
    (_, n) => `${String(n + 100).padStart(12, '0')},Account ${n},ida@example.com,shop`,
  );
  lines.push('048213975106,Cash desk');
  const before = await prisma.auditEntry.count();
  const result = await importAccounts(prisma, 'system', lines.join('\n'));
  expect(result).toEqual({ added: 3000, renamed: 1, joined: 3000, owned: 3000 });
  expect(await prisma.auditEntry.count()).toBe(before + 9001);
  expect(await prisma.auditEntry.count({ where: { target: 'account:000000000100' } })).toBe(2);
  const again = await planImport(prisma, lines.join('\n'));
  expect(again).toMatchObject({ faults: 0, changes: 0 });
});

it('the list of accounts finds by name, number and owner, and says what lacks an owner or a view', async () => {
  expect((await listed({ q: '0000-0000-0100' })).rows).toMatchObject([
    { id: '000000000100', name: 'Account 0', views: ['Shop'], owners: ['Ida'] },
  ]);
  expect((await listed({ q: 'cash' })).rows).toMatchObject([{ id: '048213975106', owners: [] }]);
  expect((await listed({ q: 'IDA@' })).total).toBe(3000);
  expect((await listed({ show: 'no-owner' })).total).toBe(1);
  expect((await listed({ show: 'no-view' })).total).toBe(0);
  const last = await listed({ sort: 'number', down: '1', page: '999' });
  expect(last).toMatchObject({ total: 3001, page: 61, pages: 61 });
  expect(last.rows.at(-1)?.id).toBe('000000000100');
});
