import { z } from 'zod';
import { removeRule, ruleChange, setRuleMode } from '#lib/alerts/scope-rules/mutations.ts';
import { prisma } from '#lib/db/prisma.ts';
import { endpoint, readBody, scopeOf } from '../../../handle.ts';
import { parseParameters } from '../../../parameters.ts';
import { ruleOf } from '../rule-of.ts';

type Params = { ruleKey: string };

export const GET = endpoint<Params>(async (request) => {
  parseParameters(z.object({}), request.query);
  return ruleOf(await scopeOf(request), request.params.ruleKey);
});

/** Switches a rule. */
export const PATCH = endpoint<Params>(async (request) => {
  const scope = await scopeOf(request);
  const { mode } = await readBody(request, ruleChange);
  const { key } = await ruleOf(scope, request.params.ruleKey);
  await setRuleMode(prisma(), request.actor, scope, [key], mode);
  return ruleOf(scope, key);
});

export const DELETE = endpoint<Params>(async (request) => {
  const scope = await scopeOf(request);
  await removeRule(prisma(), request.actor, scope, request.params.ruleKey);
  return new Response(null, { status: 204 });
});
