import type { Actor } from '#lib/auth/actor.ts';
import type { Scope } from '#lib/auth/scope.ts';

/** The view or account (12 digits) that a rule belongs to; one of them is null. */
export type RulePlace = { viewId: number | null; accountId: string | null };

/** Whether somebody decides about a rule: admins, managers of its view, owners of its account. */
export function managesPlace({ role, grants }: Pick<Actor, 'role' | 'grants'>, place: RulePlace): boolean {
  if (role === 'admin') return true;
  return grants.some(({ viewId, accountId, level }) =>
    place.viewId === null
      ? level === 'owner' && accountId === place.accountId
      : level === 'manager' && viewId === place.viewId,
  );
}

/** `ask`: somebody else decides. */
export type ExclusionRight = 'decide' | 'ask';

/** What somebody may do in a scope about exclusions of a rule: who does not decide about it asks for their own account; null for readers. */
export function rightOver(
  actor: Pick<Actor, 'role' | 'grants'>,
  scope: Pick<Scope, 'kind' | 'canManage'>,
  place: RulePlace,
): ExclusionRight | null {
  if (managesPlace(actor, place)) return 'decide';
  return scope.kind === 'account' && scope.canManage ? 'ask' : null;
}
