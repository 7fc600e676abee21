import { z } from 'zod';
import {
  type Clock,
  defaultAggregate,
  type EventSearch,
  parseEventSearch,
  type SearchInput,
  toSearchParams,
} from '#lib/events/url.ts';
import { type RangeValue, resolveRange } from '#lib/time/ranges.ts';

/** One event as its link names it. The time (ISO) makes finding it a read of one row, however many events there are. */
export type EventRef = { accountId: string; eventId: string; eventTime?: string };

export const GROUP_SORTS = ['events', 'errors', 'lastSeen'] as const;
export type GroupSort = (typeof GROUP_SORTS)[number];

export const ROWS_CHOICES = [12, 25, 50, 100] as const;

/** More open groups than this would ask the database as many questions at each visit. */
const MAX_OPEN = 10;

const flat = z.object({
  lines: z.enum(['overlaid', 'stacked']).catch('overlaid'),
  scale: z.enum(['linear', 'log']).catch('linear'),
  sort: z.enum(GROUP_SORTS).catch('events'),
  rows: z.coerce
    .number()
    .refine((rows) => ROWS_CHOICES.some((choice) => choice === rows))
    .catch(ROWS_CHOICES[0]),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
  // Not `event`: that is the filter by event type.
  sheet: z.string().transform(parseEventRef).nullable().catch(null),
});

/** What the Events page shows beside its search: the whole of it is in the URL. */
export type PageView = Omit<z.output<typeof flat>, 'sheet'> & {
  /** Groups whose events are shown. */
  open: string[];
  /** The event whose sheet is open. */
  event: EventRef | null;
};

export type PageState = { search: EventSearch; view: PageView };

/** Tolerant, as `parseEventSearch`: junk falls back to the default. */
export function parsePageState(params: URLSearchParams, clock: Clock): PageState {
  const names = Object.keys(flat.shape);
  const { sheet, ...view } = flat.parse(
    Object.fromEntries(names.map((name) => [name, params.get(name) ?? undefined])),
  );
  const open = [...new Set(params.getAll('open'))].slice(-MAX_OPEN);
  return { search: parseEventSearch(searchPart(params), clock), view: { ...view, open, event: sheet } };
}

/** Only what differs from the default, so that a link says what was chosen and no more. */
export function toPageParams({ search, view }: PageState): URLSearchParams {
  const params = toSearchParams({ ...search, limit: undefined, cursor: undefined });
  if (view.lines !== 'overlaid') params.append('lines', view.lines);
  if (view.scale !== 'linear') params.append('scale', view.scale);
  if (view.sort !== 'events') params.append('sort', view.sort);
  if (view.rows !== ROWS_CHOICES[0]) params.append('rows', String(view.rows));
  if (view.page !== 1) params.append('page', String(view.page));
  for (const value of view.open.slice(-MAX_OPEN)) params.append('open', value);
  if (view.event) params.append('sheet', formatEventRef(view.event));
  return params;
}

/** Another search starts on its first page. What is open stays so while the groups are of the same kind. */
export function withSearch({ search: before, view }: PageState, search: EventSearch): PageState {
  const open = search.groupBy === before.groupBy ? view.open : [];
  return { search, view: { ...view, page: 1, open, event: null } };
}

/** Another period. Whoever did not choose between days and hours gets what suits the new one. */
export function withRange(search: EventSearch, range: RangeValue, clock: Clock): EventSearch {
  const filters = { ...search.filters, ...resolveRange(range, clock.now, clock.zone) };
  const chosen = search.aggregate !== defaultAggregate(search.filters);
  return { ...search, range, filters, aggregate: chosen ? search.aggregate : defaultAggregate(filters) };
}

export function withOpen(view: PageView, value: string, open: boolean): PageView {
  const others = view.open.filter((other) => other !== value);
  return { ...view, open: open ? [...others, value].slice(-MAX_OPEN) : others };
}

export function sameEvent(a: EventRef | null, b: EventRef | null): boolean {
  return a?.accountId === b?.accountId && a?.eventId === b?.eventId;
}

const EVENT_REF = /^(\d{12}):([\w-]{1,64})(?::(\d{1,14}))?$/;

/** `<account>:<event id>:<time in ms since 1970>`; the time may be left out. Null where the text is not that. */
export function parseEventRef(text: string): EventRef | null {
  const [, accountId, eventId, timeMs] = EVENT_REF.exec(text) ?? [];
  if (accountId === undefined || eventId === undefined) return null;
  return timeMs === undefined
    ? { accountId, eventId }
    : { accountId, eventId, eventTime: new Date(Number(timeMs)).toISOString() };
}

/** What `parseEventRef` reads. */
export function formatEventRef({ accountId, eventId, eventTime }: EventRef): string {
  const time = eventTime === undefined ? '' : `:${Date.parse(eventTime)}`;
  return `${accountId}:${eventId}${time}`;
}

/** The part of an event that its link names. */
export function toEventRef({ accountId, eventId, eventTime }: EventRef): EventRef {
  return { accountId, eventId, eventTime };
}

/** The address of the event's own page. `href` is that of the Events report. */
export function eventPageHref(href: string, { accountId, eventId, eventTime }: EventRef): string {
  const time = eventTime === undefined ? '' : `?time=${encodeURIComponent(eventTime)}`;
  return `${href}/${accountId}/${encodeURIComponent(eventId)}${time}`;
}

// `limit` and `cursor` belong to the API; in a page's URL they would cut its answers short.
function searchPart(params: URLSearchParams): SearchInput {
  const copy = new URLSearchParams(params);
  copy.delete('limit');
  copy.delete('cursor');
  return copy;
}
