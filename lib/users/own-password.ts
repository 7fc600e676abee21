import { recordAudit } from '#lib/audit/record.ts';
import { type Actor, auditName } from '#lib/auth/actor.ts';
import { hashPassword, verifyPassword } from '#lib/auth/password.ts';
import { type Attempt, countAttempt, forgiveAttempt } from '#lib/auth/throttle.ts';
import { TrailkeepError } from '#lib/errors.ts';
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
  await countAttempt(db, attempt);
  const by = auditName(actor);
  if (!(await verifyPassword(user.passwordHash, typed.current))) {
    const { ipAddress } = attempt;
    const refused = { by, action: 'user.set-password', target: user.email, ipAddress };
    await recordAudit(db, { ...refused, result: 'denied' });
    throw new TrailkeepError('forbidden', 'The current password is wrong.', {
      hint: 'Where it is lost, a security admin can make a link to set another.',
      refused: false,
    });
  }
  await forgiveAttempt(db, attempt);
  const passwordHash = await hashPassword(next);
  return db.$transaction(async (tx) => {
    const audit = { by, action: 'user.set-password', target: user.email, ipAddress: attempt.ipAddress };
    await recordAudit(tx, audit);
    return tx.user.update({
      where: { id: user.id },
      data: { passwordHash, sessionVersion: { increment: 1 } },
    });
  });
}
