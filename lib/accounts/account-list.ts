/** The list of added accounts as its URL says it, and its rows. Isomorphic. */
export const ACCOUNT_LIST = {
  path: '/admin/accounts',
  sorts: ['name', 'number', 'created'],
  filters: ['no-owner', 'no-view'],
} as const;
export type AccountSort = (typeof ACCOUNT_LIST.sorts)[number];
export type AccountFilter = (typeof ACCOUNT_LIST.filters)[number];

export type ListedAccount = {
  /** 12 digits. */
  id: string;
  name: string;
  createdAt: Date;
  /** Names of the views that it is a member of, and of its owners. */
  views: string[];
  owners: string[];
};
