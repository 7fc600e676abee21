import { recordAudit } from '#lib/audit/record.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';

/**
 * Ends every session of a user of this version: signing out makes the cookie worthless, wherever a copy of it may be. A session
 * that was ended before changes nothing. `ipAddress` is from where they signed out.
 */
export async function endSessions(
  db: PrismaConnection,
  { userId, version, ipAddress }: { userId: string; version: number; ipAddress: string },
): Promise<void> {
  const ended = await db.user.updateManyAndReturn({
    where: { id: userId, sessionVersion: version },
    data: { sessionVersion: { increment: 1 } },
    select: { email: true },
  });
  for (const { email } of ended) {
    await recordAudit(db, { by: { userId, email, ipAddress }, action: 'user.sign-out', target: email });
  }
}
