import { TrailkeepError } from '#lib/errors.ts';
import { accountNamedBy } from './account-of.ts';
import { type FieldReader, fieldReader, leafText } from './read-field.ts';
import { comparesFields, type FieldOperator, type FieldTest } from './rule-model.ts';
import type { Subject } from './subject.ts';
import { anyOf, type LeafTest, leafTest, type ValueOperator } from './value-test.ts';

type Matches = (subject: Subject) => boolean;

/** One test of a field as a function of the event. Throws TrailkeepError `bad-request` for values that its operator cannot take. */
export function compileFieldTest(test: FieldTest, reader: FieldReader): Matches {
  const { op } = test;
  if (op === 'exists') return existence(test, reader);
  if (comparesFields(op)) return comparison({ ...test, op }, reader);
  const ofValues = { ...test, op };
  return test.every ? allValues(ofValues, reader) : anyValue(ofValues, reader);
}

function existence({ values }: FieldTest, reader: FieldReader): Matches {
  const [wanted] = values;
  if (values.length !== 1 || typeof wanted !== 'boolean')
    throw new TrailkeepError('bad-request', 'Whether a field exists is asked for with true or false.', {
      hint: 'Give one of the two as the value.',
    });
  return (subject) => reader.exists(subject) === wanted;
}

function anyValue(test: FieldTest & { op: ValueOperator }, reader: FieldReader): Matches {
  const fits = anyOf(test);
  const orAbsent = test.op === 'equals' && test.values.includes(null);
  if (test.elements === 'all') return (subject) => allFit(reader, subject, fits, orAbsent);
  if (!orAbsent) return (subject) => reader.visit(subject, fits);
  return (subject) => reader.visit(subject, fits) || !reader.visit(subject, isThere);
}

function allValues(
  { op, values, elements, caseSensitive = false }: FieldTest & { op: ValueOperator },
  reader: FieldReader,
): Matches {
  const tests = values.map((value) => leafTest(op, value, caseSensitive));
  if (elements === 'all')
    return (subject) => allFit(reader, subject, (leaf) => tests.every((fits) => fits(leaf)), false);
  return (subject) => tests.every((fits) => reader.visit(subject, fits));
}

const IS_LIKE: Readonly<Record<FieldOperator, (text: string, other: string) => boolean>> = {
  equalsField: (text, other) => text === other,
  containsField: (text, other) => text.includes(other),
  belongsToField: (text, other) => {
    const account = accountNamedBy(text);
    return account !== null && account === accountNamedBy(other);
  },
};

function comparison(
  { op, values, every, elements, caseSensitive }: FieldTest & { op: FieldOperator },
  reader: FieldReader,
): Matches {
  const others = values.map((value) => fieldReader(String(value)));
  const folded = (leaf: unknown) => {
    const text = leafText(leaf);
    return text === null || caseSensitive ? text : text.toLowerCase();
  };
  const isLike = IS_LIKE[op];
  const fitsOther = (subject: Subject, leaf: unknown, other: FieldReader) => {
    const text = folded(leaf);
    if (text === null) return false;
    return other.visit(subject, (theirs) => {
      const wanted = folded(theirs);
      return wanted !== null && wanted !== '' && isLike(text, wanted);
    });
  };
  return (subject) => {
    const ofOther = (other: FieldReader) => {
      const fits: LeafTest = (leaf) => fitsOther(subject, leaf, other);
      return elements === 'all' ? allFit(reader, subject, fits, false) : reader.visit(subject, fits);
    };
    return every ? others.every(ofOther) : others.some(ofOther);
  };
}

function allFit(reader: FieldReader, subject: Subject, fits: LeafTest, ifAbsent: boolean): boolean {
  if (reader.visit(subject, (leaf) => !fits(leaf))) return false;
  return ifAbsent || reader.visit(subject, isThere);
}

function isThere(): boolean {
  return true;
}
