import { recordAudit } from '#lib/audit/record.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { auditName, type Doer, requireAdmin } from '../actor.ts';
import { applyGroupRules } from './apply-rules.ts';

/**
 * Forgets who a user is to the provider, for an e-mail address that another person has there now. What rules gave goes, and the
 * sessions end; what was given by hand waits for the next person of that address.
 */
export async function unlinkPerson(db: PrismaClient, doer: Doer, userId: string): Promise<void> {
  requireAdmin(doer, 'unlink people from the provider');
  await db.$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId } });
    if (!user) throw new TrailkeepError('not-found', 'There is no such user.');
    await tx.oidcIdentity.deleteMany({ where: { userId } });
    await tx.user.update({ where: { id: userId }, data: { sessionVersion: { increment: 1 } } });
    await recordAudit(tx, { by: auditName(doer), action: 'user.unlink', target: user.email });
    await applyGroupRules(tx, auditName(doer), userId);
  });
}
