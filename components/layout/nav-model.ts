/** One link of the sidebar. `count` is shown beside it, e.g. open findings. */
export interface NavItem {
  label: string;
  href: string;
  count?: number;
}

/** A heading with entries under it: "Aggregated S3 Buckets" › "Configure". */
export interface NavGroup {
  label: string;
  items: NavItem[];
}

/**
 * What the sidebar holds for this person in this scope. A report that does not exist, or that they may not see,
 * is simply not in `reports`; without reports (no scope chosen) the Security part is left out.
 */
export interface NavModel {
  homeHref: string;
  reports: (NavItem | NavGroup)[];
  /** Only where there are no reports to list it among. */
  logSourcesHref?: string;
  administrationHref?: string;
}

/** A view or an account that the person may see. `href` is its first page, `base` the prefix of all of its pages. */
export interface ScopeChoice {
  kind: 'view' | 'account';
  /** The view's slug, or the account's 12 digits. */
  id: string;
  name: string;
  base: string;
  href: string;
  /** Accounts of a view. */
  accounts?: number;
}

export interface ScopeModel {
  /** Null on pages of no scope, such as Home. */
  current: ScopeChoice | null;
  /** The first of each, by name. */
  views: ScopeChoice[];
  accounts: ScopeChoice[];
  /** There are more than these: what is typed is looked up on the server. */
  more: boolean;
  /** Report segments that exist in every scope (`events`): switching scope stays on such a report. */
  sharedReports: string[];
}

export interface Person {
  name: string;
  /** In words: "Security admin". */
  role: string;
}

export interface Crumb {
  label: string;
  href?: string;
}

/** Second line of a scope: "View · 14 accounts", "Account 222222222222". */
export function scopeSubtitle(scope: ScopeChoice): string {
  if (scope.kind === 'account') return `Account ${scope.id}`;
  const accounts = scope.accounts ?? 0;
  return `View · ${accounts} ${accounts === 1 ? 'account' : 'accounts'}`;
}

/** Where a switch to `target` goes: the same report there if every scope has it, its first page otherwise. */
export function switchHref(scope: ScopeModel, target: ScopeChoice, pathname: string): string {
  const base = scope.current?.base;
  if (!base || !pathname.startsWith(`${base}/`)) return target.href;
  const report = pathname.slice(base.length + 1).split('/')[0] ?? '';
  return scope.sharedReports.includes(report) ? `${target.base}/${report}` : target.href;
}
