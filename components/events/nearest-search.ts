import { FILTER_WORDS } from '#components/filters/filter-words.ts';
import { DEFAULT_CATEGORIES, type EventFilters, LIST_FILTERS } from '#lib/events/schema.ts';
import type { EventSearch } from '#lib/events/url.ts';

/** A search that is one step from an empty one. */
export type NearSearch = {
  /** The button: "Drop the IP filter". */
  label: string;
  /** The sentence goes on with the number of events: "Without the IP filter there are …". */
  without: string;
  search: EventSearch;
};

const WIDE_MS = 90 * 86_400_000;

/**
 * The searches one step away from an empty one: without each of its filters, and over 90 days up to its end where its
 * own period is shorter.
 */
export function nearSearches(search: EventSearch): NearSearch[] {
  const { filters } = search;
  const drops = [
    ...LIST_FILTERS.filter((name) => filters[name].length > 0).map((name) =>
      drop(search, `${FILTER_WORDS[name].noun} filter`, { [name]: [] }),
    ),
    filters.outcome !== 'all' && drop(search, OUTCOME_WORDS[filters.outcome], { outcome: 'all' }),
    filters.mfa !== undefined && drop(search, 'MFA filter', { mfa: undefined }),
    filters.readOnly !== undefined && drop(search, 'filter of read-only calls', { readOnly: undefined }),
    filters.category.join() !== DEFAULT_CATEGORIES.join() &&
      drop(search, 'category filter', { category: [...DEFAULT_CATEGORIES] }),
    filters.q !== '' && drop(search, 'search text', { q: '' }),
  ].filter((found) => found !== false);
  const wide = widened(search);
  return wide ? [...drops, wide] : drops;
}

const OUTCOME_WORDS = {
  success: 'choice of successes',
  error: 'choice of errors',
  unauthorised: 'choice of unauthorised calls',
} as const;

function drop(search: EventSearch, what: string, change: Partial<EventFilters>): NearSearch {
  return {
    label: `Drop the ${what}`,
    without: `Without the ${what}`,
    search: { ...search, filters: { ...search.filters, ...change } },
  };
}

function widened(search: EventSearch): NearSearch | null {
  const { to } = search.filters;
  const from = new Date(to.getTime() - WIDE_MS);
  if (from >= search.filters.from) return null;
  const range = { from: from.toISOString(), to: to.toISOString() };
  return {
    label: 'Look at 90 days',
    without: 'In the 90 days up to its end',
    search: { ...search, range, filters: { ...search.filters, from, to }, aggregate: 'day' },
  };
}

/** Of those that have events the one with the fewest: it says most of what was asked. Null where none has any. */
export function nearestOf<T extends { events: number }>(counted: readonly T[]): T | null {
  const [nearest = null] = counted.filter(({ events }) => events > 0).sort((a, b) => a.events - b.events);
  return nearest;
}
