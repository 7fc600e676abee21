import { askApi } from '#components/api/ask-api.ts';
import type { ScopeRef } from '#components/events/event-questions.ts';
import { type EventSearch, toSearchParams } from '#lib/events/url.ts';
import type { Summary } from '#lib/summary/schema.ts';

/** Rows of each list. */
export const LIST_ROWS = 7;

// The period goes as instants: the links under the answer speak of the very same one.
export function askSummary(scope: ScopeRef, search: EventSearch, signal: AbortSignal): Promise<Summary> {
  const { from, to } = search.filters;
  const range = { from: from.toISOString(), to: to.toISOString() };
  const params = toSearchParams({ ...search, range, limit: LIST_ROWS });
  params.delete('groupBy');
  params.delete('aggregate');
  params.set('scope', `${scope.kind}:${scope.id}`);
  return askApi('/api/v1/summary', params, signal);
}
