import { listSources } from '#lib/sources/queries/list-sources.ts';
import { scopedEndpoint } from '../handle.ts';

/** The scope's log sources with their state, for those who may manage them; nobody else's are listed. */
export const GET = scopedEndpoint(async (db, scope, { now }) => ({
  sources: await listSources(db, scope, now),
}));
