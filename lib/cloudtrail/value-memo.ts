import { type ByteSource, hashBytes, sameBytes } from './byte-source.ts';

const SLOTS = 1 << 14;
/** All remembered bytes; parsed they take about ten times as much. When full, all is forgotten. */
const MOST_BYTES = 2 << 20;
const LONGEST = 4096;
/** Long values are also found by how they begin, before their end is looked for. */
const BEGINNING = 80;
const BEGINNINGS = 1 << 12;
/** So many values of one beginning, the newest first. */
const WAYS = 8;

/**
 * JSON values by their bytes. Nearly all bytes of CloudTrail records repeat (who acts, with what, from where), so most
 * values are found here, at a tenth of what parsing them costs, and the objects that stand for them are the same ones each
 * time: nothing new for the garbage collector, and others may remember what they made of them. Nobody may change them.
 */
export class ValueMemo {
  readonly #hashes = new Int32Array(SLOTS);
  readonly #starts = new Int32Array(SLOTS);
  /** 0 in an empty slot. */
  readonly #lengths = new Int32Array(SLOTS);
  readonly #values: unknown[] = Array.from({ length: SLOTS });
  readonly #beginnings = new Int32Array(BEGINNINGS * WAYS).fill(-1);
  readonly #kept = Buffer.allocUnsafeSlow(MOST_BYTES);
  readonly #view = new DataView(this.#kept.buffer);
  #used = 0;

  /** The value of the bytes `[from, to)`. Throws SyntaxError where they are not JSON. */
  parse(source: ByteSource, from: number, to: number): unknown {
    const length = to - from;
    if (length < 4 || length > LONGEST) return source.parse(from, to);
    const hash = hashBytes(source.view, from, to);
    const slot = hash & (SLOTS - 1);
    if (this.#hashes[slot] !== hash || !this.#isAt(slot, source, from, length)) {
      const value = source.parse(from, to);
      this.#keep(slot, hash, source, from, to);
      this.#values[slot] = value;
    }
    if (length >= BEGINNING) this.#noteBeginning(slot, source, from);
    return this.#values[slot];
  }

  /**
   * The slot of a long value that is remembered and stands at `from`, without looking for its end; -1 where there is none.
   * Only for objects and lists, whose bytes are never the beginning of another value's.
   */
  recall(source: ByteSource, from: number): number {
    if (from + BEGINNING > source.bytes.length) return -1;
    const first = beginningOf(source, from);
    for (let way = first; way < first + WAYS; way++) {
      const slot = this.#beginnings[way] as number;
      if (slot === -1) return -1;
      if (!this.#isAt(slot, source, from, this.#lengths[slot] as number)) continue;
      // Towards the front, a step each time: what repeats most is found first.
      if (way > first) {
        this.#beginnings[way] = this.#beginnings[way - 1] as number;
        this.#beginnings[way - 1] = slot;
      }
      return slot;
    }
    return -1;
  }

  lengthOf(slot: number): number {
    return this.#lengths[slot] as number;
  }

  valueOf(slot: number): unknown {
    return this.#values[slot];
  }

  #isAt(slot: number, source: ByteSource, from: number, length: number): boolean {
    return (
      length >= 4 &&
      this.#lengths[slot] === length &&
      from + length <= source.bytes.length &&
      sameBytes(this.#view, this.#starts[slot] as number, source.view, from, length)
    );
  }

  #keep(slot: number, hash: number, source: ByteSource, from: number, to: number): void {
    if (this.#used + to - from > MOST_BYTES) this.#forget();
    source.bytes.copy(this.#kept, this.#used, from, to);
    this.#hashes[slot] = hash;
    this.#starts[slot] = this.#used;
    this.#lengths[slot] = to - from;
    this.#used += to - from;
  }

  #noteBeginning(slot: number, source: ByteSource, from: number): void {
    const first = beginningOf(source, from);
    const ways = this.#beginnings;
    let way = first;
    while (way < first + WAYS - 1 && ways[way] !== slot && ways[way] !== -1) way++;
    for (; way > first; way--) ways[way] = ways[way - 1] as number;
    ways[first] = slot;
  }

  #forget(): void {
    this.#lengths.fill(0);
    this.#beginnings.fill(-1);
    this.#values.fill(undefined);
    this.#used = 0;
  }
}

function beginningOf({ view }: ByteSource, from: number): number {
  return (hashBytes(view, from, from + BEGINNING) & (BEGINNINGS - 1)) * WAYS;
}
