import { type EventFilters, LIST_FILTERS, NO_FILTERS } from '#lib/events/schema.ts';

/** The filters whose edits wait for the Filter button. */
export const EDITABLE = [...LIST_FILTERS, 'mfa', 'readOnly', 'category', 'q'] as const;
export type EditableFilter = (typeof EDITABLE)[number];

/** What was changed and not applied yet. A filter that is here with `undefined` was cleared. */
export type FilterEdits = Partial<Pick<EventFilters, EditableFilter>>;

/** The filters as they would be after the Filter button. */
export function applyEdits(filters: EventFilters, edits: FilterEdits): EventFilters {
  return { ...filters, ...edits };
}

/** The part of the filters that waits for the button. */
export function editable(filters: EventFilters): Required<FilterEdits> {
  const parts = EDITABLE.map((name) => [name, filters[name]]);
  return Object.fromEntries(parts) as Required<FilterEdits>;
}

/** Which edits would change something, in the order of `EDITABLE`. */
export function pendingEdits(filters: EventFilters, edits: FilterEdits): EditableFilter[] {
  return EDITABLE.filter((name) => name in edits && asText(edits[name]) !== asText(filters[name]));
}

/** Everything that Clear takes away; the period stays. */
export function clearedFilters({ from, to }: EventFilters): EventFilters {
  return { ...NO_FILTERS, from, to };
}

/** Filters in use, the period aside: the figure on a phone's Filters button. */
export function countFilters(filters: EventFilters, categories: readonly string[]): number {
  const lists = LIST_FILTERS.filter((name) => filters[name].length > 0).length;
  const singles = [
    filters.mfa !== undefined,
    filters.readOnly !== undefined,
    filters.outcome !== 'all',
    filters.q !== '',
    asText(filters.category) !== asText([...categories]),
  ];
  return lists + singles.filter(Boolean).length;
}

// The order in which values were ticked means nothing.
function asText(value: EventFilters[EditableFilter]): string {
  return JSON.stringify(Array.isArray(value) ? [...value].sort() : (value ?? null));
}
