import { getEvent } from '#lib/events/queries/get-event.ts';
import { eventParams } from '#lib/events/search-params.ts';
import { scopedEndpoint } from '../../../handle.ts';
import { parseParameters } from '../../../parameters.ts';

type Params = { accountId: string; eventId: string };

/** One event with its record as delivered. `time`, if given, finds it at once in however many events. */
export const GET = scopedEndpoint<Params>((db, scope, { params, query }) =>
  getEvent(db, scope, { ...params, ...parseParameters(eventParams, query) }),
);
