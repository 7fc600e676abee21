import { isIPv4 } from 'node:net';
import fc from 'fast-check';
import { type Condition, type FieldTest, OPERATORS } from '#lib/alerts/rule-model.ts';

export type Value = string | number | boolean;
/** A field, with values that some record has there. */
export type Field = { name: string; values: readonly Value[] };

/** Any condition on these fields, of parts in parts down to `depth`; its values are often those that records have, whole or in part. */
export function anyCondition(fields: readonly Field[], depth: number): fc.Arbitrary<Condition> {
  const test = fc.oneof({ arbitrary: anyTest(fields), weight: 3 }, anyNames(fields));
  if (depth === 0) return test;
  const inner = anyCondition(fields, depth - 1);
  const parts = fc.array(inner, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    { arbitrary: test, weight: 4 },
    { arbitrary: parts.map((all): Condition => ({ all })), weight: 2 },
    { arbitrary: parts.map((any): Condition => ({ any })), weight: 2 },
    { arbitrary: inner.map((not): Condition => ({ not })), weight: 1 },
    { arbitrary: anyWithin(fields, depth - 1), weight: 1 },
    { arbitrary: anyKeywords(fields), weight: 1 },
  );
}

/** Most rules name events. */
function anyNames(fields: readonly Field[]): fc.Arbitrary<FieldTest> {
  const names = fields.flatMap(({ name, values }) => (name === '@event' ? values : []));
  return fc.record({
    field: fc.constantFrom('@event', 'eventName'),
    op: fc.constant('equals'),
    values: fc.array(fc.constantFrom('Unheard', ...names), { minLength: 1, maxLength: 3 }),
  });
}

function anyKeywords(fields: readonly Field[]): fc.Arbitrary<Condition> {
  const texts = fields.flatMap(({ values }) => values.map(String)).filter((value) => value !== '');
  const words = fc.array(fc.constantFrom('nowhere', ...texts).chain(anyCaseOf), {
    minLength: 1,
    maxLength: 2,
  });
  return fc.record({ keywords: words, every: fc.boolean() });
}

/** Of what stands at the beginning of a path, that which is behind it is asked, and something of the event. */
function anyWithin(fields: readonly Field[], depth: number): fc.Arbitrary<Condition> {
  const ofEvent = fields.filter(({ name }) => name.startsWith('@')).slice(0, 3);
  const deep = fields.filter(({ name }) => !name.startsWith('@') && name.includes('.'));
  if (deep.length === 0) return anyTest(fields);
  const beginnings = fc.constantFrom(...deep).chain(({ name }) => {
    const names = name.split('.');
    return fc.integer({ min: 1, max: names.length - 1 }).map((length) => names.slice(0, length).join('.'));
  });
  return beginnings.chain((within) => {
    const behind = deep.flatMap(({ name, values }) =>
      name.startsWith(`${within}.`) ? [{ name: name.slice(within.length + 1), values }] : [],
    );
    return anyCondition([...behind, ...ofEvent], depth).map((has): Condition => ({ within, has }));
  });
}

function anyTest(fields: readonly Field[]): fc.Arbitrary<FieldTest> {
  const of = fc.constantFrom(...fields, { name: 'requestParameters.thing.absent', values: [] });
  return fc.tuple(of, fc.constantFrom(...OPERATORS)).chain(([{ name, values }, op]) => {
    const value = fc.constantFrom('', ...values).chain((like) => anyValue(op, String(like), fields));
    return fc
      .record({
        values: fc.array(value, { minLength: 1, maxLength: op === 'exists' ? 1 : 3 }),
        every: fc.option(fc.boolean(), { nil: undefined }),
        elements: fc.constantFrom('any' as const, 'all' as const, undefined),
        caseSensitive: fc.option(fc.boolean(), { nil: undefined }),
        orNull: fc.boolean(),
        end: fc.constantFrom('', name.startsWith('@') ? '' : '[]'),
      })
      .map(({ orNull, end, ...test }) => {
        const isOrNull = orNull && op === 'equals' && !test.every;
        return { ...test, field: name + end, op, values: isOrNull ? [...test.values, null] : test.values };
      });
  });
}

/** A value for an operator that is met, or nearly, by the text `like`. */
function anyValue(op: FieldTest['op'], like: string, fields: readonly Field[]): fc.Arbitrary<Value> {
  switch (op) {
    case 'exists':
      return fc.boolean();
    case 'equals':
      return fc.oneof(anyCaseOf(like), fc.constantFrom<Value>(true, 7, ''));
    case 'wildcard':
      return anyPartOf(like).chain((part) => fc.constantFrom(...wildcards(like, part)));
    case 'regex':
      return fc.constantFrom(...patterns(like.slice(0, 20)));
    case 'cidr':
      return fc.constantFrom('0.0.0.0/0', '::/0', '2001:db8::/32', '10.0.0.0/9', ...rangesOf(like));
    case 'lessThan':
    case 'atMost':
    case 'greaterThan':
    case 'atLeast':
      return fc.constantFrom<Value>(7, '7', 0, -3.5, 12.5);
    case 'equalsField':
    case 'containsField':
    case 'belongsToField':
      return fc.constantFrom(...fields.map(({ name }) => name), '@user');
    default:
      return anyPartOf(like);
  }
}

function anyCaseOf(text: string): fc.Arbitrary<string> {
  return fc.constantFrom(text, text.toLowerCase(), text.toUpperCase());
}

function anyPartOf(text: string): fc.Arbitrary<string> {
  const ends = fc.tuple(fc.nat(text.length), fc.nat(text.length));
  return ends.chain(([a, b]) => anyCaseOf(text.slice(Math.min(a, b), Math.max(a, b))));
}

function wildcards(whole: string, part: string): string[] {
  const itself = (text: string) => text.replaceAll(/[\\*?]/g, '\\$&');
  return [
    `*${itself(part)}*`,
    `?${itself(whole.slice(1))}`,
    `${itself(whole.slice(0, 3))}*${itself(whole.slice(-2))}*`,
    part,
  ];
}

/** Only what means the same in RE2 and here. */
function patterns(text: string): string[] {
  const plain = text.replaceAll(/[^\w -]/g, '.');
  return [`^${plain}`, `${plain.slice(1, 4)}[^x]*$`, '^[a-f0-9-]+$', `(${plain.slice(-3)}|7)`, ''];
}

function rangesOf(text: string): string[] {
  const [address = ''] = text.split('/');
  return isIPv4(address) ? [8, 15, 24, 32].map((prefix) => `${address}/${prefix}`) : [];
}
