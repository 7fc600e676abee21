import { asObject } from '#lib/cloudtrail/json-value.ts';
import type { SourceTest } from './compile.ts';
import { parseFieldPath } from './field-path.ts';
import { fieldReader } from './read-field.ts';
import { DERIVED_FIELDS } from './rule-model.ts';
import { DERIVED_VALUES, type Subject } from './subject.ts';

/** What rules want to know of one source: the answers of tests, and the values themselves of fields that tell groups apart. */
export type Wanted = { source: string; tests: readonly SourceTest[]; fields: readonly string[] };

/** Values that are remembered of one source. */
const MOST_VALUES = 20_000;
/** A value that cannot be remembered by itself: a list, a part of a text. */
export const OPEN = Symbol('open');

/**
 * Puts the values of one source (addresses, regions, a field of the record) into classes: those that no rule tells apart are one. Values
 * repeat, so that a class is worked out once for each, however many rules ask.
 */
export class ValueClasses {
  readonly #keyOf: (subject: Subject) => unknown;
  readonly #wanted: (subject: Subject) => string;
  readonly #ofValues = new Map<unknown, number>();
  readonly #numbers = new Map<string, number>();

  /** `keyOf`: what decides the class, OPEN where that is worked out each time. By default the value at `source`. */
  constructor(wanted: Wanted, keyOf = keyReader(wanted.source)) {
    this.#keyOf = keyOf;
    this.#wanted = answerReader(wanted);
  }

  /** The number of the event's class. */
  classOf(subject: Subject): number {
    const key = this.#keyOf(subject);
    if (key === OPEN) return this.#workOut(subject);
    const known = this.#ofValues.get(key);
    if (known !== undefined) return known;
    const made = this.#workOut(subject);
    if (this.#ofValues.size >= MOST_VALUES) this.#ofValues.clear();
    this.#ofValues.set(key, made);
    return made;
  }

  #workOut(subject: Subject): number {
    return numberOf(this.#numbers, this.#wanted(subject));
  }
}

/** Numbers texts from 0 on. */
export function numberOf(numbers: Map<string, number>, text: string): number {
  const known = numbers.get(text);
  if (known !== undefined) return known;
  numbers.set(text, numbers.size);
  return numbers.size - 1;
}

/** All that is wanted of a subject's source as one text. */
function answerReader({ tests, fields }: Wanted): (subject: Subject) => string {
  const different = [...new Map(tests.map((test) => [test.key, test])).values()];
  const readers = [...new Set(fields)].map(fieldReader);
  return (subject) => {
    let answers = '';
    for (const { matches } of different) answers += matches(subject) ? '1' : '0';
    for (const reader of readers) {
      const values: unknown[] = [];
      reader.visit(subject, (value) => {
        values.push(value);
        return false;
      });
      answers += JSON.stringify(values);
    }
    return answers;
  };
}

/** Of a country that of its address: looking the country up is what is to be spared. */
function keyReader(source: string): (subject: Subject) => unknown {
  const derived = DERIVED_FIELDS.find((field) => field === source);
  if (derived === '@country') return ({ event }) => event.sourceIp;
  if (derived === '@resource') return () => OPEN;
  if (derived) return DERIVED_VALUES[derived];
  const { names } = parseFieldPath(source);
  return ({ record }) => plainValue(record, names);
}

/** The one value at a path that leads through objects alone. */
function plainValue(record: object, names: readonly string[]): unknown {
  let value: unknown = record;
  for (const name of names) {
    if (Array.isArray(value) || typeof value === 'string') return OPEN;
    const object = asObject(value);
    // As if it were absent: what a prototype has is no value of a record.
    value = object !== null && Object.hasOwn(object, name) ? object[name] : undefined;
  }
  return typeof value === 'object' && value !== null ? OPEN : value;
}
