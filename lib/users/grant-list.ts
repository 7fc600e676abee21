/** The grants of a person, or on a view or account, as the URL of its page says them. `path` is that page. Isomorphic. */
export function grantListOf(path: string) {
  // A view's page has its members as well, whose parameters stand without a prefix.
  return { path, sorts: ['name', 'level', 'since'], filters: [], prefix: 'access-' } as const;
}
export type GrantSort = ReturnType<typeof grantListOf>['sorts'][number];
