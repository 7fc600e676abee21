import { loadExclusion, loadExclusions } from '#lib/alerts/exclusions/loaders.ts';
import { addExclusion } from '#lib/alerts/exclusions/mutations.ts';
import { newExclusion } from '#lib/alerts/exclusions/schema.ts';
import { idsOf } from '#lib/alerts/id-lists.ts';
import { prisma } from '#lib/db/prisma.ts';
import { endpoint, readBody, scopeOf } from '../../handle.ts';
import { parseParameters } from '../../parameters.ts';
import { exclusionParams } from './exclusion-params.ts';

/** What is excluded in the scope, by people and (with the first page) by the rules themselves. */
export const GET = endpoint(async (request) => {
  const { show, rule, after = '' } = parseParameters(exclusionParams, request.query);
  const { added, own, next } = await loadExclusions(request.actor, await scopeOf(request), {
    show,
    rule: idsOf(rule),
    after,
  });
  return { exclusions: [...added, ...own], next };
});

/** Excludes, or asks for it where somebody else decides: the answer's `state` says which. */
export const POST = endpoint(async (request) => {
  const scope = await scopeOf(request);
  const asked = await readBody(request, newExclusion);
  const id = await addExclusion(prisma(), request.actor, scope, asked);
  return Response.json(await loadExclusion(request.actor, scope, id), { status: 201 });
});
