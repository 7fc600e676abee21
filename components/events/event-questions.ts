import { askApi } from '#components/api/ask-api.ts';
import type { ScopeKind } from '#lib/auth/scope.ts';
import {
  type EventDetail,
  type EventFilters,
  type EventGroups,
  type EventPage,
  type ExportFormat,
  type Facet,
  type GroupBy,
  type ListFilter,
  NONE,
} from '#lib/events/schema.ts';
import { type EventSearch, toSearchParams } from '#lib/events/url.ts';
import type { EventRef } from './page-state.ts';

/** The scope as URLs name it; whether it may be seen is decided by the server at each question. */
export type ScopeRef = { kind: ScopeKind; id: string };

/** Groups that one question brings; the table pages and sorts them here. */
export const GROUPS_LIMIT = 1000;

export function askGroups(
  scope: ScopeRef,
  search: EventSearch,
  signal: AbortSignal,
  limit: number = GROUPS_LIMIT,
): Promise<EventGroups> {
  const params = searchParams(scope, { ...search, limit });
  return askApi('/api/v1/events/groups', params, signal);
}

/** A page of the events of one group, newest first. */
export function askGroupEvents(
  scope: ScopeRef,
  search: EventSearch,
  value: string,
  page: { limit: number; cursor: string | undefined },
  signal: AbortSignal,
): Promise<EventPage> {
  const filters = withGroup(search.filters, search.groupBy, value);
  const params = searchParams(scope, { ...search, filters, ...page });
  params.delete('groupBy');
  params.delete('aggregate');
  return askApi('/api/v1/events', params, signal);
}

export function askFacet(
  scope: ScopeRef,
  search: EventSearch,
  filter: ListFilter,
  find: string,
  signal: AbortSignal,
): Promise<Facet> {
  const params = searchParams(scope, search);
  for (const name of ['groupBy', 'aggregate']) params.delete(name);
  params.set('facet', filter);
  if (find) params.set('find', find);
  return askApi('/api/v1/events/facets', params, signal);
}

export function askEvent(scope: ScopeRef, ref: EventRef, signal: AbortSignal): Promise<EventDetail> {
  const params = new URLSearchParams({ scope: `${scope.kind}:${scope.id}` });
  if (ref.eventTime) params.set('time', ref.eventTime);
  return askApi(`/api/v1/events/${ref.accountId}/${encodeURIComponent(ref.eventId)}`, params, signal);
}

/** Where the file of a search's events is. */
export function exportHref(scope: ScopeRef, search: EventSearch, format: ExportFormat): string {
  const params = searchParams(scope, search);
  for (const name of ['groupBy', 'aggregate', 'limit', 'cursor']) params.delete(name);
  params.set('format', format);
  return `/api/v1/export?${params}`;
}

/** The same search for one of its groups. */
export function withGroup(filters: EventFilters, groupBy: GroupBy, value: string): EventFilters {
  return { ...filters, [groupBy]: [value === '' ? NONE : value] };
}

/** The same text for searches of a scope that ask the same. A period that moves with the clock is another one as the clock goes on. */
export function questionKey(scope: ScopeRef, search: EventSearch): string {
  const { from, to } = search.filters;
  return `${scope.kind}:${scope.id} ${from.toISOString()} ${to.toISOString()} ${toSearchParams(search)}`;
}

// The period goes as instants, so that all questions of one view speak of the same one however late they are asked.
function searchParams(scope: ScopeRef, search: EventSearch): URLSearchParams {
  const { from, to } = search.filters;
  const range = { from: from.toISOString(), to: to.toISOString() };
  const params = toSearchParams({ ...search, range });
  params.set('scope', `${scope.kind}:${scope.id}`);
  params.set('aggregate', search.aggregate);
  return params;
}
