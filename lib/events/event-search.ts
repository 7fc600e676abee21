import type { z } from 'zod';
import { CATEGORIES } from '#lib/cloudtrail/event.ts';
import { DEFAULT_RANGE, type RangeValue, resolveRange } from '#lib/time/ranges.ts';
import {
  type Aggregate,
  CALL_CATEGORIES,
  DEFAULT_CATEGORIES,
  type EventFilters,
  type GroupBy,
} from './schema.ts';
import { listParams, singleParams } from './search-params.ts';

/** A search as its query string says it. `filters.from` and `.to` are what `range` means at the moment of parsing. */
export type EventSearch = {
  range: RangeValue;
  filters: EventFilters;
  groupBy: GroupBy;
  aggregate: Aggregate;
  limit?: number;
  cursor?: string;
};

/** URLSearchParams, or a page's `searchParams` as Next gives them. */
export type SearchInput = URLSearchParams | Record<string, string | string[] | undefined>;

/** `zone` decides where "this month" begins. */
export type Clock = { now: Date; zone?: string };

export type Texts = Record<string, string[]>;
export type Singles = z.output<typeof singleParams>;
export type Lists = z.output<typeof listParams>;

export const SINGLE_NAMES = Object.keys(singleParams.shape) as (keyof Singles)[];
export const LIST_NAMES = Object.keys(listParams.shape) as (keyof Lists)[];

/** Parameters by name, without the empty ones that an HTML form sends for empty fields. */
export function collect(input: SearchInput): Texts {
  const pairs: [string, string][] =
    input instanceof URLSearchParams
      ? [...input]
      : Object.entries(input).flatMap(([name, value]) =>
          [value ?? []].flat().map((text): [string, string] => [name, text]),
        );
  const texts: Texts = Object.create(null);
  for (const [name, text] of pairs) {
    const known = texts[name] ?? [];
    if (text.trim() !== '' && !known.includes(text)) known.push(text);
    texts[name] = known;
  }
  return texts;
}

/** Parsed parameters as a search at the clock's time. */
export function toSearch(singles: Singles, lists: Lists, clock: Clock): EventSearch {
  const range = chosenRange(singles, clock.now);
  const { category, ...values } = lists;
  return {
    range,
    filters: {
      ...resolveRange(range, clock.now, clock.zone),
      ...values,
      category: chosenCategories(category),
      outcome: singles.outcome ?? 'all',
      readOnly: singles.readOnly,
      mfa: singles.mfa,
      q: singles.q ?? '',
    },
    groupBy: singles.groupBy ?? 'user',
    aggregate: singles.aggregate ?? 'day',
    limit: singles.limit,
    cursor: singles.cursor,
  };
}

function chosenRange({ from, to, preset }: Singles, now: Date): RangeValue {
  if (!from && !to) return preset ? { preset } : DEFAULT_RANGE;
  const end = to ?? now;
  const start = from ?? resolveRange(DEFAULT_RANGE, end).from;
  return start < end ? { from: start.toISOString(), to: end.toISOString() } : DEFAULT_RANGE;
}

function chosenCategories(category: Lists['category']): EventFilters['category'] {
  if (category.length === 0) return [...DEFAULT_CATEGORIES];
  if (category.includes('all')) return [...CALL_CATEGORIES];
  const chosen = CATEGORIES.filter((name) => category.includes(name));
  const calls = chosen.filter((name) => CALL_CATEGORIES.includes(name));
  return calls.length > 0 ? calls : chosen.slice(0, 1);
}
