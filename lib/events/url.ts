import { DEFAULT_RANGE, type TimeRange } from '#lib/time/ranges.ts';
import {
  type Clock,
  collect,
  type EventSearch,
  LIST_NAMES,
  type SearchInput,
  SINGLE_NAMES,
  toSearch,
} from './event-search.ts';
import { type Aggregate, CALL_CATEGORIES, DEFAULT_CATEGORIES, type EventFilters } from './schema.ts';
import { listParams, MAX_VALUES, singleParams } from './search-params.ts';

export type { Clock, EventSearch, SearchInput };

/** Where nothing is said, a page counts a period up to this long by hours. */
const HOURLY_UP_TO_MS = 3 * 24 * 3_600_000;

/** Tolerant, for pages: junk falls back to the default, unknown parameters are somebody else's. Never throws. */
export function parseEventSearch(input: SearchInput, clock: Clock): EventSearch {
  const given = collect(input);
  const singles = SINGLE_NAMES.filter((name) => singleParams.shape[name].safeParse(given[name]?.[0]).success);
  const lists = LIST_NAMES.map((name) => {
    const { element } = listParams.shape[name];
    return [name, (given[name] ?? []).filter((text) => element.safeParse(text).success).slice(0, MAX_VALUES)];
  });
  const parsed = singleParams.parse(Object.fromEntries(singles.map((name) => [name, given[name]?.[0]])));
  const search = toSearch(parsed, listParams.parse(Object.fromEntries(lists)), clock);
  return { ...search, aggregate: parsed.aggregate ?? defaultAggregate(search.filters) };
}

/** Back to a query string: only what differs from the default, in one order. `parseEventSearch` gives the same search again. */
export function toSearchParams(search: EventSearch): URLSearchParams {
  const { filters, range } = search;
  const params = new URLSearchParams();
  const add = (name: string, value: string | undefined) => value !== undefined && params.append(name, value);
  if ('from' in range) {
    add('from', range.from);
    add('to', range.to);
  } else if (range.preset !== defaultPreset) {
    add('preset', range.preset);
  }
  add('groupBy', search.groupBy === 'user' ? undefined : search.groupBy);
  add('aggregate', search.aggregate === defaultAggregate(filters) ? undefined : search.aggregate);
  for (const name of LIST_NAMES) {
    if (name === 'category') for (const category of categoryTexts(filters.category)) add(name, category);
    else for (const text of filters[name]) add(name, text);
  }
  add('outcome', filters.outcome === 'all' ? undefined : filters.outcome);
  add('readOnly', filters.readOnly?.toString());
  add('mfa', filters.mfa?.toString());
  add('q', filters.q || undefined);
  add('limit', search.limit?.toString());
  add('cursor', search.cursor);
  return params;
}

const defaultPreset = 'preset' in DEFAULT_RANGE ? DEFAULT_RANGE.preset : '14d';

/** Hours for a short period, days for a longer one. */
export function defaultAggregate({ from, to }: TimeRange): Aggregate {
  return to.getTime() - from.getTime() <= HOURLY_UP_TO_MS ? 'hour' : 'day';
}

function categoryTexts(categories: EventFilters['category']): string[] {
  const same = (others: readonly string[]) =>
    others.length === categories.length && others.every((name) => categories.some((known) => known === name));
  if (same(DEFAULT_CATEGORIES)) return [];
  return same(CALL_CATEGORIES) || categories.length === 0 ? ['all'] : categories;
}
