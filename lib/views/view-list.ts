/** The list of views as its URL says it, and its rows. Isomorphic. */
export const VIEW_LIST = {
  path: '/admin/views',
  sorts: ['name', 'members', 'people', 'created'],
  filters: [],
} as const;
export type ViewSort = (typeof VIEW_LIST.sorts)[number];

export type ListedView = {
  slug: string;
  name: string;
  createdAt: Date;
  /** Accounts that were put into it, and all that it sees: those found in its buckets among them. */
  members: number;
  accounts: number;
  sources: number;
  /** With a grant on it. */
  people: number;
};

/** The members of a view as the URL says them. */
export function memberListOf(slug: string) {
  return { path: `/admin/views/${slug}`, sorts: ['name', 'number'], filters: [] } as const;
}
export type MemberSort = ReturnType<typeof memberListOf>['sorts'][number];
