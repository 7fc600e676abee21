import type { RuleDefinition } from '../rule-model.ts';
import type { YamlMap } from './positioned-yaml.ts';
import { asMap, asScalar, entryOf, textsOf } from './read-node.ts';

/** Sigma does not say how findings are told apart: by who did it, and repeats within the hour are one, unless the rule tells. */
export const DEFAULT_GROUP_BY = ['@user'];
const DEFAULT_QUIET_MINUTES = 60;

/** A key of Trailkeep's own, which Sigma allows, beside those of the rule. */
const KEY = 'trailkeep';

/** @param groupBy what the rule's detection or correlation says, where the key does not. */
export function readGrouping(rule: YamlMap, groupBy: string[]): { groupBy: string[]; quietMinutes: unknown } {
  const entry = entryOf(rule, KEY);
  if (!entry) return { groupBy, quietMinutes: DEFAULT_QUIET_MINUTES };
  const own = asMap(entry.value, KEY);
  const quiet = entryOf(own, 'quiet-minutes');
  return {
    groupBy: entryOf(own, 'group-by') ? textsOf(own, 'group-by') : groupBy,
    quietMinutes: quiet ? asScalar(quiet.value, 'quiet-minutes').value : DEFAULT_QUIET_MINUTES,
  };
}

/** What `readGrouping` needs to be told of a rule; nothing for one that is as it would be anyway. */
export function toGroupingKey({ groupBy, quietMinutes, when }: RuleDefinition): Record<string, unknown> {
  const told = when.kind !== 'every' || groupBy.join('\n') === DEFAULT_GROUP_BY.join('\n');
  const own = {
    ...(told ? {} : { 'group-by': groupBy }),
    ...(quietMinutes === DEFAULT_QUIET_MINUTES ? {} : { 'quiet-minutes': quietMinutes }),
  };
  return Object.keys(own).length > 0 ? { [KEY]: own } : {};
}
