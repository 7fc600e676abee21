import type { NavModel, Person, ScopeChoice, ScopeModel } from '#components/layout/nav-model.ts';
import type { Actor } from '#lib/auth/actor.ts';
import type { ScopeList } from '#lib/auth/list-scopes.ts';
import type { Scope } from '#lib/auth/scope.ts';

/**
 * The reports that exist, for this scope and this person. None without a scope: there log sources, which are of all scopes, stand
 * beside Home for those who manage any.
 */
export function prepareNav(
  scope: Pick<Scope, 'kind' | 'id' | 'canManage'> | null,
  managesAny = false,
  administers = false,
): NavModel {
  const administration = administers ? { administrationHref: '/admin' } : {};
  if (!scope) {
    return {
      homeHref: '/',
      reports: [],
      ...(managesAny && { logSourcesHref: '/log-sources' }),
      ...administration,
    };
  }
  const base = `/${scope.kind}/${scope.id}`;
  const buckets = {
    label: 'Aggregated S3 Buckets',
    items: [{ label: 'Configure', href: `${base}/buckets` }],
  };
  const configures = scope.kind === 'view' && scope.canManage;
  return {
    homeHref: '/',
    reports: [
      { label: 'Summary', href: `${base}/summary` },
      { label: 'List of Trails', href: `${base}/trails` },
      { label: 'Common Searches', href: `${base}/searches` },
      { label: 'Events', href: `${base}/events` },
      ...(configures ? [buckets] : []),
      ...(scope.canManage ? [{ label: 'Log Sources', href: '/log-sources' }] : []),
      ...(scope.canManage ? [{ label: 'Setup', href: `${base}/setup` }] : []),
    ],
    ...administration,
  };
}

/** Whether there are views or accounts whose log sources the person sees. */
export function managesAny({ role, grants }: Pick<Actor, 'role' | 'grants'>): boolean {
  return role === 'admin' || grants.some(({ level }) => level !== 'viewer');
}

/** What the scope switcher offers, and what of it is current. */
export function prepareScopes(scopes: ScopeList, current: Pick<Scope, 'kind' | 'id'> | null): ScopeModel {
  const views = scopes.views.map((view) => toChoice('view', view.slug, view.name, view.accounts));
  const accounts = scopes.accounts.map((account) => toChoice('account', account.id, account.name));
  const chosen = [...views, ...accounts].find(
    (choice) => choice.kind === current?.kind && choice.id === current.id,
  );
  return {
    current: chosen ?? null,
    views,
    accounts,
    sharedReports: ['summary', 'trails', 'searches', 'events'],
  };
}

function toChoice(kind: ScopeChoice['kind'], id: string, name: string, accounts?: number): ScopeChoice {
  const base = `/${kind}/${id}`;
  return { kind, id, name, base, href: `${base}/summary`, accounts };
}

/** The person with the most that they are here, in words. */
export function preparePerson(actor: Pick<Actor, 'name' | 'role' | 'grants'>): Person {
  const levels = new Set(actor.grants.map((grant) => grant.level));
  if (actor.role === 'admin') return { name: actor.name, role: 'Security admin' };
  if (levels.has('manager')) return { name: actor.name, role: 'View manager' };
  if (levels.has('owner')) return { name: actor.name, role: 'Account owner' };
  return { name: actor.name, role: levels.has('viewer') ? 'Viewer' : 'No access yet' };
}
