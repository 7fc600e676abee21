import { z } from 'zod';
import { loadRule } from '#lib/alerts/scope-rules/loaders.ts';
import { removeRule } from '#lib/alerts/scope-rules/mutations.ts';
import { changeRule, ruleChange } from '#lib/alerts/scope-rules/save-rule.ts';
import { prisma } from '#lib/db/prisma.ts';
import { endpoint, readBody, scopeOf } from '../../../handle.ts';
import { parseParameters } from '../../../parameters.ts';

type Params = { ruleKey: string };

export const GET = endpoint<Params>(async (request) => {
  parseParameters(z.object({}), request.query);
  return loadRule(await scopeOf(request), request.params.ruleKey);
});

/** Switches a rule, changes one of the scope's own, or has it tell other channels. */
export const PATCH = endpoint<Params>(async (request) => {
  const scope = await scopeOf(request);
  const change = await readBody(request, ruleChange);
  const { key } = await loadRule(scope, request.params.ruleKey);
  await changeRule(prisma(), request.actor, scope, key, change);
  return loadRule(scope, key);
});

export const DELETE = endpoint<Params>(async (request) => {
  const scope = await scopeOf(request);
  await removeRule(prisma(), request.actor, scope, request.params.ruleKey);
  return new Response(null, { status: 204 });
});
