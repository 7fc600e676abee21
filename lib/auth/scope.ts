/**
 * What a request may read: one view or one account, with the accounts and sources that belong to it. Only
 * lib/auth makes one (`resolveScope`), after it has checked the person's grants; the brand keeps everybody else from
 * writing one by hand. Every query takes a scope first, and the database enforces the same list by row-level security.
 */
declare const brand: unique symbol;

export type ScopeKind = 'view' | 'account';

export type Scope = {
  readonly [brand]: true;
  readonly kind: ScopeKind;
  /** The view's slug or the account's 12 digits: what stands in the URL. */
  readonly id: string;
  readonly name: string;
  /** 12 digits each, sorted, without duplicates. */
  readonly accountIds: readonly string[];
  /** The sources whose state and ledger the person may see here. */
  readonly sourceIds: readonly number[];
  /** May change the scope's sources, members and rules. */
  readonly canManage: boolean;
  /**
   * An admin's, who may see all accounts: what Home adds up over thousands of them is not looked up in their list row by row. The list
   * is there beside it, and decides in every other table.
   */
  readonly everything?: boolean;
};

export type ScopeFields = Omit<Scope, typeof brand>;

/** For lib/auth alone (tests/architecture keeps other rooms from importing it). */
export function mintScope(fields: ScopeFields): Scope {
  return fields as Scope;
}

/** The same scope with no other accounts than those of `accountIds` that are in it: what few rows a page shows needs no thousands. */
export function narrowScope(scope: Scope, accountIds: readonly string[]): Scope {
  const wanted = new Set(accountIds);
  return { ...scope, accountIds: scope.accountIds.filter((id) => wanted.has(id)), everything: false };
}

/** What `scopeKey` writes, taken apart; null for anything else. Whether there is such a scope is another question. */
export function parseScopeKey(text: string): Pick<Scope, 'kind' | 'id'> | null {
  const [, kind, id] = /^(view|account):(.+)$/.exec(text) ?? [];
  return id === undefined ? null : { kind: kind === 'view' ? 'view' : 'account', id };
}

/** `view:<slug>` or `account:<12 digits>`, as in URLs and the API. */
export function scopeKey(scope: Pick<Scope, 'kind' | 'id'>): string {
  return `${scope.kind}:${scope.id}`;
}
