import { expect, it } from 'vitest';
import { listScopes } from '#lib/auth/list-scopes.ts';
import { resolveReach, toScopeList } from '#lib/auth/resolve-reach.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { ACCOUNTS, organisationOfFile, type Role } from './organisation.ts';

const opened = organisationOfFile();

const reachOf = async (role: Role) => resolveReach(await opened.actor(role), opened.prisma);

it.each<Role>(['admin', 'manager', 'ownerAlpha', 'viewViewer', 'accountViewer', 'stranger'])(
  'what %s may see is in the frame the same, whether Home knows it already or it is asked for',
  async (role) => {
    for (const limit of [1, 50])
      expect(toScopeList(await reachOf(role), { limit })).toEqual(
        await listScopes(await opened.actor(role), opened.prisma, { limit }),
      );
  },
);

it('what an admin may see is read once as long as nothing of it changes', async () => {
  const before = await reachOf('admin');
  await opened.database.workerPool.query(
    'insert into source_account (source_id, account_id) select source_id, account_id from source_account on conflict do nothing',
  );
  expect(await reachOf('admin')).toBe(before);
});

const { beta, gamma } = ACCOUNTS;
const PROD = `(select id from view where slug = 'prod')`;

it.each([
  `update account set name = 'zz renamed' where id = ${gamma}`,
  `insert into account (id, name) values (555555555555, 'new')`,
  `insert into view_account (view_id, account_id) values (${PROD}, ${gamma})`,
  `delete from view_account where account_id = ${beta}`,
  `insert into source (view_id, kind, bucket, vouched) values (${PROD}, 's3', 'another', false)`,
  `insert into source_account (source_id, account_id) select id, 555555555555 from source where bucket = 'another'`,
  `update source_account set confirmed_at = now() where account_id = 555555555555`,
  `update source set vouched = true where bucket = 'another'`,
  `update source set removed_at = now() where bucket = 'another'`,
  `delete from source_account where account_id = 555555555555`,
  `update view set name = 'Renamed' where slug = 'prod'`,
  `update view set slug = 'renamed' where slug = 'prod'`,
  `insert into view (slug, name) values ('new', 'New')`,
  `delete from view where slug = 'new'`,
  `delete from account where id = 555555555555`,
])('what an admin may see is read anew after: %s', async (statement) => {
  const before = await reachOf('admin');
  await opened.database.ownerPool.query(statement);
  const after = await reachOf('admin');
  expect(after).not.toBe(before);
  const untold = createPrisma(opened.database.webPool);
  expect(after).toEqual(await resolveReach(await opened.actor('admin'), untold));
  await untold.$disconnect();
});
