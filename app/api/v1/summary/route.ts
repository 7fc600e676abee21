import { parseEventQuery } from '#lib/events/api-query.ts';
import { wrongParameter } from '#lib/events/wrong-parameter.ts';
import { summarise } from '#lib/summary/queries/summarise.ts';
import { scopedEndpoint } from '../handle.ts';

/** Trails, events and the six ranked lists of a scope, beside the counts of the period before. */
export const GET = scopedEndpoint((db, scope, { query, now }) => {
  for (const name of ['groupBy', 'aggregate', 'cursor']) {
    if (query.has(name)) throw wrongParameter(name, 'not known to the summary');
  }
  const { filters, limit } = parseEventQuery(query, { now }, ['scope']);
  return summarise(db, scope, { ...filters, limit }, now);
});
