import { recordAudit } from '#lib/audit/record.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { User } from '#prisma/client.ts';
import { requirePasswords } from './oidc/settings.ts';
import { verifyPassword } from './password.ts';
import { type Attempt, countAttempt, dropOldAttempts, forgiveAttempt } from './throttle.ts';

export type SignedIn = Pick<User, 'id' | 'name' | 'email' | 'sessionVersion'>;

/**
 * The user whose e-mail address and password these are; a second factor may still be due. `unauthenticated` otherwise, with the
 * same words and in the same time for a wrong password, an unknown address and a disabled user; `too-many-requests` when the
 * counters are closed; `forbidden` where nobody signs in with a password.
 */
export async function authenticate(
  db: PrismaConnection,
  attempt: Attempt,
  password: string,
): Promise<SignedIn> {
  requirePasswords();
  await countAttempt(db, attempt);
  const user = await db.user.findUnique({ where: { email: attempt.email } });
  const right = await verifyPassword(user?.passwordHash, password);
  if (!user || !right || user.disabledAt) {
    await recordRefusal(db, attempt, user);
    throw new TrailkeepError('unauthenticated', 'E-mail address or password is wrong.', {
      hint: 'Check both and try again.',
    });
  }
  await forgiveAttempt(db, attempt);
  return user;
}

/** How a person showed who they are, all of it together. */
export type SignInMethod = 'password' | 'password and code' | 'password and recovery code' | 'link' | 'oidc';

/** Notes that a person is in, now that nothing is due any more. */
export async function recordSignIn(
  db: PrismaConnection,
  user: SignedIn,
  from: Pick<Attempt, 'ipAddress' | 'now'>,
  method: SignInMethod,
): Promise<void> {
  await db.user.update({ where: { id: user.id }, data: { lastSignInAt: from.now } });
  await recordAudit(db, {
    by: { userId: user.id, email: user.email },
    action: 'user.sign-in',
    target: user.email,
    ipAddress: from.ipAddress,
    detail: { method },
  });
}

async function recordRefusal(db: PrismaConnection, attempt: Attempt, user: User | null): Promise<void> {
  await dropOldAttempts(db, attempt.now);
  await recordAudit(db, {
    by: user ? { userId: user.id, email: user.email } : 'anonymous',
    action: 'user.sign-in',
    target: user?.email ?? 'an unknown e-mail address',
    result: 'denied',
    ipAddress: attempt.ipAddress,
  });
}
