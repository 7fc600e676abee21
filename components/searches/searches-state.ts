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

function formatPeriod(range: RangeValue): string {
  return 'from' in range ? `${range.from}~${range.to}` : range.preset;
}

function parsePeriod(text: string): RangeValue {
  if (isRangePreset(text)) return { preset: text };
  const [from = '', to = ''] = text.split('~');
  return Date.parse(from) < Date.parse(to) ? { from, to } : DEFAULT_RANGE;
}
