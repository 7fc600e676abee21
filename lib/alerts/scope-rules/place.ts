import { accountNumber } from '#lib/accounts/account-id.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';

/** Where rules and channels of a scope are stored: exactly one is set. */
export type AlertPlace = { viewId: number; accountId: null } | { viewId: null; accountId: bigint };

/** Throws `forbidden` for who does not manage the scope, `not-found` for an account that nobody added. */
export async function alertPlace(db: PrismaConnection, scope: Scope, what: string): Promise<AlertPlace> {
  if (!scope.canManage)
    throw new TrailkeepError('forbidden', `You may not change the ${what} of ${scope.name}.`, {
      hint: 'An owner of the account, a manager of the view or a security admin can.',
      refused: true,
    });
  const place = await findPlace(db, scope);
  if (place) return place;
  throw new TrailkeepError('not-found', `There is no ${scope.kind} ${scope.id}.`, {
    hint: scope.kind === 'account' ? 'Add the account first.' : undefined,
  });
}

/** Null for an account that nobody added: it has no rules of its own. */
export async function findPlace(
  db: PrismaConnection,
  scope: Pick<Scope, 'kind' | 'id'>,
): Promise<AlertPlace | null> {
  if (scope.kind === 'account') {
    const id = accountNumber(scope.id);
    const account = await db.account.findUnique({ where: { id }, select: { id: true } });
    return account && { viewId: null, accountId: id };
  }
  const view = await db.view.findUnique({ where: { slug: scope.id }, select: { id: true } });
  return view && { viewId: view.id, accountId: null };
}
