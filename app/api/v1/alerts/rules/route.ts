import { z } from 'zod';
import { loadRule, loadRules } from '#lib/alerts/scope-rules/loaders.ts';
import { addRule, newRule } from '#lib/alerts/scope-rules/save-rule.ts';
import { prisma } from '#lib/db/prisma.ts';
import { endpoint, readBody, scopeOf } from '../../handle.ts';
import { parseParameters } from '../../parameters.ts';

export const GET = endpoint(async (request) => {
  parseParameters(z.object({}), request.query);
  return { rules: await loadRules(await scopeOf(request)) };
});

export const POST = endpoint(async (request) => {
  const scope = await scopeOf(request);
  const key = await addRule(prisma(), request.actor, scope, await readBody(request, newRule));
  return Response.json(await loadRule(scope, key), { status: 201 });
});
