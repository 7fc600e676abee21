import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount } from '#lib/accounts/mutations.ts';
import { type Actor, findActor } from '#lib/auth/actor.ts';
import { authenticate } from '#lib/auth/authenticate.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { parseListParams } from '#lib/lists/list-params.ts';
import { grantListOf } from '#lib/users/grant-list.ts';
import { grantAccessToAll, revokeGrant } from '#lib/users/grant-mutations.ts';
import {
  createUser,
  disableUser,
  enableUser,
  renameUser,
  setUserRole,
  signOutEverywhere,
} from '#lib/users/mutations.ts';
import { changeOwnPassword } from '#lib/users/own-password.ts';
import {
  createPasswordLink,
  findByPasswordLink,
  inviteUser,
  spendPasswordLink,
} from '#lib/users/password-links.ts';
import { findPeopleChoices, findPlaceChoices } from '#lib/users/queries/find-choices.ts';
import { findPerson } from '#lib/users/queries/find-person.ts';
import { listGrantsOfPerson, listHolders } from '#lib/users/queries/list-grants.ts';
import { listTokens, listTokensOf } from '#lib/users/queries/list-tokens.ts';
import { listUsers } from '#lib/users/queries/list-users.ts';
import { TOKEN_LIST } from '#lib/users/token-list.ts';
import { createToken, revokeToken } from '#lib/users/token-mutations.ts';
import { USER_LIST } from '#lib/users/user-list.ts';
import { createView } from '#lib/views/mutations.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

let database: TestDatabase;
let prisma: ReturnType<typeof createPrisma>;
let admin: Actor;
let member: Actor;

const NOW = new Date('2026-11-20T10:00:00Z');
const FROM = { ipAddress: '192.0.2.9', now: NOW };
const hours = (n: number) => new Date(NOW.getTime() + n * 3_600_000);
const PASSWORD = 'correct horse battery';

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = createPrisma(database.webPool);
  admin = await person('admin@example.com', 'admin');
  member = await person('member@example.com', 'member');
  await createView(prisma, 'system', { name: 'Shop' });
  await addAccount(prisma, 'system', { id: '012345678901', name: 'Till', view: 'shop' });
});

afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

async function person(email: string, role: 'admin' | 'member' = 'member'): Promise<Actor> {
  const { userId } = await createUser(prisma, 'system', { email, name: email, role });
  const actor = await findActor(prisma, userId);
  if (!actor) throw new Error('not created');
  return actor;
}

const tokenOf = (link: { url: string }) => new URL(link.url).searchParams.get('token') ?? '';
const lastLine = () => prisma.auditEntry.findFirst({ orderBy: { id: 'desc' } });
const lastAction = async () => (await lastLine())?.action;

it('who is no admin administers nobody, and leaves no trace', async () => {
  const before = await prisma.auditEntry.count();
  const attempts = [
    inviteUser(prisma, member, { email: 'new@example.com', name: 'New', role: 'admin' }),
    createPasswordLink(prisma, member, admin.userId),
    enableUser(prisma, member, admin.userId),
    setUserRole(prisma, member, member.userId, 'admin'),
    renameUser(prisma, member, admin.userId, 'Mine'),
    signOutEverywhere(prisma, member, admin.userId),
    grantAccessToAll(prisma, member, [{ email: member.email, view: 'shop', level: 'manager' }]),
    revokeGrant(prisma, member, 1),
  ];
  for (const attempt of await Promise.allSettled(attempts)) {
    expect(attempt).toMatchObject({ status: 'rejected', reason: { code: 'forbidden' } });
  }
  expect(await prisma.auditEntry.count()).toBe(before);
});

describe('a link to set a password', () => {
  it('lets an invited person in once, within a week, and is kept only as a digest', async () => {
    const link = await inviteUser(
      prisma,
      admin,
      { email: 'ida@example.com', name: 'Ida', role: 'member' },
      NOW,
    );
    const token = tokenOf(link);
    expect(await findByPasswordLink(prisma, token, hours(167))).toMatchObject({ email: 'ida@example.com' });
    expect(await findByPasswordLink(prisma, token, hours(168))).toBeNull();
    expect(await findByPasswordLink(prisma, 'guess', NOW)).toBeNull();
    await expect(spendPasswordLink(prisma, token, 'short', FROM)).rejects.toThrow('at least 12');
    const many = await Promise.allSettled(
      [1, 2, 3].map(() => spendPasswordLink(prisma, token, PASSWORD, FROM)),
    );
    expect(many.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    const attempt = { email: 'ida@example.com', ipAddress: '192.0.2.1', now: NOW };
    expect(await authenticate(prisma, attempt, PASSWORD)).toMatchObject({ id: link.userId });
    const { rows } = await database.ownerPool.query('select i::text as row from invitation i');
    expect(rows.map(({ row }) => row).join()).not.toContain(token);
    await expect(
      inviteUser(prisma, admin, { email: 'ida@example.com', name: 'Ida', role: 'member' }),
    ).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('ends the links before it, and with its use every session of the person', async () => {
    const { userId } = await person('lost@example.com');
    const first = await createPasswordLink(prisma, admin, userId, NOW);
    const second = await createPasswordLink(prisma, admin, userId, NOW);
    expect(await findByPasswordLink(prisma, tokenOf(first), NOW)).toBeNull();
    expect(await findByPasswordLink(prisma, tokenOf(second), hours(24))).toBeNull();
    expect(await findActor(prisma, userId, 1)).not.toBeNull();
    await spendPasswordLink(prisma, tokenOf(second), PASSWORD, FROM);
    expect(await findActor(prisma, userId, 1)).toBeNull();
    expect(await lastLine()).toMatchObject({ action: 'user.set-password', ipAddress: FROM.ipAddress });
  });

  it('dies with the disabling of its user, for good', async () => {
    const { userId, email } = await person('gone@example.com');
    const link = await createPasswordLink(prisma, admin, userId, NOW);
    await disableUser(prisma, admin, email);
    await expect(createPasswordLink(prisma, admin, userId, NOW)).rejects.toMatchObject({ code: 'conflict' });
    await enableUser(prisma, admin, userId);
    expect(await findByPasswordLink(prisma, tokenOf(link), NOW)).toBeNull();
    expect(await findActor(prisma, userId)).not.toBeNull();
  });
});

describe('admins', () => {
  it('cannot leave the portal without one who can sign in', async () => {
    const last = { code: 'conflict', message: 'admin@example.com is the last security admin.' };
    await inviteUser(prisma, admin, { email: 'soon@example.com', name: 'Soon', role: 'admin' });
    await expect(setUserRole(prisma, admin, admin.userId, 'member')).rejects.toMatchObject(last);
    await expect(disableUser(prisma, admin, admin.email)).rejects.toMatchObject(last);
    const other = await person('other@example.com');
    await setUserRole(prisma, admin, other.userId, 'admin');
    const both = await Promise.allSettled([
      setUserRole(prisma, admin, other.userId, 'member'),
      setUserRole(prisma, admin, admin.userId, 'member'),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await prisma.user.update({ where: { id: admin.userId }, data: { role: 'admin' } });
  });
});

const ANY = parseListParams(grantListOf('/'), {});
const grantsOf = async (userId: string) => (await listGrantsOfPerson(prisma, userId, ANY)).rows;
const holdersOf = async (place: { view: string } | { account: string }) =>
  (await listHolders(prisma, place, ANY)).rows;

describe('grants', () => {
  it('are given all or none, listed from both sides, and revoked', async () => {
    const half = [
      { email: member.email, view: 'shop', level: 'manager' as const },
      { email: member.email, account: '999999999999', level: 'viewer' as const },
    ];
    await expect(grantAccessToAll(prisma, admin, half)).rejects.toMatchObject({ code: 'not-found' });
    expect(await grantsOf(member.userId)).toEqual([]);
    await grantAccessToAll(prisma, admin, [
      { email: member.email, account: '012345678901', level: 'owner' },
      { email: member.email, view: 'shop', level: 'viewer' },
    ]);
    const grants = await grantsOf(member.userId);
    expect(grants).toMatchObject([
      { kind: 'view', place: 'shop', name: 'Shop', level: 'viewer' },
      { kind: 'account', place: '012345678901', name: 'Till', level: 'owner' },
    ]);
    const asked = parseListParams(grantListOf('/'), { 'access-q': '0123-4567', q: 'nothing' });
    expect((await listGrantsOfPerson(prisma, member.userId, asked)).rows).toMatchObject([{ name: 'Till' }]);
    expect(await holdersOf({ view: 'shop' })).toMatchObject([{ email: member.email, level: 'viewer' }]);
    expect(await holdersOf({ account: '012345678901' })).toMatchObject([{ level: 'owner' }]);
    await revokeGrant(prisma, admin, grants[0]?.id ?? 0);
    expect(await lastAction()).toBe('access.revoke');
    expect(await holdersOf({ view: 'shop' })).toEqual([]);
    await expect(revokeGrant(prisma, admin, grants[0]?.id ?? 0)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('are chosen by a part of a name or number', async () => {
    expect((await findPlaceChoices(prisma, '0123-4567', 'any')).options).toEqual([
      { value: 'account:012345678901', label: 'Till · 012345678901' },
    ]);
    expect((await findPlaceChoices(prisma, 'sho', 'any')).options.map(({ value }) => value)).toEqual([
      'view:shop',
    ]);
    expect((await findPlaceChoices(prisma, 'sho', 'account')).total).toBe(0);
    expect((await findPeopleChoices(prisma, 'MEMBER@')).options.map(({ value }) => value)).toEqual([
      member.email,
    ]);
  });
});

describe("one changes one's own password", () => {
  const from = (minute: number) => ({
    ipAddress: '192.0.2.7',
    now: new Date(NOW.getTime() + minute * 60_000),
  });

  it('with the old one, and is signed out everywhere by it', async () => {
    const email = 'own@example.com';
    const { userId } = await createUser(prisma, 'system', {
      email,
      name: 'Own',
      role: 'member',
      password: PASSWORD,
    });
    const own = await findActor(prisma, userId);
    if (!own) throw new Error('not created');
    const next = 'another horse battery';
    const attempt = (minute: number) => ({ email, ...from(minute) });
    await expect(
      changeOwnPassword(prisma, own, { current: 'wrong', next }, attempt(0)),
    ).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(await prisma.auditEntry.findFirst({ orderBy: { id: 'desc' } })).toMatchObject({
      result: 'denied',
    });
    await expect(
      changeOwnPassword(prisma, own, { current: PASSWORD, next: 'own' }, attempt(0)),
    ).rejects.toThrow('12');
    const changed = await changeOwnPassword(prisma, own, { current: PASSWORD, next }, attempt(1));
    expect(await findActor(prisma, userId, 1)).toBeNull();
    expect(await findActor(prisma, userId, changed.sessionVersion)).not.toBeNull();
    await expect(authenticate(prisma, attempt(2), PASSWORD)).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    expect(await authenticate(prisma, attempt(2), next)).toMatchObject({ id: userId });
  });

  it('and guessing the old one is stopped as at the sign-in', async () => {
    const attempt = { email: member.email, ...from(30) };
    const guess = (n: number) =>
      changeOwnPassword(prisma, member, { current: `guess ${n}`, next: 'another horse battery' }, attempt);
    for (let n = 1; n <= 8; n++) await expect(guess(n)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(guess(9)).rejects.toMatchObject({ code: 'too-many-requests' });
  });
});

describe('API tokens', () => {
  it('are listed with their use and end, by anything of them or of their person', async () => {
    const { id } = await createToken(prisma, member, {
      email: member.email,
      name: 'nightly',
      expiresInDays: 30,
    });
    await createToken(prisma, member, { email: member.email, name: 'old', expiresInDays: 1 }, hours(-999));
    await createToken(prisma, admin, { email: admin.email, name: 'report' });
    const asked = (params: Record<string, string>) => listTokens(prisma, parseListParams(TOKEN_LIST, params));
    expect((await asked({ q: 'NIGHT' })).rows).toMatchObject([
      { id, email: member.email, state: 'active', lastUsedAt: null },
    ]);
    expect((await asked({ show: 'expired' })).rows.map(({ name }) => name)).toEqual(['old']);
    expect((await asked({ q: 'admin@' })).rows.map(({ name }) => name)).toEqual(['report']);
    await revokeToken(prisma, member, id);
    expect((await asked({ show: 'revoked' })).rows.map(({ name }) => name)).toEqual(['nightly']);
    expect((await listTokensOf(prisma, member.userId)).map(({ name }) => name)).toEqual(['old']);
  });
});

describe('the list of users', () => {
  it('finds, filters and orders among many, page by page', async () => {
    await database.ownerPool.query(
      `insert into app_user (email, name, password_hash, last_sign_in_at)
       select 'p' || n || '@many.example', 'Many ' || n, 'x', now() - n * interval '1 hour' from generate_series(1, 120) n`,
    );
    const asked = (params: Record<string, string>) => listUsers(prisma, parseListParams(USER_LIST, params));
    const last = await asked({ q: 'many', page: '9', sort: 'lastSignIn', down: '1' });
    expect(last).toMatchObject({ total: 120, page: 3, pages: 3 });
    expect(last.rows.at(-1)?.email).toBe('p120@many.example');
    expect((await asked({ q: 'p12@MANY' })).rows.map(({ name }) => name)).toEqual(['Many 12']);
    expect((await asked({ show: 'invited' })).rows.map(({ email }) => email)).toEqual(['soon@example.com']);
    expect((await asked({ q: '%' })).total).toBe(0);
    const found = await asked({ q: member.email });
    expect(found.rows).toMatchObject([{ views: 0, accounts: 1, state: 'active' }]);
  });

  it('knows a person by their id, and nobody by anything else', async () => {
    expect(await findPerson(prisma, member.userId)).toMatchObject({ email: member.email, hasPassword: true });
    expect(await findPerson(prisma, "x' or true")).toBeNull();
  });
});
