import type { NavModel, Person, ScopeModel } from '#components/layout/nav-model.ts';
import { toChoice, toChoices } from '#components/layout/scope-choices.ts';
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
  openFindings = 0,
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
  const seesReaders = scope.kind === 'account' ? scope.canManage : administers;
  return {
    homeHref: '/',
    reports: [
      { label: 'Summary', href: `${base}/summary` },
      { label: 'List of Trails', href: `${base}/trails` },
      { label: 'Common Searches', href: `${base}/searches` },
      { label: 'Events', href: `${base}/events` },
      { label: 'Alerts', href: `${base}/alerts`, count: openFindings },
      ...(configures ? [buckets] : []),
      ...(scope.canManage ? [{ label: 'Log Sources', href: '/log-sources' }] : []),
      ...(scope.canManage ? [{ label: 'Setup', href: `${base}/setup` }] : []),
      ...(seesReaders ? [{ label: 'Access', href: `${base}/access` }] : []),
    ],
    ...administration,
  };
}

/** Whether there are views or accounts whose log sources the person sees. */
export function managesAny({ role, grants }: Pick<Actor, 'role' | 'grants'>): boolean {
  return role === 'admin' || grants.some(({ level }) => level !== 'viewer');
}

/** So many of each kind are offered before anything is typed. */
export const OFFERED_SCOPES = 50;

/** What the scope switcher offers (`scopes` has one more than it shows where there are more), and what of it is current. */
export function prepareScopes(
  scopes: ScopeList,
  current: Pick<Scope, 'kind' | 'id' | 'name' | 'accountIds'> | null,
): ScopeModel {
  const { views, accounts } = toChoices(scopes);
  return {
    current: current && toChoice(current.kind, current.id, current.name, current.accountIds.length),
    views: views.slice(0, OFFERED_SCOPES),
    accounts: accounts.slice(0, OFFERED_SCOPES),
    more: views.length > OFFERED_SCOPES || accounts.length > OFFERED_SCOPES,
    sharedReports: ['summary', 'trails', 'searches', 'events', 'alerts'],
  };
}

/** The person with the most that they are here, in words. */
export function preparePerson(actor: Pick<Actor, 'name' | 'role' | 'grants'>): Person {
  const levels = new Set(actor.grants.map((grant) => grant.level));
  if (actor.role === 'admin') return { name: actor.name, role: 'Security admin' };
  if (levels.has('manager')) return { name: actor.name, role: 'View manager' };
  if (levels.has('owner')) return { name: actor.name, role: 'Account owner' };
  return { name: actor.name, role: levels.has('viewer') ? 'Viewer' : 'No access yet' };
}
