import type { PrismaConnection } from '#lib/db/prisma.ts';
import type { Actor } from '../actor.ts';
import { requiresSecondFactor } from './policy.ts';

/** What one's own profile says about the second factor. `since` is null where there is none. */
export type OwnSecondFactor = { since: Date | null; recoveryCodesLeft: number; required: boolean };

export async function readOwnSecondFactor(db: PrismaConnection, actor: Actor): Promise<OwnSecondFactor> {
  const [factor, recoveryCodesLeft, required] = await Promise.all([
    db.secondFactor.findUnique({ where: { userId: actor.userId } }),
    db.recoveryCode.count({ where: { userId: actor.userId, usedAt: null } }),
    requiresSecondFactor(db, actor.role),
  ]);
  return { since: factor?.createdAt ?? null, recoveryCodesLeft, required };
}
