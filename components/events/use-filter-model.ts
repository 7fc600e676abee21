'use client';
import { useMemo } from 'react';
import type { FilterModel } from '#components/filters/filter-context.ts';
import { clearedFilters, editable, pendingEdits } from '#components/filters/filter-edits.ts';
import { useFilterEdits } from '#components/filters/use-filter-edits.ts';
import { CALL_CATEGORIES, type EventFilters, type GroupBy } from '#lib/events/schema.ts';
import type { EventSearch } from '#lib/events/url.ts';
import { askFacet, type ScopeRef } from './event-questions.ts';

/** The filter controls' model over a search: edits wait, `apply` and `clear` make another search of it. */
export function useFilterModel(props: {
  scope: ScopeRef;
  search: EventSearch;
  onSearch: (change: (search: EventSearch) => EventSearch) => void;
  onSame: () => void;
  accountNames: Readonly<Record<string, string>>;
}): FilterModel {
  const { scope, search, onSearch, onSame, accountNames } = props;
  const { edited, pending, edit, drop } = useFilterEdits(search.filters);
  return useMemo(
    () => ({
      edited,
      pending,
      edit,
      apply: (change) => {
        const wanted = { ...edited, ...change };
        const filters = { ...wanted, resource: wanted.resource.filter(Boolean) };
        if (pendingEdits(search.filters, filters).length === 0) onSame();
        else
          onSearch((was) => ({
            ...was,
            filters: { ...was.filters, ...editable(filters) },
            groupBy: fittingGroup(was.groupBy, filters.category),
          }));
      },
      clear: () => {
        drop();
        onSearch((was) => ({ ...was, filters: clearedFilters(was.filters) }));
      },
      loadFacet: (filter, find) =>
        askFacet(scope, { ...search, filters: edited }, filter, find, AbortSignal.timeout(FACET_TIMEOUT_MS)),
      accountNames,
      manyAccounts: scope.kind === 'view',
    }),
    [scope, search, onSearch, onSame, accountNames, edited, pending, edit, drop],
  );
}

/** Insights and aggregated records tell of calls of many people: by user they would all be one group. */
function fittingGroup(groupBy: GroupBy, categories: EventFilters['category']): GroupBy {
  const apart = !categories.some((category) => CALL_CATEGORIES.includes(category));
  return apart && groupBy === 'user' ? 'event' : groupBy;
}

/** A list that takes longer is of no help in choosing. */
const FACET_TIMEOUT_MS = 30_000;
