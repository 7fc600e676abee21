import type { FieldTest, Operator } from '../rule-model.ts';
import { cannotSay } from './record-condition.ts';
import { printSigmaString } from './sigma-string.ts';

export type SigmaValue = FieldTest['values'][number] | FieldTest['values'];

/** Operators that are not here Sigma has no words for. */
const MODIFIERS: Readonly<Partial<Record<Operator, readonly string[]>>> = {
  equals: [],
  wildcard: [],
  contains: ['contains'],
  startsWith: ['startswith'],
  endsWith: ['endswith'],
  regex: ['re'],
  cidr: ['cidr'],
  exists: ['exists'],
  lessThan: ['lt'],
  atMost: ['lte'],
  greaterThan: ['gt'],
  atLeast: ['gte'],
  equalsField: ['fieldref'],
  containsField: ['contains', 'fieldref'],
};

/** A test of a record's field as a line of a Sigma selection. Throws TrailkeepError `bad-request` for one that cannot be. */
export function toSigmaField(test: FieldTest): { key: string; value: SigmaValue } {
  const ofOperator =
    MODIFIERS[test.op] ??
    cannotSay(`It compares accounts, that of ${test.field} with another, which Sigma cannot.`);
  const flags = test.op === 'regex' ? flagsOf(test) : '';
  const modifiers = [
    ...ofOperator,
    ...(test.op === 'regex' && !test.caseSensitive ? ['i'] : []),
    ...flags,
    ...(test.every ? ['all'] : []),
    ...(test.op !== 'regex' && test.caseSensitive ? ['cased'] : []),
  ];
  const values = test.values.map((value) => toSigmaValue(test.op, value, flags));
  const [only] = values;
  return {
    key: [test.field, ...modifiers].join('|'),
    value: only !== undefined && values.length === 1 ? only : values,
  };
}

function toSigmaValue(
  op: Operator,
  value: FieldTest['values'][number],
  flags: string,
): FieldTest['values'][number] {
  if (typeof value !== 'string') return value;
  switch (op) {
    case 'equals':
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      return printSigmaString([{ text: value }]);
    case 'regex':
      return flags === '' ? value : value.slice(`(?${flags})`.length);
    default:
      return value;
  }
}

// What the import wrote before the patterns, where all of them have it.
function flagsOf({ values }: FieldTest): string {
  const [flags = '', ...others] = new Set(
    values.map((value) => /^\(\?(ms|m|s)\)/.exec(String(value))?.[1] ?? ''),
  );
  return others.length === 0 ? flags : '';
}
