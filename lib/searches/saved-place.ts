import { accountNumber } from '#lib/accounts/account-id.ts';
import type { Actor } from '#lib/auth/actor.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { PrismaClient } from '#prisma/client.ts';

/** Whose searches: exactly one of the two. */
export type SearchPlace = { viewId: number | null; accountId: bigint | null };

/**
 * Runs `work` in a transaction that sees the searches of this scope, the person's own and the shared ones, and may change what the
 * person may. Row-level security decides; what is set here ends with the transaction.
 */
export function inSavedSearches<T>(
  db: PrismaClient,
  actor: Actor,
  scope: Scope,
  work: (tx: PrismaConnection, place: SearchPlace) => Promise<T>,
): Promise<T> {
  return db.$transaction(async (tx) => {
    const place = await findPlace(tx, scope);
    await tx.$executeRaw`
      select set_config('app.user', ${actor.userId}, true), set_config('app.view', ${place.viewId?.toString() ?? ''}, true),
        set_config('app.account', ${place.accountId?.toString() ?? ''}, true),
        set_config('app.manages', ${String(scope.canManage)}, true)`;
    return work(tx, place);
  });
}

async function findPlace(tx: PrismaConnection, scope: Scope): Promise<SearchPlace> {
  if (scope.kind === 'account') return { viewId: null, accountId: BigInt(accountNumber(scope.id)) };
  const view = await tx.view.findUnique({ where: { slug: scope.id }, select: { id: true } });
  if (!view) throw new TrailkeepError('not-found', `There is no view ${scope.id}.`);
  return { viewId: view.id, accountId: null };
}
