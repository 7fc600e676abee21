import { z } from 'zod';
import { prisma } from '#lib/db/prisma.ts';
import { listSavedSearches } from '#lib/searches/queries/list-saved.ts';
import { createSavedSearch } from '#lib/searches/saved-mutations.ts';
import { newSavedSearch } from '#lib/searches/saved-schema.ts';
import { endpoint, readBody, scopeOf } from '../handle.ts';
import { parseParameters } from '../parameters.ts';

/** The searches of a scope that the person may see: their own and the shared ones. */
export const GET = endpoint(async (request) => {
  parseParameters(z.object({}), request.query);
  const scope = await scopeOf(request);
  return { savedSearches: await listSavedSearches(prisma(), request.actor, scope) };
});

/** Saves a search under a name; `shared` for those who manage the scope. */
export const POST = endpoint(async (request) => {
  const scope = await scopeOf(request);
  const search = await readBody(request, newSavedSearch);
  return Response.json(await createSavedSearch(prisma(), request.actor, scope, search), { status: 201 });
});
