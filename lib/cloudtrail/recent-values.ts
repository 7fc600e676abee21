import type { ByteSource } from './byte-source.ts';
import { NO_SLOT, type ValueMemo } from './value-memo.ts';

const COMMA = 0x2c;
const CLOSE_OBJECT = 0x7d;
/** So many values of each key, the newest first. */
const WAYS = 4;

/**
 * The values that a key had last, as slots of a ValueMemo. Nine of ten values are the same as one of these, mostly as the
 * last: a comparison finds that out before the value's end is looked for.
 */
export class RecentValues {
  readonly #memo: ValueMemo;
  readonly #slots: Int16Array;

  constructor(memo: ValueMemo, keys: number) {
    this.#memo = memo;
    this.#slots = new Int16Array(keys * WAYS).fill(NO_SLOT);
  }

  /** The slot of the value that stands at `at`, or NO_SLOT where it is none of the last ones. */
  slotAt(key: number, source: ByteSource, at: number): number {
    const slots = this.#slots;
    const first = key * WAYS;
    for (let way = first; way < first + WAYS; way++) {
      const slot = slots[way] as number;
      if (slot === NO_SLOT) return NO_SLOT;
      if (!this.#memo.isAt(slot, source, at)) continue;
      const next = source.bytes[at + this.#memo.lengthOf(slot)];
      if (next !== COMMA && next !== CLOSE_OBJECT) continue;
      if (way !== first) this.#toFront(first, way, slot);
      return slot;
    }
    return NO_SLOT;
  }

  add(key: number, slot: number): void {
    const first = key * WAYS;
    this.#toFront(first, first + WAYS - 1, slot);
  }

  #toFront(first: number, way: number, slot: number): void {
    for (let i = way; i > first; i--) this.#slots[i] = this.#slots[i - 1] as number;
    this.#slots[first] = slot;
  }
}
