import { recordAudit } from '#lib/audit/record.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { SignedIn } from '../authenticate.ts';
import { type Attempt, countCode, dropOldAttempts, forgiveCodes } from '../throttle.ts';
import { requiresSecondFactor } from './policy.ts';
import { readAppSecret } from './read-secret.ts';
import { hashRecoveryCode } from './recovery-codes.ts';
import { stepOfCode } from './totp.ts';

/** What is still to be done after the password: nothing, a code, or setting a second factor up because it is asked of this user. */
export async function dueFactor(db: PrismaConnection, userId: string): Promise<'none' | 'code' | 'set-up'> {
  const user = await db.user.findUniqueOrThrow({ where: { id: userId }, include: { secondFactor: true } });
  if (user.secondFactor) return 'code';
  return (await requiresSecondFactor(db, user.role)) ? 'set-up' : 'none';
}

/**
 * Uses up a code of the app, or a recovery code, and says which it was. `unauthenticated` where it is neither or was used before;
 * `too-many-requests` after too many.
 */
export async function checkCode(
  db: PrismaConnection,
  user: SignedIn,
  attempt: Attempt,
  typed: string,
): Promise<'code' | 'recovery-code'> {
  await countCode(db, attempt);
  const code = typed.replaceAll(/\s/g, '');
  const kind = /^\d{6}$/.test(code)
    ? (await spendCode(db, user.id, code, attempt.now)) && 'code'
    : (await spendRecoveryCode(db, user.id, code, attempt.now)) && 'recovery-code';
  if (kind) {
    await forgiveCodes(db, attempt);
    return kind;
  }
  await dropOldAttempts(db, attempt.now);
  await recordAudit(db, {
    by: { userId: user.id, email: user.email, ipAddress: attempt.ipAddress },
    action: 'user.sign-in',
    target: user.email,
    result: 'denied',
    detail: { step: 'second factor' },
  });
  throw new TrailkeepError('unauthenticated', 'This code is wrong or was used already.', {
    hint: 'Enter the one that the app shows now, or one of your recovery codes.',
  });
}

async function spendCode(db: PrismaConnection, userId: string, code: string, now: Date): Promise<boolean> {
  const secret = await readAppSecret(db, userId);
  const step = secret && stepOfCode(secret, code, now);
  if (!step) return false;
  // The update locks the row: of two at once with the same code, the second finds it used.
  const used = await db.secondFactor.updateMany({
    where: { userId, lastStep: { lt: step } },
    data: { lastStep: step },
  });
  return used.count === 1;
}

async function spendRecoveryCode(
  db: PrismaConnection,
  userId: string,
  code: string,
  now: Date,
): Promise<boolean> {
  const used = await db.recoveryCode.updateMany({
    where: { userId, codeHash: hashRecoveryCode(code), usedAt: null },
    data: { usedAt: now },
  });
  return used.count === 1;
}
