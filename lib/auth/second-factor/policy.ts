import type { PrismaConnection } from '#lib/db/prisma.ts';

/** Of whom a second factor is asked when they sign in with a password. */
export const SECOND_FACTOR_FOR = ['nobody', 'admins', 'everybody'] as const;
export type SecondFactorFor = (typeof SECOND_FACTOR_FOR)[number];

export async function readSecondFactorFor(db: PrismaConnection): Promise<SecondFactorFor> {
  const row = await db.signInPolicy.findFirst();
  return SECOND_FACTOR_FOR.find((value) => value === row?.secondFactorFor) ?? 'nobody';
}

/** Whether this user must have one. */
export async function requiresSecondFactor(db: PrismaConnection, role: string): Promise<boolean> {
  const who = await readSecondFactorFor(db);
  return who === 'everybody' || (who === 'admins' && role === 'admin');
}
