import { recordAudit } from '#lib/audit/record.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { type Actor, auditName } from './actor.ts';
import { verifyPassword } from './password.ts';
import { type Attempt, countAttempt, forgiveAttempt } from './throttle.ts';

/**
 * Asks who is signed in for their password, before something that would help to take their account over: a session left open is
 * not enough. Guessing is counted as at the sign-in. `forbidden` for a wrong one, noted as a refused `action`.
 */
export async function confirmPassword(
  db: PrismaConnection,
  actor: Actor,
  attempt: Attempt,
  password: string,
  action: string,
): Promise<void> {
  await countAttempt(db, attempt);
  const user = await db.user.findUnique({ where: { id: actor.userId } });
  if (await verifyPassword(user?.passwordHash, password)) return forgiveAttempt(db, attempt);
  const refused = { action, target: actor.email, ipAddress: attempt.ipAddress, result: 'denied' } as const;
  await recordAudit(db, { by: auditName(actor), ...refused });
  throw new TrailkeepError('forbidden', 'The current password is wrong.', {
    hint: 'Where it is lost, a security admin can make a link to set another.',
    refused: false,
  });
}
