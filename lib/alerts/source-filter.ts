import type { CompiledRule } from './compile-rule.ts';
import { DERIVED_FIELDS } from './rule-model.ts';
import { DERIVED_VALUES, type Subject } from './subject.ts';

/** Values that are remembered of one source: users, addresses, regions. */
const MOST_VALUES = 20_000;

/**
 * Says which rules an event's value of one source (a user, an address, an identity) rules out by itself. Values repeat, so that is
 * worked out once for each, and all rules that ask for one user or another cost one look-up together.
 */
export class SourceFilter {
  readonly #source: string;
  readonly #rules: readonly Pick<CompiledRule, 'sources' | 'settle'>[];
  readonly #asking: readonly number[];
  readonly #keyOf: (subject: Subject) => unknown;
  readonly #ofTexts = new Map<unknown, Uint32Array>();
  readonly #ofObjects = new WeakMap<object, Uint32Array>();

  /** `rules` by their numbers, which the bits of the answers stand for. */
  constructor(source: string, rules: readonly Pick<CompiledRule, 'sources' | 'settle'>[]) {
    this.#source = source;
    this.#rules = rules;
    this.#asking = rules.flatMap((rule, at) => (rule.sources.has(source) ? [at] : []));
    this.#keyOf = keyReader(source);
  }

  /** A bit for each rule that no event with this value can match; null where the value is one that never comes again. */
  ruledOut(subject: Subject): Uint32Array | null {
    const key = this.#keyOf(subject);
    if (typeof key !== 'object' || key === null) return this.#ofText(key, subject);
    // Identities are the same objects each time; of other objects most come once.
    if (this.#source !== 'userIdentity') return null;
    const known = this.#ofObjects.get(key);
    if (known) return known;
    const bits = this.#workOut(subject);
    this.#ofObjects.set(key, bits);
    return bits;
  }

  #ofText(key: unknown, subject: Subject): Uint32Array {
    const known = this.#ofTexts.get(key);
    if (known) return known;
    const bits = this.#workOut(subject);
    if (this.#ofTexts.size >= MOST_VALUES) this.#ofTexts.clear();
    this.#ofTexts.set(key, bits);
    return bits;
  }

  #workOut(subject: Subject): Uint32Array {
    const bits = new Uint32Array(wordsFor(this.#rules.length));
    for (const at of this.#asking)
      if (this.#rules[at]?.settle(subject, this.#source) === false) setBit(bits, at);
    return bits;
  }
}

/** Of a country that of its address: looking the country up is what is to be spared. */
function keyReader(source: string): (subject: Subject) => unknown {
  const derived = DERIVED_FIELDS.find((field) => field === source);
  if (derived === '@country') return ({ event }) => event.sourceIp;
  if (derived) return DERIVED_VALUES[derived];
  return ({ record }) => Reflect.get(record, source);
}

export function wordsFor(rules: number): number {
  return Math.ceil(rules / 32);
}

export function setBit(bits: Uint32Array, at: number): void {
  bits[at >> 5] = (bits[at >> 5] ?? 0) | (1 << (at & 31));
}

export function removeBits(bits: Uint32Array, removed: Uint32Array): void {
  for (let word = 0; word < bits.length; word++) bits[word] = (bits[word] ?? 0) & ~(removed[word] ?? 0);
}

/** The numbers whose bits are set. */
export function bitsOf(bits: Uint32Array): number[] {
  const numbers: number[] = [];
  for (let word = 0; word < bits.length; word++) {
    for (let rest = bits[word] ?? 0; rest !== 0; rest &= rest - 1)
      numbers.push(word * 32 + 31 - Math.clz32(rest & -rest));
  }
  return numbers;
}
