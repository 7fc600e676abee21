import type { Condition, RuleDefinition } from '../rule-model.ts';

/** The fields that a rule's condition, steps, groups and what it counts name, each once, in the order in which they are named. */
export function namedFields({ condition, when, groupBy }: RuleDefinition): string[] {
  const steps = when.kind === 'sequence' ? when.steps.flatMap((step) => fieldsOf(step.condition)) : [];
  const watched =
    when.kind === 'first-seen' ? [when.field] : when.kind === 'threshold' ? [when.distinct ?? []].flat() : [];
  return [...new Set([...fieldsOf(condition), ...steps, ...watched, ...groupBy])];
}

function fieldsOf(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(fieldsOf);
  if ('any' in condition) return condition.any.flatMap(fieldsOf);
  if ('not' in condition) return fieldsOf(condition.not);
  if ('within' in condition) return [condition.within];
  return 'field' in condition ? [condition.field] : [];
}
