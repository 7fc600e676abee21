import { MAX_QUERY_BYTES } from '#lib/events/search-params.ts';
import { toSearchParams } from '#lib/events/url.ts';
import { type CommonSearch, toEventSearch } from '#lib/searches/common-searches.ts';
import { DEFAULT_RANGE, isRangePreset, type RangeValue } from '#lib/time/ranges.ts';

/** What is set in one search's form. */
export type FormState = { range: RangeValue; values: string[] };

/** The page's state by the id of the search; one that is not there is as it was delivered. */
export type SearchesState = Readonly<Record<string, FormState>>;

export const UNTOUCHED: FormState = { range: DEFAULT_RANGE, values: [] };

/** Reads `users=maria&users=omar&users.period=30d`. Tolerant: what cannot be read is left out. */
export function parseSearches(params: URLSearchParams, ids: readonly string[]): SearchesState {
  const forms = ids.map((id) => {
    const range = parsePeriod(params.get(`${id}.period`) ?? '');
    return [id, { range, values: [...new Set(params.getAll(id).filter(Boolean))] }];
  });
  return Object.fromEntries(forms);
}

/** Only what differs from the default. */
export function toSearchesParams(state: SearchesState): URLSearchParams {
  const params = new URLSearchParams();
  for (const [id, { range, values }] of Object.entries(state)) {
    for (const value of values) params.append(id, value);
    const period = formatPeriod(range);
    if (period !== formatPeriod(DEFAULT_RANGE)) params.append(`${id}.period`, period);
  }
  return params;
}

/** The query of the search in Events that a form stands for, at `now`. */
export function toEventsQuery(
  search: CommonSearch,
  { values, range }: FormState,
  clock: { now: Date; zone: string },
): string {
  return toSearchParams(toEventSearch(search, values, range, clock)).toString();
}

/** Whether a query has room in an address. Being encoded, it has as many bytes as letters. */
export function hasRoom(query: URLSearchParams | string): boolean {
  return query.toString().length <= MAX_QUERY_BYTES;
}

function formatPeriod(range: RangeValue): string {
  return 'from' in range ? `${range.from}~${range.to}` : range.preset;
}

function parsePeriod(text: string): RangeValue {
  if (isRangePreset(text)) return { preset: text };
  const [from = '', to = ''] = text.split('~');
  return Date.parse(from) < Date.parse(to) ? { from, to } : DEFAULT_RANGE;
}
