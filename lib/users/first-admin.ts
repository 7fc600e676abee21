import { randomBytes } from 'node:crypto';
import { hashToken } from '#lib/auth/actor-from-token.ts';
import { passwordsAllowed, requirePasswords } from '#lib/auth/oidc/settings.ts';
import { hashPassword } from '#lib/auth/password.ts';
import { portalOrigin } from '#lib/auth/portal-origin.ts';
import { type PrismaConnection, prisma } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { PrismaClient, User } from '#prisma/client.ts';
import { countAdmins, insertUser } from './mutations.ts';
import type { FirstAdmin } from './schema.ts';

const LINK_HOURS = 24;

/**
 * A one-time address at which the first admin is created, valid for a day; null once there is an admin, and where nobody signs
 * in with a password. A new one ends those before it. Whoever starts the server reads it in the terminal, so nothing is ever open with a password that others know.
 */
export async function createFirstAdminLink(
  db: PrismaClient = prisma(),
  origin: string = portalOrigin(),
  now: Date = new Date(),
): Promise<string | null> {
  if (!passwordsAllowed() || (await countAdmins(db)) > 0) return null;
  const token = randomBytes(32).toString('base64url');
  await db.$transaction(async (tx) => {
    await tx.invitation.deleteMany({ where: { purpose: 'first-admin', usedAt: null } });
    const expiresAt = new Date(now.getTime() + LINK_HOURS * 3_600_000);
    await tx.invitation.create({ data: { purpose: 'first-admin', tokenHash: hashToken(token), expiresAt } });
  });
  return `${origin}/first-run?token=${token}`;
}

export type FirstRunState = 'open' | 'expired' | 'done';

/** What the link is worth now: `open`, `expired` (or never valid), or `done` once an admin exists. */
export async function firstRunState(
  token: string,
  db: PrismaConnection = prisma(),
  now: Date = new Date(),
): Promise<FirstRunState> {
  if ((await countAdmins(db)) > 0) return 'done';
  const found = await db.invitation.count({
    where: { tokenHash: hashToken(token), purpose: 'first-admin', usedAt: null, expiresAt: { gt: now } },
  });
  return found > 0 ? 'open' : 'expired';
}

/** Uses the link up and creates the admin. `conflict` if the link is no longer good. */
export async function createFirstAdmin(
  db: PrismaClient,
  { token, email, name, password }: FirstAdmin,
  now: Date = new Date(),
): Promise<User> {
  requirePasswords();
  const passwordHash = await hashPassword(password);
  return db.$transaction(async (tx) => {
    // The update locks the row: of two at once, the second finds it used.
    const used = await tx.invitation.updateMany({
      where: { tokenHash: hashToken(token), purpose: 'first-admin', usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    });
    if (used.count === 0 || (await countAdmins(tx)) > 0) {
      throw new TrailkeepError('conflict', 'This link has expired or was used already.', {
        hint: 'Start Trailkeep again: it prints a new one.',
      });
    }
    return insertUser(tx, 'anonymous', { email, name, role: 'admin', passwordHash });
  });
}
