import { randomBytes } from 'node:crypto';
import { recordAudit } from '#lib/audit/record.ts';
import { auditName, type Doer, requireAdmin } from '#lib/auth/actor.ts';
import { hashToken } from '#lib/auth/actor-from-token.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { findUserByEmail } from './mutations.ts';
import type { NewToken } from './schema.ts';

/** `token` is the only copy: the database keeps a digest. */
export type CreatedToken = { id: string; token: string };

/** A token with the rights of the user that it is for. Everybody makes their own; admins make anybody's. */
export async function createToken(
  db: PrismaClient,
  doer: Doer,
  { email, name, expiresInDays }: NewToken,
  now: Date = new Date(),
): Promise<CreatedToken> {
  if (doer === 'system' || doer.email !== email) requireAdmin(doer, "make somebody else's tokens");
  const token = `tk_${randomBytes(32).toString('base64url')}`;
  const expiresAt = expiresInDays ? new Date(now.getTime() + expiresInDays * 86_400_000) : null;
  return db.$transaction(async (tx) => {
    const user = await findUserByEmail(tx, email);
    const row = await tx.apiToken.create({
      data: { userId: user.id, name, tokenHash: hashToken(token), expiresAt },
    });
    await recordAudit(tx, { by: auditName(doer), action: 'token.create', target: email, detail: { name } });
    return { id: row.id, token };
  });
}

/** From now on the token opens nothing. `not-found` where it is not there or not the doer's to revoke. */
export async function revokeToken(db: PrismaClient, doer: Doer, id: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const row = await tx.apiToken.findUnique({ where: { id }, include: { user: true } });
    const allowed = row && (doer === 'system' || doer.role === 'admin' || doer.userId === row.userId);
    if (!allowed)
      throw new TrailkeepError('not-found', 'There is no such API token.', { refused: row !== null });
    await tx.apiToken.update({ where: { id }, data: { revokedAt: new Date() } });
    await recordAudit(tx, {
      by: auditName(doer),
      action: 'token.revoke',
      target: row.user.email,
      detail: { name: row.name },
    });
  });
}
