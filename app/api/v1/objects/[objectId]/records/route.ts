import { listUnreadRecords } from '#lib/ledger/queries/list-unread-records.ts';
import { scopedEndpoint } from '../../../handle.ts';
import { objectIdOf, parseParameters, unreadParams } from '../../../parameters.ts';

/** Records of an object that could not be read, each with its reason and its text as delivered. */
export const GET = scopedEndpoint<{ objectId: string }>((db, scope, { params, query }) =>
  listUnreadRecords(db, scope, { objectId: objectIdOf(params), ...parseParameters(unreadParams, query) }),
);
