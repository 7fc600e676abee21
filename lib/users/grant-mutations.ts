import { recordAudit } from '#lib/audit/record.ts';
import { auditName, type Doer, requireAdmin } from '#lib/auth/actor.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { findUserByEmail } from './mutations.ts';
import type { NewGrant } from './schema.ts';

/** Gives a user a view or an account, or changes the level that they have there. */
export async function grantAccess(db: PrismaClient, doer: Doer, grant: NewGrant): Promise<void> {
  requireAdmin(doer, 'grant access');
  await db.$transaction((tx) => insertGrant(tx, doer, grant));
}

/** All of them or none. */
export async function grantAccessToAll(
  db: PrismaClient,
  doer: Doer,
  grants: readonly NewGrant[],
): Promise<void> {
  requireAdmin(doer, 'grant access');
  await db.$transaction(async (tx) => {
    for (const grant of grants) await insertGrant(tx, doer, grant);
  });
}

/**
 * Takes a grant away; it counts from the next request on. `not-found` where it is gone already, `conflict` for what a group rule
 * gives: it would give it again.
 */
export async function revokeGrant(db: PrismaClient, doer: Doer, grantId: number): Promise<void> {
  requireAdmin(doer, 'revoke access');
  await db.$transaction(async (tx) => {
    const grant = await tx.accessGrant.findUnique({
      where: { id: grantId },
      include: { user: true, view: true, account: true },
    });
    if (!grant) throw new TrailkeepError('not-found', 'This grant is not there any more.');
    if (grant.fromRule) {
      throw new TrailkeepError('conflict', 'A group rule gives this access.', {
        hint: 'Change the rule, or the groups at the provider.',
      });
    }
    await tx.accessGrant.delete({ where: { id: grantId } });
    const target = grant.view
      ? `view:${grant.view.slug}`
      : `account:${String(grant.accountId).padStart(12, '0')}`;
    const detail = { from: grant.user.email, level: grant.level };
    await recordAudit(tx, { by: auditName(doer), action: 'access.revoke', target, detail });
  });
}

/** In the caller's transaction; the rights are the caller's to check. */
export async function insertGrant(tx: PrismaConnection, doer: Doer, grant: NewGrant): Promise<void> {
  const { id: userId } = await findUserByEmail(tx, grant.email);
  const { level } = grant;
  if (grant.view !== undefined) {
    const viewId = await findViewId(tx, grant.view);
    await tx.accessGrant.upsert({
      where: { userId_viewId: { userId, viewId } },
      create: { userId, viewId, level },
      update: { level, fromRule: false },
    });
  } else {
    const accountId = await findAccount(tx, grant.account ?? '');
    await tx.accessGrant.upsert({
      where: { userId_accountId: { userId, accountId } },
      create: { userId, accountId, level },
      update: { level, fromRule: false },
    });
  }
  const target = grant.view === undefined ? `account:${grant.account}` : `view:${grant.view}`;
  const detail = { to: grant.email, level };
  await recordAudit(tx, { by: auditName(doer), action: 'access.grant', target, detail });
}

/** `not-found` for a slug that no view has. */
export async function findViewId(tx: PrismaConnection, slug: string): Promise<number> {
  const view = await tx.view.findUnique({ where: { slug } });
  if (view) return view.id;
  throw new TrailkeepError('not-found', `There is no view ${slug}.`, {
    hint: 'Create it with: trailkeep view create.',
  });
}

/** `not-found` for digits that no account has. */
export async function findAccount(tx: PrismaConnection, accountId: string): Promise<bigint> {
  const known = /^\d{12}$/.test(accountId);
  const account = known ? await tx.account.findUnique({ where: { id: BigInt(accountId) } }) : null;
  if (account) return account.id;
  throw new TrailkeepError('not-found', `There is no account ${accountId}.`, {
    hint: 'Add it with: trailkeep account add.',
  });
}
