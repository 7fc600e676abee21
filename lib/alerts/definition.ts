import { TrailkeepError } from '#lib/errors.ts';
import { type RuleDefinition, ruleDefinition } from './rule-model.ts';
import { BUILT_IN_RULES } from './rules/built-in-rules.ts';

const BUILT_IN = new Map(BUILT_IN_RULES.map((rule) => [rule.id, rule]));

/** The definition of a stored rule: its own, or that of the built-in one it stands for. Throws `internal` for one that is not known. */
export function definitionOf(row: { builtinId: string | null; definition: unknown }): RuleDefinition {
  if (row.builtinId === null) return ruleDefinition.parse(row.definition);
  const rule = BUILT_IN.get(row.builtinId);
  if (rule) return rule;
  throw new TrailkeepError('internal', `There is no built-in rule ${row.builtinId}.`, {
    hint: 'It may be of a newer version of Trailkeep.',
  });
}
