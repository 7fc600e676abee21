import { listObjects } from '#lib/ledger/queries/list-objects.ts';
import { scopedEndpoint } from '../handle.ts';
import { objectParams, parseParameters } from '../parameters.ts';

/** The ledger of log objects: the last found first, or by key where a prefix is asked for. */
export const GET = scopedEndpoint((db, scope, { query }) => {
  const { source, prefix, unread, ...rest } = parseParameters(objectParams, query);
  const order = prefix ? 'key' : 'found';
  return listObjects(db, scope, { ...rest, sourceId: source, prefix, partlyRead: unread === 'true', order });
});
