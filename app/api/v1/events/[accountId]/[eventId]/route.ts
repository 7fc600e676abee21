import { readScope } from '#lib/auth/read-scope.ts';
import { webPool } from '#lib/db/pool.ts';
import { getEvent } from '#lib/events/queries/get-event.ts';
import { recordRawRead } from '#lib/events/record-raw-read.ts';
import { eventParams } from '#lib/events/search-params.ts';
import { endpoint, scopeOf } from '../../../handle.ts';
import { parseParameters } from '../../../parameters.ts';

type Params = { accountId: string; eventId: string };

/** One event with its record as delivered, which is noted in the audit log. `time`, if given, finds it at once in however many events. */
export const GET = endpoint<Params>(async (request) => {
  const scope = await scopeOf(request);
  const { actor, params, query, signal } = request;
  const address = { ...params, ...parseParameters(eventParams, query) };
  const event = await readScope(webPool(), scope, (db) => getEvent(db, scope, address), { signal });
  await recordRawRead(actor, scope, event);
  return event;
});
