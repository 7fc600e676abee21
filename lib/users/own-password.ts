import { recordAudit } from '#lib/audit/record.ts';
import { type Actor, auditName } from '#lib/auth/actor.ts';
import { confirmPassword } from '#lib/auth/confirm-password.ts';
import { hashPassword } from '#lib/auth/password.ts';
import type { Attempt } from '#lib/auth/throttle.ts';
import type { PrismaClient, User } from '#prisma/client.ts';
import { findUser } from './mutations.ts';
import { passwordOf } from './schema.ts';

/**
 * Changes one's own password and ends all sessions; whoever asks starts a new one with the user returned. The old password is
 * asked for, and guessing it is counted as at the sign-in: a session left open is not enough to take an account over. Throws a
 * ZodError for a poor new one.
 */
export async function changeOwnPassword(
  db: PrismaClient,
  actor: Actor,
  typed: { current: string; next: string },
  attempt: Attempt,
): Promise<User> {
  const user = await findUser(db, actor.userId);
  const next = passwordOf(user.email).parse(typed.next);
  await confirmPassword(db, actor, attempt, typed.current, 'user.set-password');
  const passwordHash = await hashPassword(next);
  return db.$transaction(async (tx) => {
    const audit = { action: 'user.set-password', target: user.email, ipAddress: attempt.ipAddress };
    await recordAudit(tx, { by: auditName(actor), ...audit });
    return tx.user.update({
      where: { id: user.id },
      data: { passwordHash, sessionVersion: { increment: 1 } },
    });
  });
}
