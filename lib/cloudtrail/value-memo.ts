import { type ByteSource, hashBytes, sameBytes } from './byte-source.ts';

const SLOTS = 1 << 14;
/** All remembered bytes; parsed they take about ten times as much. When full, all is forgotten. */
const MOST_BYTES = 2 << 20;
const SHORTEST = 4;
const LONGEST = 4096;

/** No slot: the value is too short or too long to be remembered. */
export const NO_SLOT = -1;

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
  readonly #kept = Buffer.allocUnsafeSlow(MOST_BYTES);
  readonly #view = new DataView(this.#kept.buffer);
  #used = 0;

  /** The slot of the value whose bytes are `[from, to)`, found or new. Throws SyntaxError where they are not JSON. */
  slotOf(source: ByteSource, from: number, to: number): number {
    const length = to - from;
    if (length < SHORTEST || length > LONGEST) return NO_SLOT;
    const hash = hashBytes(source.view, from, to);
    const slot = hash & (SLOTS - 1);
    if (this.#hashes[slot] !== hash || this.#lengths[slot] !== length || !this.isAt(slot, source, from))
      this.#keep(slot, hash, source, from, to);
    return slot;
  }

  /** Whether the bytes of the slot's value stand at `from`. Another value may go on behind them. */
  isAt(slot: number, source: ByteSource, from: number): boolean {
    const length = this.#lengths[slot] as number;
    if (length < SHORTEST || from + length > source.bytes.length) return false;
    return sameBytes(this.#view, this.#starts[slot] as number, source.view, from, length);
  }

  lengthOf(slot: number): number {
    return this.#lengths[slot] as number;
  }

  valueOf(slot: number): unknown {
    return this.#values[slot];
  }

  #keep(slot: number, hash: number, source: ByteSource, from: number, to: number): void {
    const value = source.parse(from, to);
    if (this.#used + to - from > MOST_BYTES) this.#forget();
    source.bytes.copy(this.#kept, this.#used, from, to);
    this.#hashes[slot] = hash;
    this.#starts[slot] = this.#used;
    this.#lengths[slot] = to - from;
    this.#values[slot] = value;
    this.#used += to - from;
  }

  #forget(): void {
    this.#lengths.fill(0);
    this.#values.fill(undefined);
    this.#used = 0;
  }
}
