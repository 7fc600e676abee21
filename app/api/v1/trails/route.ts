import { z } from 'zod';
import { listTrails } from '#lib/trails/queries/list-trails.ts';
import { scopedEndpoint } from '../handle.ts';
import { parseParameters } from '../parameters.ts';

/** The trails of the scope with what is worth a look, and for each account where that is known from. */
export const GET = scopedEndpoint(async (db, scope, { query, now }) => {
  parseParameters(z.object({}), query);
  return listTrails(db, scope, now);
});
