import type { z } from 'zod';
import { TrailkeepError } from '#lib/errors.ts';
import type { TimeRange } from '#lib/time/ranges.ts';
import {
  type Clock,
  collect,
  type EventSearch,
  LIST_NAMES,
  SINGLE_NAMES,
  type Singles,
  type Texts,
  toSearch,
} from './event-search.ts';
import type { ExportFormat, ListFilter } from './schema.ts';
import { exportParams, facetParams, listParams, singleParams } from './search-params.ts';
import { wrongParameter } from './wrong-parameter.ts';

/** The longest period that is counted by hours: more points than any chart shows. */
const MAX_HOURLY_MS = 400 * 24 * 3_600_000;

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
  refuseMixture(lists.data.category);
  const search = toSearch(singles.data, lists.data, clock);
  refuseOddPeriod(singles.data, search.filters);
  return search;
}

/** Strict likewise, for the values of one filter. */
export function parseFacetQuery(
  params: URLSearchParams,
  clock: Clock,
): { search: EventSearch; facet: ListFilter; find: string } {
  const search = parseEventQuery(params, clock, ['scope', 'facet', 'find']);
  const own = facetParams.safeParse({
    facet: params.get('facet') ?? undefined,
    find: params.get('find') ?? undefined,
  });
  if (!own.success) throw asBadRequest(own.error);
  return { search, ...own.data };
}

/** Strict likewise, for a file of all events: it has no pages. */
export function parseExportQuery(
  params: URLSearchParams,
  clock: Clock,
): { search: EventSearch; format: ExportFormat } {
  for (const name of ['limit', 'cursor']) {
    if (params.has(name)) throw wrongParameter(name, 'an export holds every event and has no pages');
  }
  const search = parseEventQuery(params, clock, ['scope', 'format']);
  const own = exportParams.safeParse({ format: onlyOne('format', params.getAll('format')) });
  if (!own.success) throw asBadRequest(own.error);
  return { search, ...own.data };
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

function refuseMixture(asked: readonly string[]): void {
  const apart = asked.filter((name) => name === 'insight' || name === 'aggregated');
  if (apart.length === 0 || asked.length === 1) return;
  throw wrongParameter(
    'category',
    `expected ${apart[0]} alone, since it is no call and not counted with them`,
  );
}

function asBadRequest(error: z.ZodError): TrailkeepError {
  const [issue] = error.issues;
  return wrongParameter(String(issue?.path[0]), issue?.message ?? 'not understood');
}
