import { canonicalJson } from '#lib/cloudtrail/canonical-json.ts';
import type { RuleDefinition } from './rule-model.ts';

/**
 * What a rule looks for, as a text that is the same where matches of the one definition are matches of the other: what it is called and
 * what is said of it do not matter.
 */
export function lookedForBy({
  condition,
  when,
  groupBy,
}: Pick<RuleDefinition, 'condition' | 'when' | 'groupBy'>): string {
  return canonicalJson({ condition, when, groupBy });
}
