import type { Condition } from '../rule-model.ts';

/** All of the conditions as one, without a needless level. `conditions` holds at least one. */
export function allOf(conditions: readonly Condition[]): Condition {
  const flat = conditions.flatMap((part) => ('all' in part ? part.all : [part]));
  const [only] = flat;
  return only && flat.length === 1 ? only : { all: flat };
}

/** Any of the conditions as one, without a needless level. `conditions` holds at least one. */
export function anyOf(conditions: readonly Condition[]): Condition {
  const flat = conditions.flatMap((part) => ('any' in part ? part.any : [part]));
  const [only] = flat;
  return only && flat.length === 1 ? only : { any: flat };
}

/** The opposite of a condition; that of an opposite is what it was of. */
export function not(condition: Condition): Condition {
  return 'not' in condition ? condition.not : { not: condition };
}
