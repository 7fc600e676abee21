import { prisma } from '#lib/db/prisma.ts';
import { getSavedSearch } from '#lib/searches/queries/list-saved.ts';
import { deleteSavedSearch, updateSavedSearch } from '#lib/searches/saved-mutations.ts';
import { savedSearchChange } from '#lib/searches/saved-schema.ts';
import { endpoint, readBody, scopeOf } from '../../handle.ts';

type Params = { searchId: string };

export const GET = endpoint<Params>(async (request) => {
  const scope = await scopeOf(request);
  return getSavedSearch(prisma(), request.actor, scope, request.params.searchId);
});

/** Renames, shares or replaces a saved search: what the body names. */
export const PATCH = endpoint<Params>(async (request) => {
  const scope = await scopeOf(request);
  const change = await readBody(request, savedSearchChange);
  return updateSavedSearch(prisma(), request.actor, scope, request.params.searchId, change);
});

export const DELETE = endpoint<Params>(async (request) => {
  const scope = await scopeOf(request);
  await deleteSavedSearch(prisma(), request.actor, scope, request.params.searchId);
  return new Response(null, { status: 204 });
});
