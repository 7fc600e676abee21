import { parseFacetQuery } from '#lib/events/api-query.ts';
import { listFacet } from '#lib/events/queries/list-facet.ts';
import { scopedEndpoint } from '../../handle.ts';

/** The values of one filter under the others, with their counts. */
export const GET = scopedEndpoint((db, scope, { query, now }) => {
  const { search, facet, find } = parseFacetQuery(query, { now });
  return listFacet(db, scope, search.filters, facet, find);
});
