import { type Doer, isAdmin } from '#lib/auth/actor.ts';
import { TrailkeepError } from '#lib/errors.ts';

/** An account's credentials are its owner's, and the admins'; who manages a view that holds the account has its logs alone. */
export function maySetCredentials(doer: Doer, accountId: string): boolean {
  if (isAdmin(doer)) return true;
  return (
    doer !== 'system' && doer.grants.some((grant) => grant.accountId === accountId && grant.level === 'owner')
  );
}

/** Throws `not-found`, as for an account that is not there. */
export function requireCredentialsRight(doer: Doer, accountId: string): void {
  if (maySetCredentials(doer, accountId)) return;
  throw new TrailkeepError(
    'not-found',
    `There is no account ${accountId}, or you may not change its credentials.`,
    { hint: "The account's owner and security admins may." },
  );
}
