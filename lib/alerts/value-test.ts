import { TrailkeepError } from '#lib/errors.ts';
import { addressRangesTest } from './address-range.ts';
import { leafText } from './read-field.ts';
import type { FieldOperator, FieldTest, Operator } from './rule-model.ts';
import { compilePattern } from './safe-pattern.ts';
import { wildcardTest } from './wildcard.ts';

type Value = FieldTest['values'][number];
/** Operators that look at the field's values alone: not at whether there are any, nor at other fields. */
export type ValueOperator = Exclude<Operator, 'exists' | FieldOperator>;
export type LeafTest = (leaf: unknown) => boolean;

/** Whether a value of the field is what `value` asks for. Throws TrailkeepError `bad-request` for a value that the operator cannot take. */
export function leafTest(op: ValueOperator, value: Value, caseSensitive: boolean): LeafTest {
  switch (op) {
    case 'equals':
      return value === null
        ? (leaf) => leaf === null
        : ofText(value, caseSensitive, (wanted, text) => text === wanted);
    case 'contains':
      return ofText(value, caseSensitive, (wanted, text) => text.includes(wanted));
    case 'startsWith':
      return ofText(value, caseSensitive, (wanted, text) => text.startsWith(wanted));
    case 'endsWith':
      return ofText(value, caseSensitive, (wanted, text) => text.endsWith(wanted));
    case 'wildcard':
      return wildcard(String(value), caseSensitive);
    case 'regex':
      return pattern(String(value), caseSensitive);
    case 'cidr':
      return addressRanges([String(value)]);
    case 'lessThan':
      return ofNumber(value, (wanted, number) => number < wanted);
    case 'atMost':
      return ofNumber(value, (wanted, number) => number <= wanted);
    case 'greaterThan':
      return ofNumber(value, (wanted, number) => number > wanted);
    case 'atLeast':
      return ofNumber(value, (wanted, number) => number >= wanted);
  }
}

/** The test of several alternatives, as one look-up where they are texts to equal or ranges of addresses. */
export function anyOf({ op, values, caseSensitive = false }: FieldTest & { op: ValueOperator }): LeafTest {
  if (op === 'equals') return equalsOneOf(values, caseSensitive);
  if (op === 'cidr') return addressRanges(values.map(String));
  const tests = values.map((value) => leafTest(op, value, caseSensitive));
  const [only] = tests;
  return only && tests.length === 1 ? only : (leaf) => tests.some((test) => test(leaf));
}

function equalsOneOf(values: readonly Value[], caseSensitive: boolean): LeafTest {
  const texts = new Set(
    values.filter((value) => value !== null).map((value) => folded(String(value), caseSensitive)),
  );
  const orNull = values.includes(null);
  return (leaf) => {
    const text = leafText(leaf);
    return text === null ? orNull : texts.has(folded(text, caseSensitive));
  };
}

function ofText(
  value: Value,
  caseSensitive: boolean,
  fits: (wanted: string, text: string) => boolean,
): LeafTest {
  const wanted = folded(String(value ?? ''), caseSensitive);
  return (leaf) => {
    const text = leafText(leaf);
    return text !== null && fits(wanted, folded(text, caseSensitive));
  };
}

function wildcard(value: string, caseSensitive: boolean): LeafTest {
  const fits = wildcardTest(folded(value, caseSensitive));
  return (leaf) => {
    const text = leafText(leaf);
    return text !== null && fits(folded(text, caseSensitive));
  };
}

function pattern(value: string, caseSensitive: boolean): LeafTest {
  const compiled = compilePattern(value, caseSensitive ? '' : 'i');
  return (leaf) => {
    const text = leafText(leaf);
    return text !== null && compiled.test(text);
  };
}

function addressRanges(values: readonly string[]): LeafTest {
  const liesIn = addressRangesTest(values);
  if (liesIn === null) {
    const wrong = values.find((value) => addressRangesTest([value]) === null);
    throw new TrailkeepError('bad-request', `“${wrong}” is no range of addresses.`, {
      hint: 'Write it like 203.0.113.0/24 or 2001:db8::/32.',
    });
  }
  return (leaf) => typeof leaf === 'string' && liesIn(leaf);
}

function ofNumber(value: Value, fits: (wanted: number, number: number) => boolean): LeafTest {
  const wanted = typeof value === 'number' || typeof value === 'string' ? toNumber(value) : null;
  if (wanted === null)
    throw new TrailkeepError('bad-request', `“${String(value)}” is no number to compare with.`, {
      hint: 'Write a number, or choose another comparison.',
    });
  return (leaf) => {
    const number = typeof leaf === 'number' || typeof leaf === 'string' ? toNumber(leaf) : null;
    return number !== null && fits(wanted, number);
  };
}

function toNumber(value: number | string): number | null {
  if (typeof value === 'string' && value.trim() === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

function folded(text: string, caseSensitive: boolean): string {
  return caseSensitive ? text : text.toLowerCase();
}
