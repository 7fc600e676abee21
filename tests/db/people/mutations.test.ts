import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount } from '#lib/accounts/mutations.ts';
import { type Actor, findActor } from '#lib/auth/actor.ts';
import { actorFromToken } from '#lib/auth/actor-from-token.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { grantAccess } from '#lib/users/grant-mutations.ts';
import { createUser, disableUser } from '#lib/users/mutations.ts';
import { createToken, revokeToken } from '#lib/users/token-mutations.ts';
import { createView } from '#lib/views/mutations.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

let database: TestDatabase;
let prisma: ReturnType<typeof createPrisma>;
let admin: Actor;
let member: Actor;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = createPrisma(database.webPool);
  admin = await person('admin@example.com', 'admin');
  member = await person('member@example.com', 'member');
});

afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

async function person(email: string, role: 'admin' | 'member'): Promise<Actor> {
  const { userId } = await createUser(prisma, 'system', { email, name: email, role });
  const actor = await findActor(prisma, userId);
  if (!actor) throw new Error('not created');
  return actor;
}

const auditCount = () => prisma.auditEntry.count();

describe('changes', () => {
  it('are refused to whoever is no admin, and leave no trace', async () => {
    const before = await auditCount();
    const attempts = [
      createUser(prisma, member, { email: 'x@example.com', name: 'X', role: 'admin' }),
      disableUser(prisma, member, admin.email),
      createView(prisma, member, { name: 'Mine' }),
      addAccount(prisma, member, { id: '111111111111', name: 'Mine', owner: member.email }),
      grantAccess(prisma, member, { email: member.email, account: '111111111111', level: 'owner' }),
      createToken(prisma, member, { email: admin.email, name: 'hers' }),
    ];
    for (const attempt of await Promise.allSettled(attempts)) {
      expect(attempt).toMatchObject({ status: 'rejected', reason: { code: 'forbidden' } });
    }
    expect(await auditCount()).toBe(before);
    expect(await prisma.user.count()).toBe(2);
  });

  it('stand in the audit log with who made them', async () => {
    await createView(prisma, admin, { name: 'Audited' });
    const entry = await prisma.auditEntry.findFirst({ orderBy: { id: 'desc' } });
    expect(entry).toMatchObject({
      userId: admin.userId,
      actor: admin.email,
      action: 'view.create',
      target: 'view:audited',
    });
  });

  it('that fail half-way change nothing and are not logged', async () => {
    const before = await auditCount();
    const attempt = addAccount(prisma, admin, {
      id: '555555555555',
      name: 'Half',
      view: 'audited',
      owner: 'no@example.com',
    });
    await expect(attempt).rejects.toMatchObject({
      code: 'not-found',
      message: 'There is no user no@example.com.',
    });
    expect(await prisma.account.count({ where: { id: 555555555555n } })).toBe(0);
    expect(await auditCount()).toBe(before);
  });
});

describe('users', () => {
  it('have one e-mail address each', async () => {
    const again = createUser(prisma, admin, { email: member.email, name: 'Again', role: 'member' });
    await expect(again).rejects.toMatchObject({ code: 'conflict' });
  });

  it('without a password get a made-up one, answered once and stored as argon2id', async () => {
    const created = await createUser(prisma, admin, {
      email: 'new@example.com',
      name: 'New',
      role: 'member',
    });
    expect(created.generatedPassword).toMatch(/^[\w-]{20}$/);
    const row = await prisma.user.findUniqueOrThrow({ where: { email: 'new@example.com' } });
    expect(row.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('always keep an admin among them, though two disable one another at once', async () => {
    const other = await person('other-admin@example.com', 'admin');
    const both = await Promise.allSettled([
      disableUser(prisma, admin, other.email),
      disableUser(prisma, other, admin.email),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await prisma.user.count({ where: { role: 'admin', disabledAt: null } })).toBe(1);
    await prisma.user.updateMany({ data: { disabledAt: null } });
  });
});

describe('views and accounts', () => {
  it('get the next free slug of their name, and are refused one that is taken', async () => {
    expect((await createView(prisma, admin, { name: 'Acme' })).slug).toBe('acme');
    expect((await createView(prisma, admin, { name: 'ACME!' })).slug).toBe('acme-2');
    await expect(createView(prisma, admin, { name: 'Third', slug: 'acme' })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('are added once: a second time gives a view or an owner, or is a conflict', async () => {
    const account = { id: '012345678901', name: 'Alpha' };
    expect(await addAccount(prisma, admin, account)).toEqual({ ...account, created: true });
    await expect(addAccount(prisma, admin, account)).rejects.toMatchObject({ code: 'conflict' });
    const joined = await addAccount(prisma, admin, { ...account, name: 'Other', view: 'acme' });
    expect(joined).toEqual({ ...account, created: false });
    expect(await prisma.viewAccount.count({ where: { accountId: 12345678901n } })).toBe(1);
  });

  it('that are granted again have the later level', async () => {
    await grantAccess(prisma, admin, { email: member.email, view: 'acme', level: 'manager' });
    await grantAccess(prisma, admin, { email: member.email, view: 'acme', level: 'viewer' });
    expect((await findActor(prisma, member.userId))?.grants.map(({ level }) => level)).toEqual(['viewer']);
    const nowhere = grantAccess(prisma, admin, { email: member.email, view: 'nope', level: 'viewer' });
    await expect(nowhere).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('an API token', () => {
  const refused = { code: 'unauthenticated', message: 'The API token is not valid.' };

  it('opens what its user may see, and only its digest is kept', async () => {
    const { token } = await createToken(prisma, member, { email: member.email, name: 'ci' });
    expect((await actorFromToken(token, 'GET', prisma)).userId).toBe(member.userId);
    const { rows } = await database.ownerPool.query('select t::text as row from api_token t');
    expect(rows.map(({ row }) => row).join()).not.toContain(token);
  });

  it('opens nothing when it is unknown, revoked, expired or of a disabled user', async () => {
    await expect(actorFromToken('tk_nope', 'GET', prisma)).rejects.toMatchObject(refused);
    const { token, id } = await createToken(prisma, admin, { email: member.email, name: 'a' });
    await revokeToken(prisma, member, id);
    await expect(actorFromToken(token, 'GET', prisma)).rejects.toMatchObject(refused);

    const short = await createToken(prisma, member, { email: member.email, name: 'b', expiresInDays: 1 });
    const tomorrow = new Date(Date.now() + 86_400_000);
    await expect(actorFromToken(short.token, 'GET', prisma, tomorrow)).rejects.toMatchObject(refused);

    const gone = await person('gone@example.com', 'member');
    const last = await createToken(prisma, gone, { email: gone.email, name: 'c' });
    await disableUser(prisma, admin, gone.email);
    await expect(actorFromToken(last.token, 'GET', prisma)).rejects.toMatchObject(refused);
  });

  it('is not revoked by another member', async () => {
    const { id } = await createToken(prisma, admin, { email: admin.email, name: 'hers' });
    await expect(revokeToken(prisma, member, id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('writes down its use at most once a minute', async () => {
    const { token, id } = await createToken(prisma, member, { email: member.email, name: 'busy' });
    const start = new Date('2026-11-20T10:00:00Z');
    const used = async (seconds: number) => {
      await actorFromToken(token, 'GET', prisma, new Date(start.getTime() + seconds * 1000));
      return (await prisma.apiToken.findUniqueOrThrow({ where: { id } })).lastUsedAt?.toISOString();
    };
    expect(await used(0)).toBe('2026-11-20T10:00:00.000Z');
    expect(await used(59)).toBe('2026-11-20T10:00:00.000Z');
    expect(await used(60)).toBe('2026-11-20T10:01:00.000Z');
  });
});
