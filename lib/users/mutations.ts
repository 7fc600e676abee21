import { randomBytes } from 'node:crypto';
import { recordAudit } from '#lib/audit/record.ts';
import { auditName, type Doer, requireAdmin } from '#lib/auth/actor.ts';
import { hashPassword } from '#lib/auth/password.ts';
import { isUniqueViolation, type PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { PrismaClient, User } from '#prisma/client.ts';
import { dropPasswordLinks } from './password-links.ts';
import type { NewUser } from './schema.ts';

export type CreatedUser = {
  userId: string;
  email: string;
  /** Only where none was given: tell it to the person now, it is nowhere else. */
  generatedPassword: string | null;
};

/** `forbidden` unless the doer is an admin; `conflict` if the e-mail address has a user. */
export async function createUser(db: PrismaClient, doer: Doer, user: NewUser): Promise<CreatedUser> {
  requireAdmin(doer, 'create users');
  const generatedPassword = user.password === undefined ? randomBytes(15).toString('base64url') : null;
  const passwordHash = await hashPassword(user.password ?? generatedPassword ?? '');
  const created = await db.$transaction((tx) => insertUser(tx, doer, { ...user, passwordHash }));
  return { userId: created.id, email: created.email, generatedPassword };
}

export type UserRow = Pick<NewUser, 'email' | 'name' | 'role'> & { passwordHash: string };

/** The row and its line in the audit log, in the caller's transaction; the rights are the caller's to check. */
export async function insertUser(
  tx: PrismaConnection,
  doer: Doer | 'anonymous',
  { email, name, role, passwordHash }: UserRow,
): Promise<User> {
  try {
    const user = await tx.user.create({ data: { email, name, role, passwordHash } });
    await recordAudit(tx, { by: auditName(doer), action: 'user.create', target: email, detail: { role } });
    return user;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new TrailkeepError('conflict', `${email} is a user already.`, {
      hint: 'Use another e-mail address.',
      cause: error,
    });
  }
}

/** Ends the person's sessions and tokens at once. The last admin cannot be disabled. */
export async function disableUser(db: PrismaClient, doer: Doer, email: string): Promise<void> {
  requireAdmin(doer, 'disable users');
  await db.$transaction(async (tx) => {
    await lockAdmins(tx);
    const user = await findUserByEmail(tx, email);
    await refuseLastAdmin(tx, user);
    await tx.user.update({
      where: { id: user.id },
      data: { disabledAt: new Date(), sessionVersion: { increment: 1 } },
    });
    await dropPasswordLinks(tx, user.id);
    await recordAudit(tx, { by: auditName(doer), action: 'user.disable', target: user.email });
  });
}

/** The person may sign in again, with what they were granted before; sessions and links that were ended stay ended. */
export async function enableUser(db: PrismaClient, doer: Doer, userId: string): Promise<void> {
  requireAdmin(doer, 'enable users');
  await db.$transaction(async (tx) => {
    const user = await findUser(tx, userId);
    if (!user.disabledAt) return;
    await tx.user.update({ where: { id: userId }, data: { disabledAt: null } });
    await recordAudit(tx, { by: auditName(doer), action: 'user.enable', target: user.email });
  });
}

/** Admins may see and do everything. `conflict` where it would leave no admin. */
export async function setUserRole(
  db: PrismaClient,
  doer: Doer,
  userId: string,
  role: NewUser['role'],
): Promise<void> {
  requireAdmin(doer, 'change roles');
  await db.$transaction(async (tx) => {
    await lockAdmins(tx);
    const user = await findUser(tx, userId);
    if (user.role === role) return;
    if (role === 'member') await refuseLastAdmin(tx, user);
    await tx.user.update({ where: { id: userId }, data: { role, roleFromRule: false } });
    await recordAudit(tx, { by: auditName(doer), action: 'user.role', target: user.email, detail: { role } });
  });
}

export async function renameUser(db: PrismaClient, doer: Doer, userId: string, name: string): Promise<void> {
  requireAdmin(doer, 'rename users');
  await db.$transaction(async (tx) => {
    const user = await findUser(tx, userId);
    await tx.user.update({ where: { id: userId }, data: { name } });
    const detail = { from: user.name, to: name };
    await recordAudit(tx, { by: auditName(doer), action: 'user.rename', target: user.email, detail });
  });
}

/** Ends all sessions of a person, wherever they are. Everybody ends their own; admins end anybody's. API tokens stay. */
export async function signOutEverywhere(db: PrismaClient, doer: Doer, userId: string): Promise<User> {
  if (doer === 'system' || doer.userId !== userId) requireAdmin(doer, 'sign others out');
  return db.$transaction(async (tx) => {
    const user = await findUser(tx, userId);
    await recordAudit(tx, { by: auditName(doer), action: 'user.end-sessions', target: user.email });
    return tx.user.update({ where: { id: userId }, data: { sessionVersion: { increment: 1 } } });
  });
}

/** Admins who can sign in: who is invited and has not come yet cannot. `except` leaves one user out. */
export function countAdmins(db: PrismaConnection, except?: string): Promise<number> {
  const arrived = [{ passwordHash: { not: null } }, { lastSignInAt: { not: null } }];
  const others = except === undefined ? {} : { id: { not: except } };
  return db.user.count({ where: { role: 'admin', disabledAt: null, OR: arrived, ...others } });
}

/** `not-found` if nobody has this e-mail address, or only a disabled user. */
export async function findUserByEmail(db: PrismaConnection, email: string): Promise<User> {
  const user = await db.user.findUnique({ where: { email } });
  if (user && !user.disabledAt) return user;
  throw new TrailkeepError('not-found', `There is no user ${email}.`, {
    hint: 'Create one with: trailkeep user create.',
  });
}

/** `not-found` where nobody has this id. Disabled users are found too. */
export async function findUser(db: PrismaConnection, userId: string): Promise<User> {
  const user = await db.user.findUnique({ where: { id: userId } });
  if (user) return user;
  throw new TrailkeepError('not-found', 'There is no such user.');
}

// One at a time, or two admins could disable one another in the same moment.
async function lockAdmins(tx: PrismaConnection): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('trailkeep.admins'))`;
}

async function refuseLastAdmin(tx: PrismaConnection, user: User): Promise<void> {
  if (user.role !== 'admin' || user.disabledAt || (await countAdmins(tx, user.id)) > 0) return;
  throw new TrailkeepError('conflict', `${user.email} is the last security admin.`, {
    hint: 'Make another user an admin first.',
  });
}
