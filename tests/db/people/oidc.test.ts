import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addAccount } from '#lib/accounts/mutations.ts';
import { findActor } from '#lib/auth/actor.ts';
import { admitPerson } from '#lib/auth/oidc/admit-person.ts';
import { unlinkPerson } from '#lib/auth/oidc/unlink-person.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { grantAccess, revokeGrant } from '#lib/users/grant-mutations.ts';
import { addGroupRules, removeGroupRule } from '#lib/users/group-rule-mutations.ts';
import { createUser, disableUser, setUserRole } from '#lib/users/mutations.ts';
import { listGroupRules } from '#lib/users/queries/list-group-rules.ts';
import { createView } from '#lib/views/mutations.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

const FROM = { ipAddress: '192.0.2.1', now: new Date('2026-11-20T10:00:00Z') };
const ISSUER = 'https://login.example.com';
const ACCOUNT = '012345678901';

let database: TestDatabase;
let prisma: ReturnType<typeof createPrisma>;
let people = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = createPrisma(database.webPool);
  await createView(prisma, 'system', { slug: 'prod', name: 'Production' });
  await createView(prisma, 'system', { slug: 'test', name: 'Test' });
  await addAccount(prisma, 'system', { id: ACCOUNT, name: 'One' });
});
beforeEach(async () => {
  for (const { id } of await listGroupRules(prisma)) await removeGroupRule(prisma, 'system', id);
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

function newSubject() {
  people += 1;
  return {
    issuer: ISSUER,
    subject: `s${people}`,
    email: `p${people}@example.com`,
    name: `P ${people}`,
    groups: [],
  };
}
type Given = Partial<Parameters<typeof admitPerson>[1]>;

const admit = (person: ReturnType<typeof newSubject>, given: Given = {}) =>
  admitPerson(prisma, { ...person, ...given }, FROM);

/** Admits and says what the person may then. */
async function rightsOf(person: ReturnType<typeof newSubject>, given: Given = {}) {
  const admission = await admit(person, given);
  if (!('user' in admission)) throw new Error(admission.refused);
  return rightsNow(admission.user.id);
}

async function rightsNow(userId: string) {
  const actor = await findActor(prisma, userId);
  const places = await prisma.accessGrant.findMany({ where: { userId }, include: { view: true } });
  return {
    userId,
    role: actor?.role,
    grants: places
      .map(({ view, level, fromRule }) => `${view?.slug ?? ACCOUNT} ${level}${fromRule ? ' by rule' : ''}`)
      .sort(),
  };
}

const rule = (group: string, level: 'admin' | 'manager' | 'owner' | 'viewer', place = {}) =>
  addGroupRules(prisma, 'system', [{ group, level, ...place }]);

describe('a person from the provider', () => {
  it('becomes a user at the first sign-in, who may see nothing, and is the same user ever after', async () => {
    const person = newSubject();
    const first = await rightsOf(person);
    expect(first).toMatchObject({ role: 'member', grants: [] });
    // By the subject: a new e-mail address, verified or not, makes nobody else of them.
    const again = await rightsOf(person, { email: null });
    expect(again.userId).toBe(first.userId);
    expect((await rightsOf(person, { email: 'married@example.com' })).userId).toBe(first.userId);
    const row = await prisma.user.findUniqueOrThrow({ where: { id: first.userId } });
    expect(row).toMatchObject({ email: person.email, name: person.name, passwordHash: null });
    expect(row.lastSignInAt).toEqual(FROM.now);
  });

  it('is the user of their verified e-mail address, who was there before', async () => {
    const person = newSubject();
    const { userId } = await createUser(prisma, 'system', { email: person.email, name: 'X', role: 'admin' });
    expect(await rightsOf(person)).toMatchObject({ userId, role: 'admin' });
    expect(
      await prisma.auditEntry.findFirst({ where: { action: 'user.link', target: person.email } }),
    ).toMatchObject({
      userId,
      ipAddress: '192.0.2.1',
    });
  });

  it('takes over no user by an e-mail address that was not verified', async () => {
    const person = newSubject();
    await createUser(prisma, 'system', { email: person.email, name: 'X', role: 'admin' });
    // `toOidcPerson` leaves an address out that was not verified.
    expect(await admit(person, { email: null })).toEqual({ refused: 'oidc-unverified' });
    expect(await prisma.oidcIdentity.count({ where: { subject: person.subject } })).toBe(0);
  });

  it('takes over no user by an e-mail address that was another person’s at the provider', async () => {
    const person = newSubject();
    const { userId } = await rightsOf(person);
    expect(await admit(newSubject(), { email: person.email })).toEqual({ refused: 'oidc-other-person' });
    expect((await rightsOf(person)).userId).toBe(userId);
  });

  it('that an admin unlinked is out, without what rules gave; the next of that address is the user then', async () => {
    const person = newSubject();
    await rule('linked', 'viewer', { view: 'prod' });
    const { userId } = await rightsOf(person, { groups: ['linked'] });
    const member = await findActor(prisma, userId);
    await expect(unlinkPerson(prisma, member ?? 'system', userId)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await unlinkPerson(prisma, 'system', userId);
    expect(await findActor(prisma, userId, 1)).toBeNull();
    expect((await rightsNow(userId)).grants).toEqual([]);
    expect((await rightsOf(newSubject(), { email: person.email })).userId).toBe(userId);
  });

  it('is out when disabled, which the audit log has as refused', async () => {
    const person = newSubject();
    await admit(person);
    await disableUser(prisma, 'system', person.email);
    expect(await admit(person, { groups: ['admins'] })).toEqual({ refused: 'oidc-disabled' });
    expect(await prisma.auditEntry.findFirst({ orderBy: { id: 'desc' } })).toMatchObject({
      action: 'user.sign-in',
      result: 'denied',
      target: person.email,
    });
  });

  it('is another one where another provider says the same subject', async () => {
    const person = newSubject();
    const { userId } = await rightsOf(person);
    const other = await rightsOf(person, { issuer: 'https://else.example.com', email: 'else@example.com' });
    expect(other.userId).not.toBe(userId);
  });
});

describe('group rules', () => {
  it('give what they say at the sign-in, and take it when the group is gone', async () => {
    const person = newSubject();
    await rule('auditors', 'viewer', { view: 'prod' });
    await rule('auditors', 'owner', { account: ACCOUNT });
    const groups = ['auditors', 'others'];
    expect((await rightsOf(person, { groups })).grants).toEqual([
      `${ACCOUNT} owner by rule`,
      'prod viewer by rule',
    ]);
    expect((await rightsOf(person, { groups: ['others'] })).grants).toEqual([]);
    const told = await prisma.auditEntry.findMany({
      where: { action: { startsWith: 'access.' }, actor: person.email },
    });
    expect(told.map(({ action, target }) => `${action} ${target}`)).toEqual([
      `access.grant account:${ACCOUNT}`,
      'access.grant view:prod',
      `access.revoke account:${ACCOUNT}`,
      'access.revoke view:prod',
    ]);
  });

  it('give the most of several, and less when that one goes', async () => {
    const person = newSubject();
    await rule('a', 'viewer', { view: 'prod' });
    await rule('b', 'manager', { view: 'prod' });
    expect((await rightsOf(person, { groups: ['a', 'b'] })).grants).toEqual(['prod manager by rule']);
    expect((await rightsOf(person, { groups: ['a'] })).grants).toEqual(['prod viewer by rule']);
  });

  it('leave alone what was given by hand', async () => {
    const person = newSubject();
    const { userId } = await rightsOf(person);
    await grantAccess(prisma, 'system', { email: person.email, view: 'prod', level: 'viewer' });
    await rule('a', 'manager', { view: 'prod' });
    expect((await rightsOf(person, { groups: ['a'] })).grants).toEqual(['prod viewer']);
    expect((await rightsOf(person)).grants).toEqual(['prod viewer']);
    // By hand over what a rule gave: it stays when the group goes.
    await rule('a', 'viewer', { view: 'test' });
    await rightsOf(person, { groups: ['a'] });
    await grantAccess(prisma, 'system', { email: person.email, view: 'test', level: 'manager' });
    expect((await rightsOf(person)).grants).toEqual(['prod viewer', 'test manager']);
    expect((await rightsNow(userId)).role).toBe('member');
  });

  it('count at once when they change, for who had the group at the last sign-in', async () => {
    const [one, two] = [newSubject(), newSubject()];
    const [first, second] = [
      await rightsOf(one, { groups: ['now'] }),
      await rightsOf(two, { groups: ['never'] }),
    ];
    await rule('now', 'viewer', { view: 'prod' });
    expect((await rightsNow(first.userId)).grants).toEqual(['prod viewer by rule']);
    expect((await rightsNow(second.userId)).grants).toEqual([]);
    const [listed] = await listGroupRules(prisma);
    expect(listed).toMatchObject({ group: 'now', kind: 'view', place: 'prod', level: 'viewer', people: 1 });
    await removeGroupRule(prisma, 'system', listed?.id ?? 0);
    expect((await rightsNow(first.userId)).grants).toEqual([]);
  });

  it('make an admin, and a member again of who was none by hand', async () => {
    const [byRule, byHand] = [newSubject(), newSubject()];
    await rule('admins', 'admin');
    const groups = ['admins'];
    expect((await rightsOf(byRule, { groups })).role).toBe('admin');
    expect((await rightsOf(byRule)).role).toBe('member');
    const { userId } = await rightsOf(byHand);
    await setUserRole(prisma, 'system', userId, 'admin');
    await rightsOf(byHand, { groups });
    expect((await rightsOf(byHand)).role).toBe('admin');
  });

  it('are for admins to change, and hold what they give against a revocation by hand', async () => {
    const person = newSubject();
    await rule('a', 'viewer', { view: 'prod' });
    const { userId } = await rightsOf(person, { groups: ['a'] });
    const member = await findActor(prisma, userId);
    if (!member) throw new Error('not admitted');
    const rules = [{ group: 'a', level: 'admin' as const }];
    await expect(addGroupRules(prisma, member, rules)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(removeGroupRule(prisma, member, 1)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(rule('a', 'manager', { view: 'prod' })).rejects.toMatchObject({ code: 'conflict' });
    const grant = await prisma.accessGrant.findFirstOrThrow({ where: { userId } });
    await expect(revokeGrant(prisma, 'system', grant.id)).rejects.toMatchObject({ code: 'conflict' });
  });
});
