/** Who may read a view or an account, as the URL of its page says it. `path` is that page. Isomorphic. */
export function readerListOf(path: string) {
  return { path, sorts: ['name', 'lastRead'], filters: [] } as const;
}
/** What a person can see, likewise. */
export function reachListOf(userId: string) {
  return { path: `/admin/users/${userId}/access`, sorts: ['name', 'lastRead'], filters: [] } as const;
}
export type AccessSort = ReturnType<typeof readerListOf>['sorts'][number];

/** What gives somebody access: being an admin, or a grant on the account or on a view. */
export type Way =
  | { by: 'admin' }
  | { by: 'account'; level: 'owner' | 'viewer' }
  | { by: 'view'; slug: string; name: string; level: 'manager' | 'viewer' };

export type Reader = {
  userId: string;
  name: string;
  email: string;
  invited: boolean;
  ways: Way[];
  /** When they last opened it, or a view that holds it; null where that is not known to have happened. */
  lastReadAt: Date | null;
};

export type ReachedPlace = {
  kind: 'view' | 'account';
  /** The slug, or 12 digits. */
  id: string;
  name: string;
  ways: Way[];
  lastReadAt: Date | null;
};
