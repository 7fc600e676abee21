import { createContext, useContext } from 'react';
import type { OfferedPlace } from './offered-place.ts';

/** Whose sources are configured: of a view (slug) or of an account (12 digits). */
export type SourceScope = {
  kind: 'view' | 'account';
  id: string;
  /** The page's address, to which `?source=` is added. */
  href: string;
  /** May use the machine's own credentials. */
  isAdmin: boolean;
  /** The one that is made for roles of this view or account. */
  externalId: string;
  /** What the form of a new bucket begins with. */
  offered?: OfferedPlace;
};

const Context = createContext<SourceScope | null>(null);
export const SourceScopeProvider = Context.Provider;

/** The page of a source's objects and failures. */
export function ledgerHref({ kind, id }: Pick<SourceScope, 'kind' | 'id'>, sourceId: number): string {
  return `/${kind}/${id}/buckets/${sourceId}`;
}

export function useSourceScope(): SourceScope {
  const scope = useContext(Context);
  if (!scope) throw new Error('A source is configured outside of Configure.');
  return scope;
}
