import { type CompiledRule, compileRule } from '../compile-rule.ts';
import type { RuleDefinition } from '../rule-model.ts';
import type { Subject } from '../subject.ts';

/** False where what is known of an event says that a rule does not match it. */
export type MayMatch = (subject: Subject) => boolean;

type Searched = Pick<RuleDefinition, 'condition' | 'when'>;
type Decided = Pick<CompiledRule, 'tests' | 'decide'>;

/** Asked of an event's columns, without its record; null where they decide nothing. */
export function columnTest({ condition, when }: Searched): MayMatch | null {
  const rule = compileRule({ condition, when, groupBy: [], exclusions: [] });
  if (rule.paths.size === 0 && !rule.readsText) return rule.matches;
  const known = sourcesOf(rule, (field) => field.startsWith('@'));
  return known.size === 0 ? null : (subject) => rule.decide(subject, known) !== false;
}

/** Asked of an event's record, before an event is made of it. */
export function recordTest(rule: Decided): MayMatch {
  const known = sourcesOf(rule, (field) => !field.startsWith('@'));
  return known.size === 0 ? () => true : (subject) => rule.decide(subject, known) !== false;
}

/** Sources that are asked for by such fields alone: an event's call has a field of either kind. */
function sourcesOf({ tests }: Decided, isSuch: (field: string) => boolean): ReadonlySet<string> {
  const others = new Set(tests.filter(({ field }) => !isSuch(field)).map(({ source }) => source));
  return new Set(tests.map(({ source }) => source)).difference(others);
}
