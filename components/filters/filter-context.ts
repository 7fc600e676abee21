'use client';
import { createContext, use } from 'react';
import type { EventFilters, Facet, ListFilter } from '#lib/events/schema.ts';
import type { EditableFilter, FilterEdits } from './filter-edits.ts';

/** What every filter control needs: the filters with what was edited, and how to change them. */
export type FilterModel = {
  edited: EventFilters;
  /** Edits that wait for the Filter button. */
  pending: readonly EditableFilter[];
  edit: (change: FilterEdits) => void;
  /** Applies all edits, with these besides. */
  apply: (change?: FilterEdits) => void;
  clear: () => void;
  /** The values of a filter that contain `find`, with their counts under the other filters. */
  loadFacet: (filter: ListFilter, find: string) => Promise<Facet>;
  /** Names of accounts by their number. */
  accountNames: Readonly<Record<string, string>>;
  /** In one account's own reports a filter by account says nothing. */
  manyAccounts: boolean;
  /** No category means any of them, and can be chosen; elsewhere it means the page's own. */
  anyCategory?: boolean;
};

const FilterContext = createContext<FilterModel | null>(null);
export const FilterProvider = FilterContext.Provider;

export function useFilters(): FilterModel {
  const model = use(FilterContext);
  if (!model) throw new Error('A filter control stands outside of its FilterProvider.');
  return model;
}
