import { askFacet, type ScopeRef } from '#components/events/event-questions.ts';
import type { FilterModel } from '#components/filters/filter-context.ts';
import { applyEdits, clearedFilters } from '#components/filters/filter-edits.ts';
import type { EventFilters } from '#lib/events/schema.ts';

/** A list that takes longer is of no help in choosing. */
const FACET_TIMEOUT_MS = 30_000;

/** The filter controls' model over the filters of a rule: what is chosen holds at once. */
export function draftFilterModel(props: {
  scope: ScopeRef;
  filters: EventFilters;
  onChange: (filters: EventFilters) => void;
  accountNames: Readonly<Record<string, string>>;
}): FilterModel {
  const { scope, filters, onChange, accountNames } = props;
  return {
    edited: filters,
    pending: [],
    edit: (change) => onChange(applyEdits(filters, change)),
    apply: (change) => onChange(applyEdits(filters, change ?? {})),
    clear: () => onChange({ ...clearedFilters(filters), category: [] }),
    loadFacet: (filter, find) => {
      const { from, to } = filters;
      const range = { from: from.toISOString(), to: to.toISOString() };
      const search = { range, filters, groupBy: 'user', aggregate: 'day' } as const;
      return askFacet(scope, search, filter, find, AbortSignal.timeout(FACET_TIMEOUT_MS));
    },
    accountNames,
    manyAccounts: scope.kind === 'view',
    anyCategory: true,
  };
}
