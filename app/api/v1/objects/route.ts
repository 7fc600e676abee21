import { listObjects } from '#lib/sources/queries/list-objects.ts';
import { scopedEndpoint } from '../handle.ts';
import { objectParams, parseParameters } from '../parameters.ts';

/** The ledger of log objects, the last found first. */
export const GET = scopedEndpoint((db, scope, { query }) => {
  const { state, source, limit, cursor } = parseParameters(objectParams, query);
  return listObjects(db, scope, { state, sourceId: source, limit, before: cursor });
});
