import { generateSync } from 'otplib';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { connect } from '#lib/db/pool.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

vi.stubEnv('TRAILKEEP_SECRET_KEY', inject('database').secretKey);
const { findActor } = await import('#lib/auth/actor.ts');
const { checkCode, dueFactor } = await import('#lib/auth/second-factor/check-code.ts');
const { newEnrolment } = await import('#lib/auth/second-factor/enrolment.ts');
const { removeSecondFactor, renewRecoveryCodes, resetSecondFactor, setSecondFactorFor, setUpSecondFactor } =
  await import('#lib/auth/second-factor/mutations.ts');
const { readOwnSecondFactor } = await import('#lib/auth/second-factor/read-own.ts');
const { rotateSecrets } = await import('#lib/secrets/rotate-secrets.ts');
const { createUser, findUser } = await import('#lib/users/mutations.ts');

let database: TestDatabase;
let prisma: ReturnType<typeof createPrisma>;
let people = 0;
/** Whose row holds another's ciphertext, in one of the tests. */
let stolenBy = 'nobody';

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = createPrisma(database.webPool);
});
beforeEach(async () => {
  await setSecondFactorFor(prisma, 'system', 'nobody');
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

async function newPerson(role: 'admin' | 'member' = 'member') {
  people += 1;
  const email = `p${people}@example.com`;
  const { userId } = await createUser(prisma, 'system', { email, name: 'P', role });
  return findUser(prisma, userId);
}

async function actorOf(userId: string) {
  const actor = await findActor(prisma, userId);
  if (!actor) throw new Error('no such person');
  return actor;
}

/** A person with an app: `code(minutes)` is what it shows so long after it was set up. */
async function withApp(role?: 'admin' | 'member') {
  const user = await newPerson(role);
  const start = Date.now();
  const { sealed, secret } = await newEnrolment(user);
  const code = (minutes: number) =>
    generateSync({ secret: secret.replaceAll(' ', ''), epoch: Math.floor(start / 1000) + minutes * 60 });
  const at = (minutes: number) => new Date(start + minutes * 60_000);
  const given = { user, sealed, code: code(0), replace: false, now: at(0) };
  const recoveryCodes = await setUpSecondFactor(prisma, given);
  const enter = (typed: string, minutes: number, from: { browser?: string } = {}) =>
    checkCode(prisma, user, { email: user.email, ipAddress: '192.0.2.1', now: at(minutes), ...from }, typed);
  return { user, code, at, enter, recoveryCodes };
}

const wrong = { code: 'unauthenticated' };

describe('setting a second factor up', () => {
  it('needs a code of the secret that was shown to this person', async () => {
    const [user, other] = [await newPerson(), await newPerson()];
    const { sealed } = await newEnrolment(user);
    const given = { user, sealed, code: '000000', replace: false, now: new Date() };
    await expect(setUpSecondFactor(prisma, given)).rejects.toMatchObject({ code: 'bad-request' });
    await expect(setUpSecondFactor(prisma, { ...given, user: other })).rejects.toMatchObject({
      message: 'This form is too old.',
    });
    expect(await dueFactor(prisma, user.id)).toBe('none');
  });

  it('keeps the secret sealed for this person, the recovery codes as digests, and neither in the audit log', async () => {
    const { user, recoveryCodes } = await withApp();
    const rows = await database.ownerPool.query(
      `select (select ciphertext from second_factor where user_id = $1) as sealed,
        (select string_agg(code_hash::text, '') from recovery_code where user_id = $1) as hashes,
        (select string_agg(detail::text, '') from audit_entry where target = $2) as detail`,
      [user.id, user.email],
    );
    const kept = JSON.stringify(rows.rows);
    for (const code of recoveryCodes) expect(kept).not.toContain(code);
    expect(await readOwnSecondFactor(prisma, await actorOf(user.id))).toMatchObject({
      recoveryCodesLeft: 10,
    });
    const stranger = await withApp();
    stolenBy = stranger.user.id;
    await database.ownerPool.query(
      'update second_factor set ciphertext = (select ciphertext from second_factor where user_id = $1) where user_id = $2',
      [user.id, stranger.user.id],
    );
    await expect(stranger.enter(stranger.code(1), 1)).rejects.toMatchObject({ code: 'configuration' });
  });

  it('takes the place of another only where that was asked for', async () => {
    const { user, code, at, enter } = await withApp();
    const { sealed, secret } = await newEnrolment(user);
    const newCode = generateSync({
      secret: secret.replaceAll(' ', ''),
      epoch: Math.floor(at(0).getTime() / 1000),
    });
    const given = { user, sealed, code: newCode, now: at(0) };
    await expect(setUpSecondFactor(prisma, { ...given, replace: false })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await enter(code(2), 2)).toBe('code');
    await setUpSecondFactor(prisma, { ...given, replace: true });
    await expect(enter(code(3), 3)).rejects.toMatchObject(wrong);
  });
});

it('goes on after the keys of stored secrets were rotated', async () => {
  const { code, enter } = await withApp();
  const owner = await connect(database.ownerPool);
  const { failed } = await rotateSecrets(owner);
  owner.release();
  expect(failed.filter(({ secret }) => !secret.includes(stolenBy))).toEqual([]);
  expect(await enter(code(5), 5)).toBe('code');
});

describe('a code', () => {
  it('opens once, and no earlier one after it', async () => {
    const { user, code, enter } = await withApp();
    expect(await dueFactor(prisma, user.id)).toBe('code');
    // The one with which it was set up is used already.
    await expect(enter(code(0), 0)).rejects.toMatchObject(wrong);
    expect(await enter(code(5), 5)).toBe('code');
    await expect(enter(code(5), 5)).rejects.toMatchObject(wrong);
    await expect(enter(code(4.5), 5)).rejects.toMatchObject(wrong);
    expect(await enter(` ${code(6).slice(0, 3)} ${code(6).slice(3)}`, 6)).toBe('code');
  });

  it('opens once also where it comes twice at the same moment', async () => {
    const { code, enter } = await withApp();
    const both = await Promise.allSettled([enter(code(5), 5), enter(code(5), 5)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('of another person opens nothing', async () => {
    const [one, two] = [await withApp(), await withApp()];
    await expect(one.enter(two.code(5), 5)).rejects.toMatchObject(wrong);
    await expect(one.enter(two.recoveryCodes[0] ?? '', 5)).rejects.toMatchObject(wrong);
  });

  it('cannot be guessed: after eight the door closes for longer each time, also to the right one', async () => {
    const { code, enter, user } = await withApp();
    for (let n = 0; n < 8; n += 1) await expect(enter('123456', 5)).rejects.toMatchObject(wrong);
    await expect(enter(code(5), 5)).rejects.toMatchObject({ code: 'too-many-requests' });
    const denied = await prisma.auditEntry.count({ where: { target: user.email, result: 'denied' } });
    expect(denied).toBe(8);
    // Who guesses elsewhere does not close the browser that is known.
    expect(await enter(code(5), 5, { browser: 'known' })).toBe('code');
    expect(await enter(code(6), 6)).toBe('code');
  });
});

describe('a recovery code', () => {
  it('opens once, and is counted down', async () => {
    const { user, enter, recoveryCodes } = await withApp();
    const [first = '', second = ''] = recoveryCodes;
    expect(await enter(first.toUpperCase(), 5)).toBe('recovery-code');
    await expect(enter(first, 5)).rejects.toMatchObject(wrong);
    expect(await enter(second, 5)).toBe('recovery-code');
    expect(await readOwnSecondFactor(prisma, await actorOf(user.id))).toMatchObject({ recoveryCodesLeft: 8 });
  });

  it('of before opens nothing once there are new ones', async () => {
    const { user, enter, recoveryCodes } = await withApp();
    const [newer = ''] = await renewRecoveryCodes(prisma, await actorOf(user.id));
    await expect(enter(recoveryCodes[0] ?? '', 5)).rejects.toMatchObject(wrong);
    expect(await enter(newer, 5)).toBe('recovery-code');
  });
});

describe('asked of people by an admin', () => {
  it('it is due at their next sign-in, of admins or of everybody', async () => {
    const [member, admin] = [await newPerson(), await newPerson('admin')];
    const due = async () => [await dueFactor(prisma, member.id), await dueFactor(prisma, admin.id)];
    expect(await due()).toEqual(['none', 'none']);
    await setSecondFactorFor(prisma, await actorOf(admin.id), 'admins');
    expect(await due()).toEqual(['none', 'set-up']);
    await setSecondFactorFor(prisma, await actorOf(admin.id), 'everybody');
    expect(await due()).toEqual(['set-up', 'set-up']);
    await expect(setSecondFactorFor(prisma, await actorOf(member.id), 'nobody')).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('it cannot be turned off, otherwise it can', async () => {
    const { user } = await withApp();
    await setSecondFactorFor(prisma, 'system', 'everybody');
    await expect(removeSecondFactor(prisma, await actorOf(user.id))).rejects.toMatchObject({
      code: 'forbidden',
    });
    await setSecondFactorFor(prisma, 'system', 'admins');
    await removeSecondFactor(prisma, await actorOf(user.id));
    expect(await dueFactor(prisma, user.id)).toBe('none');
  });

  it('it is reset by an admin and nobody else, which ends the sessions', async () => {
    const { user } = await withApp();
    const member = await newPerson();
    const admin = await newPerson('admin');
    await expect(resetSecondFactor(prisma, await actorOf(member.id), user.id)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await resetSecondFactor(prisma, await actorOf(admin.id), user.id);
    expect(await dueFactor(prisma, user.id)).toBe('none');
    expect(await findActor(prisma, user.id, user.sessionVersion)).toBeNull();
    expect(await prisma.recoveryCode.count({ where: { userId: user.id } })).toBe(0);
  });
});
