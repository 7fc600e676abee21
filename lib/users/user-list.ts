/** The list of users as its URL says it, and its rows. Isomorphic. */
export const USER_LIST = {
  path: '/admin/users',
  sorts: ['name', 'email', 'role', 'lastSignIn', 'created'],
  filters: ['active', 'admins', 'invited', 'disabled'],
} as const;
export type UserSort = (typeof USER_LIST.sorts)[number];
export type UserFilter = (typeof USER_LIST.filters)[number];

/** `invited`: has never had a password nor signed in. */
export const USER_STATES = ['active', 'invited', 'disabled'] as const;
export type UserState = (typeof USER_STATES)[number];

export type ListedUser = {
  id: string;
  name: string;
  email: string;
  role: 'admin' | 'member';
  state: UserState;
  lastSignInAt: Date | null;
  createdAt: Date;
  /** Granted to the person, by hand or by rule. */
  views: number;
  accounts: number;
};
