import { z } from 'zod';
import { getFreshness } from '#lib/events/queries/get-freshness.ts';
import { scopedEndpoint } from '../handle.ts';
import { parseParameters } from '../parameters.ts';

/** How new the scope's events are, account by account, and whether a worker runs. */
export const GET = scopedEndpoint((db, scope, { query, now }) => {
  parseParameters(z.object({}), query);
  return getFreshness(db, scope, now);
});
