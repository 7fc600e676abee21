import { z } from 'zod';
import { listSources } from '#lib/sources/queries/list-sources.ts';
import { scopedEndpoint } from '../handle.ts';
import { parseParameters } from '../parameters.ts';

/** The scope's log sources with their state, for those who may manage them; nobody else's are listed. */
export const GET = scopedEndpoint(async (db, scope, { query, now }) => {
  parseParameters(z.object({}), query);
  return { sources: await listSources(db, scope, now) };
});
