import type { z } from 'zod';
import { CATEGORIES } from '#lib/cloudtrail/event.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { DEFAULT_RANGE, type RangeValue, resolveRange, type TimeRange } from '#lib/time/ranges.ts';
import { type Aggregate, DEFAULT_CATEGORIES, type EventFilters, type GroupBy } from './schema.ts';
import { listParams, MAX_VALUES, singleParams } from './search-params.ts';

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

type Texts = Record<string, string[]>;
type Singles = z.output<typeof singleParams>;
type Lists = z.output<typeof listParams>;

const SINGLE_NAMES = Object.keys(singleParams.shape) as (keyof Singles)[];
const LIST_NAMES = Object.keys(listParams.shape) as (keyof Lists)[];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The longest period that is counted by hours: more points than any chart shows. */
const MAX_HOURLY_MS = 400 * DAY_MS;
/** Where nothing is said, a page counts a period up to this long by hours. */
const HOURLY_UP_TO_MS = 3 * DAY_MS;

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

/**
 * Strict, for the API: `bad-request` names the parameter and what is expected. `others` are the endpoint's own
 * parameters, which are left alone here. Without `aggregate` it is days, however short the period.
 */
export function parseEventQuery(
  params: URLSearchParams,
  clock: Clock,
  others: readonly string[] = [],
): EventSearch {
  const given = collect(params);
  refuseUnknown(given, others);
  const singles = singleParams.safeParse(
    Object.fromEntries(SINGLE_NAMES.map((name) => [name, onlyOne(name, given[name])])),
  );
  if (!singles.success) throw asBadRequest(singles.error);
  const lists = listParams.safeParse(Object.fromEntries(LIST_NAMES.map((name) => [name, given[name] ?? []])));
  if (!lists.success) throw asBadRequest(lists.error);
  const search = toSearch(singles.data, lists.data, clock);
  refuseOddPeriod(singles.data, search.filters);
  return search;
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

/** Parameters by name, without the empty ones that an HTML form sends for empty fields. */
function collect(input: SearchInput): Texts {
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

function toSearch(singles: Singles, lists: Lists, clock: Clock): EventSearch {
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
  return category.includes('all') ? [...CATEGORIES] : category.filter((name) => name !== 'all');
}

function categoryTexts(categories: EventFilters['category']): string[] {
  const same = (others: readonly string[]) =>
    others.length === categories.length && others.every((name) => categories.some((known) => known === name));
  if (same(DEFAULT_CATEGORIES)) return [];
  return same(CATEGORIES) || categories.length === 0 ? ['all'] : categories;
}

/** Hours for a short period, days for a longer one. */
export function defaultAggregate({ from, to }: TimeRange): Aggregate {
  return to.getTime() - from.getTime() <= HOURLY_UP_TO_MS ? 'hour' : 'day';
}

function onlyOne(name: string, texts: string[] | undefined): string | undefined {
  if (texts && texts.length > 1) throw wrongParameter(name, 'expected one value');
  return texts?.[0];
}

function refuseUnknown(given: Texts, others: readonly string[]): void {
  const known: readonly string[] = [...SINGLE_NAMES, ...LIST_NAMES, ...others];
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new TrailkeepError('bad-request', `There is no parameter ${unknown.slice(0, 80)}.`, {
    hint: `Known are ${known.join(', ')}.`,
  });
}

function refuseOddPeriod({ from, to, preset, aggregate }: Singles, period: TimeRange): void {
  if (preset && (from || to)) throw wrongParameter('preset', 'expected either a preset or from and to');
  const end = to ?? period.to;
  if (from && from >= end) throw wrongParameter('to', 'expected a time after from');
  if (aggregate === 'hour' && period.to.getTime() - period.from.getTime() > MAX_HOURLY_MS) {
    throw wrongParameter('aggregate', 'expected day for a period of more than 400 days');
  }
}

function asBadRequest(error: z.ZodError): TrailkeepError {
  const [issue] = error.issues;
  return wrongParameter(String(issue?.path[0]), issue?.message ?? 'not understood');
}

/** `bad-request` for one parameter. */
export function wrongParameter(name: string, expected: string): TrailkeepError {
  return new TrailkeepError('bad-request', `Parameter ${name}: ${expected}.`, {
    hint: 'GET /api/v1/openapi.json describes every parameter.',
  });
}
