import { parseEventQuery } from '#lib/events/api-query.ts';
import { groupEvents } from '#lib/events/queries/group-events.ts';
import { scopedEndpoint } from '../../handle.ts';

/** Matching events by one of their fields, with a series for each of the top groups. */
export const GET = scopedEndpoint((db, scope, { query, now }) => {
  const { filters, groupBy, aggregate, limit } = parseEventQuery(query, { now }, ['scope']);
  return groupEvents(db, scope, filters, { groupBy, aggregate, limit });
});
