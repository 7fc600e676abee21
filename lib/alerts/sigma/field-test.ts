import { toTrailkeepError } from '#lib/errors.ts';
import { compileCondition } from '../compile.ts';
import type { Condition, FieldTest, Operator } from '../rule-model.ts';
import { type Encoded, toBase64, toBase64Offsets, toWide, withDashes } from './encodings.ts';
import { COMPARISONS, type Encoder, type FieldModifiers, readModifiers } from './field-modifiers.ts';
import { allOf, anyOf, not } from './normal-form.ts';
import type { YamlEntry, YamlScalar } from './positioned-yaml.ts';
import { asScalars } from './read-node.ts';
import { refuse } from './refusal.ts';
import { parseSigmaString, plainText, type SigmaString, stringTest } from './sigma-string.ts';

type Value = FieldTest['values'][number];
/** What one value asks for; several ways to write the same are alternatives. */
type Way = { op: Operator; value: Value };

const MAX_WAYS = 625;

/** One line of a selection, `field|modifier: value or list`, as a condition. */
export function readFieldTest({ key, line, value }: YamlEntry): Condition {
  const [field = '', ...names] = key.split('|');
  const modifiers = readModifiers(names, line);
  const values = asScalars(value, key);
  if (values.length === 0) refuse(line, `“${key}” has no value.`);
  if (modifiers.matcher === 'exists' && values.length > 1) refuse(line, `“${key}” takes one value.`);
  const ways = values.map((scalar) => {
    const found = waysOf(scalar, modifiers);
    for (const way of found) check(field, way, scalar.line);
    return found;
  });
  const cased = modifiers.cased || modifiers.matcher === 're';
  const caseSensitive = cased && !modifiers.flags.includes('i');
  const test = modifiers.all
    ? allTest(field, ways, caseSensitive)
    : anyTest(field, ways.flat(), caseSensitive);
  return modifiers.neq ? not(test) : test;
}

// What the matcher cannot take is refused here, where the line of the value is known.
function check(field: string, { op, value }: Way, line: number): void {
  try {
    compileCondition({ field, op, values: [value] });
  } catch (error) {
    refuse(line, toTrailkeepError(error).message);
  }
}

function anyTest(field: string, ways: readonly Way[], caseSensitive: boolean): Condition {
  const byOperator = Map.groupBy(ways, ({ op }) => op);
  return anyOf([...byOperator].map(([op, same]) => toTest(field, op, same, caseSensitive)));
}

function allTest(field: string, ways: readonly (readonly Way[])[], caseSensitive: boolean): Condition {
  const single = ways.flatMap((found) => (found.length === 1 ? found : []));
  const several = ways.filter((found) => found.length > 1);
  const byOperator = Map.groupBy(single, ({ op }) => op);
  const tests = [...byOperator].map(([op, same]): Condition => {
    const test = toTest(field, op, same, caseSensitive);
    return same.length > 1 ? { ...test, every: true } : test;
  });
  return allOf([...tests, ...several.map((found) => anyTest(field, found, caseSensitive))]);
}

function toTest(field: string, op: Operator, ways: readonly Way[], caseSensitive: boolean): FieldTest {
  const test: FieldTest = { field, op, values: ways.map(({ value }) => value) };
  return caseSensitive ? { ...test, caseSensitive } : test;
}

function waysOf(scalar: YamlScalar, modifiers: FieldModifiers): Way[] {
  const { line } = scalar;
  const { matcher } = modifiers;
  const value = modifiers.expand ? expanded(scalar) : scalar.value;
  if (value === null) {
    if (matcher || modifiers.encoders.length > 0) refuse(line, 'null takes no modifier.');
    return [{ op: 'equals', value }];
  }
  switch (matcher) {
    case 'exists':
      if (typeof value !== 'boolean') refuse(line, 'exists takes true or false.');
      return [{ op: 'exists', value }];
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return [{ op: COMPARISONS[matcher], value }];
    case 'cidr':
      return [{ op: 'cidr', value: String(value) }];
    case 'fieldref':
      return [{ op: 'equalsField', value: String(value) }];
    case 'contains-field':
      return [{ op: 'containsField', value: String(value) }];
    case 're':
      return [{ op: 'regex', value: withFlags(String(value), modifiers.flags) }];
    default:
      if (typeof value !== 'string' && !matcher && modifiers.encoders.length === 0)
        return [{ op: 'equals', value }];
      return textWays(String(value), matcher, modifiers.encoders, line);
  }
}

// `i` is the test's own; the other two are told to the pattern.
function withFlags(pattern: string, flags: string): string {
  const inline = [...flags].filter((flag) => flag !== 'i').sort();
  return inline.length > 0 ? `(?${inline.join('')})${pattern}` : pattern;
}

function textWays(
  source: string,
  matcher: 'contains' | 'startswith' | 'endswith' | null,
  encoders: readonly Encoder[],
  line: number,
): Way[] {
  const parts = parseSigmaString(source);
  const texts = encoders.length > 0 ? encode(parts, encoders, line) : [parts];
  return texts.map((text) => {
    const before = matcher === 'contains' || matcher === 'endswith' ? (['any'] as const) : [];
    const after = matcher === 'contains' || matcher === 'startswith' ? (['any'] as const) : [];
    return stringTest([...before, ...text, ...after]);
  });
}

function encode(parts: SigmaString, encoders: readonly Encoder[], line: number): SigmaString[] {
  const text = plainText(parts);
  if (text === null) refuse(line, `A value with wildcards cannot be encoded by ${encoders.join('|')}.`);
  const encoded = encoders.reduce<Encoded[]>(
    (values, encoder) => values.flatMap((value) => encodeOnce(value, encoder, line)),
    [{ text }],
  );
  return encoded.map((value) => {
    if ('bytes' in value)
      refuse(line, 'No record holds bytes in UTF-16: base64 or base64offset must follow.');
    return [{ text: value.text }];
  });
}

function encodeOnce(value: Encoded, encoder: Encoder, line: number): Encoded[] {
  if (encoder === 'base64') return [{ text: toBase64(value) }];
  if (encoder === 'base64offset') {
    const texts = toBase64Offsets(value);
    if (texts.includes(''))
      refuse(line, 'The value is too short for base64offset: no character of it would be sure.');
    return texts.map((text) => ({ text }));
  }
  if ('bytes' in value) refuse(line, `The modifier ${encoder} cannot follow one that makes UTF-16.`);
  if (encoder !== 'windash') return [toWide(value.text, encoder)];
  const ways = withDashes(value.text, MAX_WAYS);
  if (!ways) refuse(line, `windash makes more than ${MAX_WAYS} texts of this value.`);
  return ways.map((text) => ({ text }));
}

// `\\%` is the character itself.
function expanded({ value, line }: YamlScalar): YamlScalar['value'] {
  if (typeof value !== 'string') return value;
  const placeholder = /(?<!\\)%[^%]+%/.exec(value)?.[0];
  if (placeholder)
    refuse(line, `The placeholder ${placeholder} has no values here: put the values into the rule instead.`);
  return value.replaceAll('\\%', '%');
}
