import { parseEventQuery } from '#lib/events/api-query.ts';
import { listEvents } from '#lib/events/queries/list-events.ts';
import { scopedEndpoint } from '../handle.ts';

const DEFAULT_LIMIT = 100;

/** Events that match, newest first, page by page. */
export const GET = scopedEndpoint((db, scope, { query, now }) => {
  const { filters, limit = DEFAULT_LIMIT, cursor } = parseEventQuery(query, { now }, ['scope']);
  return listEvents(db, scope, filters, { limit, cursor });
});
