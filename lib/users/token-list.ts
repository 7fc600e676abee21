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
  /** Whose rights it has. */
  userId: string;
  person: string;
  email: string;
};

/** Days for which a token may be made; null for no end. */
export const TOKEN_DAYS: readonly (number | null)[] = [30, 90, 365, null];
