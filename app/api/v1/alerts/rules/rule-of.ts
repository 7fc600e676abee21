import { loadRules } from '#lib/alerts/scope-rules/loaders.ts';
import type { RuleRow } from '#lib/alerts/scope-rules/schema.ts';
import type { Scope } from '#lib/auth/scope.ts';
import { TrailkeepError } from '#lib/errors.ts';

/** The rule of a scope with this key, or `not-found`. */
export async function ruleOf(scope: Scope, key: string): Promise<RuleRow> {
  const rule = (await loadRules(scope)).find((known) => known.key === key);
  if (rule) return rule;
  throw new TrailkeepError('not-found', 'There is no such rule here.', {
    hint: 'GET /api/v1/alerts/rules lists them.',
  });
}
