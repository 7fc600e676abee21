import { type EventFilters, type GroupBy, NONE } from '#lib/events/schema.ts';
import { defaultAggregate, toSearchParams } from '#lib/events/url.ts';
import { LIST_FIELDS, type SummaryList } from './schema.ts';

/**
 * The query string of Events for one value of a list: the same filters and the very same period, as two instants, so that
 * Events counts what the summary counted, however late the link is opened.
 */
export function valueQuery(filters: EventFilters, list: SummaryList, value: string): string {
  const field = LIST_FIELDS[list];
  const narrowed = { ...filters, [field]: [value === '' ? NONE : value] };
  return eventsQuery(narrowed, field === 'user' ? 'event' : 'user');
}

/** The query string of Events with all values of a list as its groups. */
export function listQuery(filters: EventFilters, list: SummaryList): string {
  return eventsQuery(filters, LIST_FIELDS[list]);
}

export function eventsQuery(filters: EventFilters, groupBy: GroupBy = 'user'): string {
  const range = { from: filters.from.toISOString(), to: filters.to.toISOString() };
  return toSearchParams({ range, filters, groupBy, aggregate: defaultAggregate(filters) }).toString();
}
