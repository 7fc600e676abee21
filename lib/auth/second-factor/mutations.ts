import { recordAudit } from '#lib/audit/record.ts';
import { isUniqueViolation, type PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { encryptSecret } from '#lib/secrets/encrypt-secret.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { type Actor, auditName, type Doer, requireAdmin } from '../actor.ts';
import type { SignedIn } from '../authenticate.ts';
import { openEnrolment } from './enrolment.ts';
import { requiresSecondFactor, type SecondFactorFor } from './policy.ts';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.ts';
import { stepOfCode } from './totp.ts';

export type SetUp = {
  user: Pick<SignedIn, 'id' | 'email'>;
  /** Of the enrolment that was shown. */
  sealed: string | undefined;
  code: string;
  /** Whether this may take the place of one that there is: only for who has shown the password for it. */
  replace: boolean;
  ipAddress?: string;
  now: Date;
};

/**
 * Makes the secret that was shown the person's second factor, once a code proves that the app has it. Returns the recovery codes,
 * which are shown this once. `bad-request` for a wrong code or a form that is too old; `conflict` where there is one already.
 */
export async function setUpSecondFactor(db: PrismaClient, given: SetUp): Promise<string[]> {
  const { id: userId, email } = given.user;
  const secret = await openEnrolment(userId, given.sealed);
  if (!secret) {
    throw new TrailkeepError('bad-request', 'This form is too old.', { hint: 'Load the page again.' });
  }
  const lastStep = stepOfCode(secret, given.code.replaceAll(/\s/g, ''), given.now);
  if (lastStep === null) {
    throw new TrailkeepError('bad-request', 'This code is wrong.', {
      hint: 'Enter the one that the app shows now. The clock of the telephone must be right.',
    });
  }
  try {
    return await db.$transaction(async (tx) => {
      const ciphertext = Uint8Array.from(await encryptSecret(tx, 'second factor', userId, secret));
      if (given.replace) await tx.secondFactor.deleteMany({ where: { userId } });
      await tx.secondFactor.create({ data: { userId, ciphertext, lastStep } });
      const by = { userId, email, ipAddress: given.ipAddress };
      await recordAudit(tx, { by, action: 'second-factor.set-up', target: email });
      return insertRecoveryCodes(tx, userId);
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new TrailkeepError('conflict', 'There is a second factor already.', {
      hint: 'Sign in with it.',
      cause: error,
    });
  }
}

/** New recovery codes in place of all before them. */
export async function renewRecoveryCodes(db: PrismaClient, actor: Actor): Promise<string[]> {
  return db.$transaction(async (tx) => {
    const factor = await tx.secondFactor.findUnique({ where: { userId: actor.userId } });
    if (!factor) throw new TrailkeepError('conflict', 'There is no second factor.');
    await tx.recoveryCode.deleteMany({ where: { userId: actor.userId } });
    const audit = { action: 'second-factor.recovery-codes', target: actor.email };
    await recordAudit(tx, { by: auditName(actor), ...audit });
    return insertRecoveryCodes(tx, actor.userId);
  });
}

/** `forbidden` where one is asked of the person. */
export async function removeSecondFactor(db: PrismaClient, actor: Actor): Promise<void> {
  if (await requiresSecondFactor(db, actor.role)) {
    throw new TrailkeepError('forbidden', 'A second factor is asked of you here.', {
      hint: 'Set up another app in place of this one.',
    });
  }
  await db.$transaction(async (tx) => {
    await tx.secondFactor.deleteMany({ where: { userId: actor.userId } });
    await recordAudit(tx, { by: auditName(actor), action: 'second-factor.remove', target: actor.email });
  });
}

/** For who has lost app and recovery codes: the next sign-in is by the password alone, and sets up another where one is asked. */
export async function resetSecondFactor(db: PrismaClient, doer: Doer, userId: string): Promise<void> {
  requireAdmin(doer, "reset somebody's second factor");
  await db.$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId } });
    if (!user) throw new TrailkeepError('not-found', 'There is no such user.');
    await tx.secondFactor.deleteMany({ where: { userId } });
    await tx.user.update({ where: { id: userId }, data: { sessionVersion: { increment: 1 } } });
    await recordAudit(tx, { by: auditName(doer), action: 'second-factor.reset', target: user.email });
  });
}

/** Asks a second factor of these people from their next sign-in on. */
export async function setSecondFactorFor(db: PrismaClient, doer: Doer, who: SecondFactorFor): Promise<void> {
  requireAdmin(doer, 'change how people sign in');
  await db.$transaction(async (tx) => {
    await tx.signInPolicy.updateMany({ data: { secondFactorFor: who } });
    const audit = { action: 'sign-in.second-factor-for', target: 'sign-in', detail: { who } };
    await recordAudit(tx, { by: auditName(doer), ...audit });
  });
}

async function insertRecoveryCodes(tx: PrismaConnection, userId: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({ userId, codeHash: hashRecoveryCode(code) })),
  });
  return codes;
}
