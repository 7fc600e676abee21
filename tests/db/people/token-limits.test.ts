import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findActor } from '#lib/auth/actor.ts';
import { actorFromToken } from '#lib/auth/actor-from-token.ts';
import { listScopes } from '#lib/auth/list-scopes.ts';
import { resolveReach } from '#lib/auth/resolve-reach.ts';
import { resolveScope } from '#lib/auth/resolve-scope.ts';
import type { Scope } from '#lib/auth/scope.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { findPolicyCheck } from '#lib/policies/queries/find-check.ts';
import { grantAccess, revokeGrant } from '#lib/users/grant-mutations.ts';
import { listTokensOf } from '#lib/users/queries/list-tokens.ts';
import { tokenRights } from '#lib/users/token-list.ts';
import { createToken } from '#lib/users/token-mutations.ts';
import { createView } from '#lib/views/mutations.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { ACCOUNTS, emailOf, type Organisation, seedOrganisation } from './organisation.ts';

let database: TestDatabase;
let prisma: ReturnType<typeof createPrisma>;
let organisation: Organisation;
type Role = keyof Organisation['people'];

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = createPrisma(database.webPool);
  organisation = await seedOrganisation(database, prisma);
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

const { alpha, beta, gamma, discovered } = ACCOUNTS;
const OPEN = ['view:prod', 'view:empty', ...Object.values(ACCOUNTS).map((id) => `account:${id}`)];

async function tokenOf(role: Role, scopes: string[], readOnly = false): Promise<string> {
  const input = { email: emailOf(role), name: randomUUID(), scopes, readOnly };
  return (await createToken(prisma, 'system', input)).token;
}

/** What a token opens: every scope that there is, tried, with the accounts behind it and whether it may be changed. */
async function opened(token: string): Promise<Record<string, Pick<Scope, 'accountIds' | 'canManage'>>> {
  const actor = await actorFromToken(token, 'GET', prisma);
  const found: Record<string, Pick<Scope, 'accountIds' | 'canManage'>> = {};
  for (const key of OPEN) {
    const [kind, id = ''] = key.split(':');
    const scope = await resolveScope(actor, kind === 'view' ? 'view' : 'account', id, prisma).catch(
      () => null,
    );
    if (scope) found[key] = { accountIds: scope.accountIds, canManage: scope.canManage };
  }
  const listed = await listScopes(actor, prisma);
  const names = [
    ...listed.views.map(({ slug }) => `view:${slug}`),
    ...listed.accounts.map(({ id }) => `account:${id}`),
  ];
  const { views, accounts } = await resolveReach(actor, prisma);
  const reached = [...views.map(({ slug }) => `view:${slug}`), ...accounts.map(({ id }) => `account:${id}`)];
  expect(names.sort()).toEqual(Object.keys(found).sort());
  expect(reached.sort()).toEqual(Object.keys(found).sort());
  return found;
}

describe('a token of lesser scope', () => {
  it('of an admin opens the views and accounts that it names and no other, nor the administration', async () => {
    const token = await tokenOf('admin', [`account:${gamma}`, 'view:empty']);
    expect(await opened(token)).toEqual({
      'view:empty': { accountIds: [], canManage: true },
      [`account:${gamma}`]: { accountIds: [gamma], canManage: true },
    });
    expect((await actorFromToken(token, 'GET', prisma)).role).toBe('member');
  });

  it('of a manager opens an account of their view as they may: to look at', async () => {
    expect(await opened(await tokenOf('manager', [`account:${beta}`]))).toEqual({
      [`account:${beta}`]: { accountIds: [beta], canManage: false },
    });
    expect(Object.keys(await opened(await tokenOf('manager', ['view:prod'])))).toEqual([
      'view:prod',
      `account:${alpha}`,
      `account:${beta}`,
    ]);
  });

  it('of an owner may what they may in their account', async () => {
    expect(await opened(await tokenOf('ownerAlpha', [`account:${alpha}`]))).toEqual({
      [`account:${alpha}`]: { accountIds: [alpha], canManage: true },
    });
  });

  it('cannot be made for what its person may not see', async () => {
    await expect(tokenOf('ownerAlpha', [`account:${beta}`])).rejects.toMatchObject({ code: 'not-found' });
    await expect(tokenOf('viewViewer', [`account:${beta}`])).rejects.toMatchObject({ code: 'not-found' });
    await expect(tokenOf('manager', ['planet:mars'])).rejects.toMatchObject({ code: 'bad-request' });
    await expect(tokenOf('admin', [`account:${discovered}`])).rejects.toMatchObject({ code: 'not-found' });
  });

  it('has no more than its person: what is taken from them it lost too, and a deleted view leaves it with nothing', async () => {
    const token = await tokenOf('stranger', []);
    await grantAccess(prisma, 'system', { email: emailOf('stranger'), account: gamma, level: 'viewer' });
    const limited = await tokenOf('stranger', [`account:${gamma}`]);
    expect(Object.keys(await opened(limited))).toEqual([`account:${gamma}`]);
    const grant = await prisma.accessGrant.findFirstOrThrow({
      where: { userId: organisation.people.stranger },
    });
    await revokeGrant(prisma, 'system', grant.id);
    expect(await opened(limited)).toEqual({});
    expect(await opened(token)).toEqual({});

    const view = await createView(prisma, 'system', { name: 'Gone soon' });
    const ofView = await tokenOf('admin', [`view:${view.slug}`]);
    await database.ownerPool.query('delete from view where slug = $1', [view.slug]);
    await createView(prisma, 'system', { name: 'Gone soon' });
    expect(await opened(ofView)).toEqual({});
    const listed = await listTokensOf(prisma, organisation.people.admin);
    expect(listed.map(tokenRights)).toContain('nothing any more');
  });

  it('finds nothing that is its person’s and of no scope', async () => {
    const id = randomUUID();
    const admin = organisation.people.admin;
    await database.ownerPool.query(
      `insert into policy_check (id, user_id, source_id, fields) values ($1, $2, $3, '{}')`,
      [id, admin, organisation.sources.prod],
    );
    const own = await findActor(prisma, admin);
    if (!own) throw new Error('no admin');
    expect(await findPolicyCheck(database.webPool, own, id)).toMatchObject({ id });
    const limited = await actorFromToken(await tokenOf('admin', ['view:empty']), 'GET', prisma);
    await expect(findPolicyCheck(database.webPool, limited, id)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a read-only token', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('may not %s', async (method) => {
    const token = await tokenOf('admin', [], true);
    await expect(actorFromToken(token, method, prisma)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await actorFromToken(token, 'GET', prisma)).role).toBe('admin');
  });

  it('is told apart in the list, as is where it is for', async () => {
    const name = randomUUID();
    const scopes = ['view:prod', `account:${gamma}`];
    await createToken(prisma, 'system', { email: emailOf('admin'), name, scopes, readOnly: true });
    const listed = await listTokensOf(prisma, organisation.people.admin);
    expect(listed.filter((token) => token.name === name).map(tokenRights)).toEqual([
      'Read only: Gamma, Prod',
    ]);
  });
});
