import { WIDE_MODIFIERS, type WideModifier } from './encodings.ts';
import { refuse } from './refusal.ts';

/** How a value is put to the field; at most one of them stands behind a field. */
const MATCHERS = [
  'contains',
  'startswith',
  'endswith',
  're',
  'cidr',
  'exists',
  'lt',
  'lte',
  'gt',
  'gte',
  'fieldref',
] as const;
/** `contains|fieldref` is one way, not two. */
export type Matcher = (typeof MATCHERS)[number] | 'contains-field';

export const COMPARISONS = { lt: 'lessThan', lte: 'atMost', gt: 'greaterThan', gte: 'atLeast' } as const;

/** What makes other values of a value, in the order in which it is applied. */
export type Encoder = 'windash' | 'base64' | 'base64offset' | WideModifier;

const TIME_PARTS = ['minute', 'hour', 'day', 'week', 'month', 'year'];

export type FieldModifiers = {
  matcher: Matcher | null;
  encoders: Encoder[];
  all: boolean;
  cased: boolean;
  neq: boolean;
  expand: boolean;
  /** Of a regular expression: any of `i`, `m`, `s`. */
  flags: string;
};

/** Reads what stands behind the field's name: `contains`, `all` of `contains|all`. */
export function readModifiers(names: readonly string[], line: number): FieldModifiers {
  const read: FieldModifiers = {
    matcher: null,
    encoders: [],
    all: false,
    cased: false,
    neq: false,
    expand: false,
    flags: '',
  };
  for (const name of names) readModifier(name, read, line);
  return read;
}

function readModifier(name: string, read: FieldModifiers, line: number): void {
  const matcher = MATCHERS.find((known) => known === name);
  const encoder = encoderOf(name);
  if (name === 'all' || name === 'cased' || name === 'neq' || name === 'expand') read[name] = true;
  else if (matcher) {
    const pair = [read.matcher, matcher];
    if (pair.includes('contains') && pair.includes('fieldref')) {
      read.matcher = 'contains-field';
      return;
    }
    if (read.matcher) refuse(line, `The modifiers ${read.matcher} and ${matcher} cannot go together.`);
    read.matcher = matcher;
  } else if (encoder) {
    if (read.matcher) refuse(line, `The modifier ${encoder} must stand before ${read.matcher}.`);
    read.encoders.push(encoder);
  } else if (/^[ims]$/.test(name)) {
    if (read.matcher !== 're') refuse(line, `The modifier ${name} must follow re.`);
    if (!read.flags.includes(name)) read.flags += name;
  } else if (TIME_PARTS.includes(name))
    refuse(line, `The modifier ${name}, a part of a time, cannot be tested: rules here go by whole values.`);
  else refuse(line, `There is no modifier “${name}”.`);
}

function encoderOf(name: string): Encoder | undefined {
  if (name === 'windash' || name === 'base64' || name === 'base64offset') return name;
  return WIDE_MODIFIERS.find((wide) => wide === name);
}
