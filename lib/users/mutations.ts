import { randomBytes } from 'node:crypto';
import { recordAudit } from '#lib/audit/record.ts';
import { auditName, type Doer, requireAdmin } from '#lib/auth/actor.ts';
import { hashPassword } from '#lib/auth/password.ts';
import { isUniqueViolation, type PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { PrismaClient, User } from '#prisma/client.ts';
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
    // One at a time, or two admins could disable one another in the same moment.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('trailkeep.admins'))`;
    const user = await findUserByEmail(tx, email);
    if (user.role === 'admin' && (await countAdmins(tx)) === 1) {
      throw new TrailkeepError('conflict', `${email} is the last security admin.`, {
        hint: 'Make another user an admin first.',
      });
    }
    await tx.user.update({
      where: { id: user.id },
      data: { disabledAt: new Date(), sessionVersion: { increment: 1 } },
    });
    await recordAudit(tx, { by: auditName(doer), action: 'user.disable', target: user.email });
  });
}

/** Admins who can sign in. */
export function countAdmins(db: PrismaConnection): Promise<number> {
  return db.user.count({ where: { role: 'admin', disabledAt: null } });
}

/** `not-found` if nobody has this e-mail address, or only a disabled user. */
export async function findUserByEmail(db: PrismaConnection, email: string): Promise<User> {
  const user = await db.user.findUnique({ where: { email } });
  if (user && !user.disabledAt) return user;
  throw new TrailkeepError('not-found', `There is no user ${email}.`, {
    hint: 'Create one with: trailkeep user create.',
  });
}
