import { RECORD_NAMES } from '../record-names.ts';
import { type Condition, comparesFields, DERIVED_FIELDS } from '../rule-model.ts';

/**
 * What a reader should know of a rule that is imported as it is: fields that no CloudTrail record has, which are always absent.
 * @returns sentences, one a field.
 */
export function strangeFields(condition: Condition, groupBy: readonly string[]): string[] {
  const strange = new Set([...fieldsOf(condition), ...groupBy].filter(isStrange));
  return [...strange].map((field) => {
    const name = topmost(field).toLowerCase();
    const meant = [...RECORD_NAMES].find((known) => known.toLowerCase() === name);
    const hint = meant ? `; ${meant} is written otherwise` : '';
    return `No CloudTrail record has the field ${field}${hint}: it is always absent.`;
  });
}

function isStrange(field: string): boolean {
  return !RECORD_NAMES.has(topmost(field)) && !DERIVED_FIELDS.some((derived) => derived === field);
}

function topmost(field: string): string {
  return (field.split('.')[0] ?? '').replace(/\[\]$/, '');
}

function fieldsOf(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(fieldsOf);
  if ('any' in condition) return condition.any.flatMap(fieldsOf);
  if ('not' in condition) return fieldsOf(condition.not);
  if ('within' in condition) return [condition.within];
  if ('keywords' in condition) return [];
  const others = comparesFields(condition.op) ? condition.values.map(String) : [];
  return [condition.field, ...others];
}
