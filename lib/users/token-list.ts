/** The list of API tokens as its URL says it, and its rows. Isomorphic. */
export const TOKEN_LIST = {
  path: '/admin/tokens',
  sorts: ['lastUsed', 'name', 'person', 'created', 'expires'],
  filters: ['active', 'unused', 'expired', 'revoked'],
} as const;
export type TokenSort = (typeof TOKEN_LIST.sorts)[number];
export type TokenFilter = (typeof TOKEN_LIST.filters)[number];

export const TOKEN_STATES = ['active', 'expired', 'revoked'] as const;
export type TokenState = (typeof TOKEN_STATES)[number];

export type ListedToken = {
  id: string;
  name: string;
  state: TokenState;
  createdAt: Date;
  lastUsedAt: Date | null;
  /** Null: it does not expire. */
  expiresAt: Date | null;
  readOnly: boolean;
  /** Names of the views and accounts that it is for, as far as they are there still; null for all that the person may see. */
  places: string[] | null;
  /** Whose rights it has. */
  userId: string;
  person: string;
  email: string;
};

/** How much of its person's rights a token has, in words. */
export function tokenRights({ readOnly, places }: Pick<ListedToken, 'readOnly' | 'places'>): string {
  if (places === null) return readOnly ? 'Read only' : 'All rights';
  const where = places.length > 0 ? places.join(', ') : 'nothing any more';
  return readOnly ? `Read only: ${where}` : where;
}

/** Days for which a token may be made; null for no end. */
export const TOKEN_DAYS: readonly (number | null)[] = [30, 90, 365, null];
