import { fieldName } from './field-name.ts';
import { type Condition, comparesFields, type FieldTest } from './rule-model.ts';

/** What an operator says, and what it says where it is negated. */
export const VERBS: Readonly<Record<FieldTest['op'], readonly [says: string, negated: string]>> = {
  equals: ['is', 'is not'],
  contains: ['contains', 'does not contain'],
  startsWith: ['starts with', 'does not start with'],
  endsWith: ['ends with', 'does not end with'],
  wildcard: ['is like', 'is not like'],
  regex: ['matches', 'does not match'],
  cidr: ['is in', 'is not in'],
  exists: ['is there', 'is absent'],
  lessThan: ['is less than', 'is not less than'],
  atMost: ['is at most', 'is not at most'],
  greaterThan: ['is more than', 'is not more than'],
  atLeast: ['is at least', 'is not at least'],
  equalsField: ['is the same as', 'is not the same as'],
  containsField: ['contains', 'does not contain'],
  belongsToField: ['belongs to', 'does not belong to'],
};
const MOST_VALUES = 8;

/**
 * A condition as people read it: “User is lena and Event is StopLogging or DeleteTrail”. Long lists of values are cut, and say how many
 * more there are. Isomorphic.
 */
export function conditionWords(condition: Condition): string {
  return words(condition, false);
}

/** `inside`: of something else, so that several parts need brackets. */
function words(condition: Condition, inside: boolean): string {
  if ('all' in condition) return joined(condition.all, ' and ', inside);
  if ('any' in condition) return joined(condition.any, ' or ', inside);
  if ('not' in condition)
    return 'field' in condition.not ? testWords(condition.not, 1) : `not (${words(condition.not, false)})`;
  if ('within' in condition) return `one of ${condition.within} with (${words(condition.has, false)})`;
  if ('keywords' in condition)
    return `the record has ${listed(condition.keywords.map(quoted), condition.every ? 'and' : 'or')}`;
  return testWords(condition, 0);
}

function joined(parts: readonly Condition[], by: string, inside: boolean): string {
  const [only, ...others] = parts;
  if (only && others.length === 0) return words(only, inside);
  const text = parts.map((part) => words(part, true)).join(by);
  return inside ? `(${text})` : text;
}

function testWords({ field, op, values, every, elements }: FieldTest, negated: 0 | 1): string {
  const name = elements === 'all' ? `each of ${fieldName(field)}` : fieldName(field);
  if (op === 'exists') return `${name} ${VERBS.exists[values[0] === false ? 1 - negated : negated]}`;
  const ofFields = comparesFields(op);
  const shown = values.map((value) =>
    ofFields ? fieldName(String(value)) : valueWords(value, every === true),
  );
  return `${name} ${VERBS[op][negated]} ${listed(shown, every ? 'and' : 'or')}`;
}

/** `every`: of values that are all to be met, where null is no absent field. */
function valueWords(value: FieldTest['values'][number], every: boolean): string {
  if (value === null) return every ? 'null' : 'absent';
  if (value === '') return 'empty';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return String(value);
}

function listed(values: readonly string[], by: 'and' | 'or'): string {
  const shown = values.slice(0, MOST_VALUES);
  const more = values.length - shown.length;
  if (more > 0) return `${shown.join(', ')} ${by} ${more} more`;
  return shown.length < 2
    ? shown.join('')
    : `${shown.slice(0, -1).join(', ')} ${by} ${shown[shown.length - 1]}`;
}

function quoted(text: string): string {
  return `“${text}”`;
}
