import { randomBytes } from 'node:crypto';
import { recordAudit } from '#lib/audit/record.ts';
import { auditName, type Doer, findActor, requireAdmin } from '#lib/auth/actor.ts';
import { hashToken } from '#lib/auth/actor-from-token.ts';
import type { TokenPlaces } from '#lib/auth/limit-actor.ts';
import { resolveScope } from '#lib/auth/resolve-scope.ts';
import { parseScopeKey } from '#lib/auth/scope.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { findUserByEmail } from './mutations.ts';
import type { NewToken } from './schema.ts';

/** `token` is the only copy: the database keeps a digest. */
export type CreatedToken = { id: string; token: string };

/**
 * A token with the rights of the user that it is for, or a part of them: reading alone, or some views and accounts alone. Everybody
 * makes their own; admins make anybody's. `not-found` for a view or account that this user may not see.
 */
export async function createToken(
  db: PrismaClient,
  doer: Doer,
  { email, name, expiresInDays, readOnly = false, scopes = [] }: NewToken,
  now: Date = new Date(),
): Promise<CreatedToken> {
  if (doer === 'system' || doer.email !== email) requireAdmin(doer, "make somebody else's tokens");
  const token = `tk_${randomBytes(32).toString('base64url')}`;
  const expiresAt = expiresInDays ? new Date(now.getTime() + expiresInDays * 86_400_000) : null;
  return db.$transaction(async (tx) => {
    const user = await findUserByEmail(tx, email);
    const places = await placesOf(tx, user.id, scopes);
    const row = await tx.apiToken.create({
      data: { userId: user.id, name, tokenHash: hashToken(token), expiresAt, readOnly, ...places },
    });
    const detail = { name, readOnly, scopes, expiresAt: expiresAt?.toISOString() ?? null };
    await recordAudit(tx, { by: auditName(doer), action: 'token.create', target: email, detail });
    return { id: row.id, token };
  });
}

async function placesOf(
  tx: PrismaConnection,
  userId: string,
  scopes: readonly string[],
): Promise<TokenPlaces> {
  if (scopes.length === 0) return { limited: false, viewIds: [], accountIds: [] };
  const user = await findActor(tx, userId);
  if (!user) throw new TrailkeepError('conflict', 'A disabled user has no views and accounts.');
  const slugs: string[] = [];
  const accountIds: bigint[] = [];
  for (const named of scopes.map(parseScopeKey)) {
    if (!named) throw new TrailkeepError('bad-request', 'A scope is view:<slug> or account:<12 digits>.');
    const { kind, id } = await resolveScope(user, named.kind, named.id, tx);
    if (kind === 'view') slugs.push(id);
    else accountIds.push(BigInt(id));
  }
  const views = await tx.view.findMany({ where: { slug: { in: slugs } }, select: { id: true } });
  return { limited: true, viewIds: views.map(({ id }) => id), accountIds };
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
