import type { ScopeList } from '#lib/auth/list-scopes.ts';
import type { ScopeChoice } from './nav-model.ts';

/** Views and accounts as the switcher offers them. */
export function toChoices({ views, accounts }: ScopeList): { views: ScopeChoice[]; accounts: ScopeChoice[] } {
  return {
    views: views.map((view) => toChoice('view', view.slug, view.name, view.accounts)),
    accounts: accounts.map((account) => toChoice('account', account.id, account.name)),
  };
}

export function toChoice(
  kind: ScopeChoice['kind'],
  id: string,
  name: string,
  accounts?: number,
): ScopeChoice {
  const base = `/${kind}/${id}`;
  return { kind, id, name, base, href: `${base}/summary`, accounts: kind === 'view' ? accounts : undefined };
}
