import type { Actor } from '#lib/auth/actor.ts';

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
