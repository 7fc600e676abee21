import { z } from 'zod';
import { loadExclusion } from '#lib/alerts/exclusions/loaders.ts';
import { changeExclusion, endExclusion } from '#lib/alerts/exclusions/mutations.ts';
import { exclusionChange } from '#lib/alerts/exclusions/schema.ts';
import { prisma } from '#lib/db/prisma.ts';
import { endpoint, readBody, scopeOf } from '../../../handle.ts';
import { parseParameters } from '../../../parameters.ts';

type Params = { exclusionId: string };

export const GET = endpoint<Params>(async (request) => {
  parseParameters(z.object({}), request.query);
  return loadExclusion(request.actor, await scopeOf(request), request.params.exclusionId);
});

/** Answers a request, moves an end, or switches one of a rule's own on again. */
export const PATCH = endpoint<Params>(async (request) => {
  const scope = await scopeOf(request);
  const change = await readBody(request, exclusionChange);
  const { exclusionId } = request.params;
  await changeExclusion(prisma(), request.actor, scope, exclusionId, change);
  return loadExclusion(request.actor, scope, exclusionId);
});

/** Ends it: what it hid stays hidden, what comes is found. */
export const DELETE = endpoint<Params>(async (request) => {
  const scope = await scopeOf(request);
  await endExclusion(prisma(), request.actor, scope, request.params.exclusionId);
  return new Response(null, { status: 204 });
});
