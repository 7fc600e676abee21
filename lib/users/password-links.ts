import { randomBytes } from 'node:crypto';
import { recordAudit } from '#lib/audit/record.ts';
import { auditName, type Doer, requireAdmin } from '#lib/auth/actor.ts';
import { hashToken } from '#lib/auth/actor-from-token.ts';
import { requirePasswords } from '#lib/auth/oidc/settings.ts';
import { hashPassword } from '#lib/auth/password.ts';
import { portalOrigin } from '#lib/auth/portal-origin.ts';
import type { Attempt } from '#lib/auth/throttle.ts';
import { isUniqueViolation, type PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { PrismaClient, User } from '#prisma/client.ts';
import { type InvitedUser, passwordOf } from './schema.ts';

/** An invitation waits for a person who has not heard of Trailkeep; a link for a lost password is asked for and used. */
const LINK_HOURS = { member: 7 * 24, password: 24 } as const;

type Purpose = keyof typeof LINK_HOURS;

/** A one-time address at which a person sets their password. `url` is the only copy: the database keeps a digest. */
export type PasswordLink = { userId: string; url: string; expiresAt: Date };

/** Creates a user without a password and the link to set one. `forbidden` unless the doer is an admin; `conflict` for a taken address. */
export async function inviteUser(
  db: PrismaClient,
  doer: Doer,
  { email, name, role }: InvitedUser,
  now: Date = new Date(),
): Promise<PasswordLink> {
  requireAdmin(doer, 'invite users');
  requirePasswords();
  try {
    return await db.$transaction(async (tx) => {
      const user = await tx.user.create({ data: { email, name, role } });
      await recordAudit(tx, { by: auditName(doer), action: 'user.invite', target: email, detail: { role } });
      return insertLink(tx, user.id, 'member', now);
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new TrailkeepError('conflict', `${email} is a user already.`, {
      hint: 'Find them in the list, or use another e-mail address.',
      cause: error,
    });
  }
}

/**
 * Another link for a person: for a lost password, or in place of an invitation that has run out. It ends their links before it;
 * a password that they have works until the link is used. `conflict` for a disabled user.
 */
export async function createPasswordLink(
  db: PrismaClient,
  doer: Doer,
  userId: string,
  now: Date = new Date(),
): Promise<PasswordLink> {
  requireAdmin(doer, "reset somebody's password");
  requirePasswords();
  return db.$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId } });
    if (!user) throw new TrailkeepError('not-found', 'There is no such user.');
    if (user.disabledAt) {
      throw new TrailkeepError('conflict', `${user.email} is disabled.`, { hint: 'Enable the user first.' });
    }
    await recordAudit(tx, { by: auditName(doer), action: 'user.reset-password', target: user.email });
    return insertLink(tx, user.id, user.passwordHash === null ? 'member' : 'password', now);
  });
}

/** The person whose link this is, while it is good; null for one that is used, run out or of a disabled user. */
export async function findByPasswordLink(
  db: PrismaConnection,
  token: string,
  now: Date = new Date(),
): Promise<Pick<User, 'email' | 'name'> | null> {
  const link = await db.invitation.findFirst({ where: openLink(token, now) });
  if (!link?.userId) return null;
  return db.user.findFirst({
    where: { id: link.userId, disabledAt: null },
    select: { email: true, name: true },
  });
}

/** Uses the link up, sets the password and ends the person's sessions. `conflict` if the link is no longer good. */
export async function spendPasswordLink(
  db: PrismaClient,
  token: string,
  typed: string,
  { ipAddress, now }: Pick<Attempt, 'ipAddress' | 'now'>,
): Promise<User> {
  requirePasswords();
  const person = await findByPasswordLink(db, token, now);
  if (!person) throw spentLink();
  const passwordHash = await hashPassword(passwordOf(person.email).parse(typed));
  return db.$transaction(async (tx) => {
    // The update locks the row: of two at once, the second finds it used.
    const [used] = await tx.invitation.updateManyAndReturn({
      where: openLink(token, now),
      data: { usedAt: now },
    });
    const found = await tx.user.findUnique({ where: { id: used?.userId ?? '', disabledAt: null } });
    if (!found) throw spentLink();
    const user = await tx.user.update({
      where: { id: found.id },
      data: { passwordHash, sessionVersion: { increment: 1 }, lastSignInAt: now },
    });
    const by = { userId: user.id, email: user.email, ipAddress };
    await recordAudit(tx, { by, action: 'user.set-password', target: user.email });
    return user;
  });
}

/** Ends the links that were not used. */
export async function dropPasswordLinks(tx: PrismaConnection, userId: string): Promise<void> {
  await tx.invitation.deleteMany({ where: { userId, usedAt: null } });
}

async function insertLink(
  tx: PrismaConnection,
  userId: string,
  purpose: Purpose,
  now: Date,
): Promise<PasswordLink> {
  await dropPasswordLinks(tx, userId);
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(now.getTime() + LINK_HOURS[purpose] * 3_600_000);
  await tx.invitation.create({ data: { userId, purpose, tokenHash: hashToken(token), expiresAt } });
  return { userId, url: `${portalOrigin()}/set-password?token=${token}`, expiresAt };
}

function openLink(token: string, now: Date) {
  return {
    tokenHash: hashToken(token),
    purpose: { in: ['member', 'password'] },
    usedAt: null,
    expiresAt: { gt: now },
  };
}

function spentLink(): TrailkeepError {
  return new TrailkeepError('conflict', 'This link has expired or was used already.', {
    hint: 'Ask a security admin for a new one.',
  });
}
