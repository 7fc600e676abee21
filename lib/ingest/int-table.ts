import { sortIndexes } from './sort-indexes.ts';

/**
 * A hash table whose keys and values are rows of 32-bit integers: what a batch's rollups are summed up in. A Map with
 * string keys costs ten times as much for each event.
 */
export class IntTable {
  readonly keyWidth: number;
  readonly valueWidth: number;
  #keys: Int32Array;
  #values: Int32Array;
  #slots: Int32Array;
  #size = 0;

  constructor(keyWidth: number, valueWidth: number, capacity = 1024) {
    this.keyWidth = keyWidth;
    this.valueWidth = valueWidth;
    this.#keys = new Int32Array(capacity * keyWidth);
    this.#values = new Int32Array(capacity * valueWidth);
    this.#slots = new Int32Array(capacity * 2);
  }

  get size(): number {
    return this.#size;
  }

  /** Index of the row whose key is in `key`; a new row's values are all 0. */
  rowOf(key: Int32Array): number {
    let slot = this.#probe(key);
    if (this.#slots[slot] !== 0) return (this.#slots[slot] as number) - 1;
    if ((this.#size + 1) * this.keyWidth > this.#keys.length) {
      this.#grow();
      slot = this.#probe(key);
    }
    this.#keys.set(key.subarray(0, this.keyWidth), this.#size * this.keyWidth);
    this.#size += 1;
    this.#slots[slot] = this.#size;
    return this.#size - 1;
  }

  key(row: number, column: number): number {
    return this.#keys[row * this.keyWidth + column] as number;
  }

  value(row: number, column: number): number {
    return this.#values[row * this.valueWidth + column] as number;
  }

  set(row: number, column: number, value: number): void {
    this.#values[row * this.valueWidth + column] = value;
  }

  /** Row indexes in the order of their keys, first column first. */
  sorted(): Uint32Array {
    const { keyWidth } = this;
    const keys = this.#keys;
    return sortIndexes(this.#size, (a, b) => {
      for (let i = 0, x = a * keyWidth, y = b * keyWidth; i < keyWidth; i++, x++, y++) {
        const difference = (keys[x] as number) - (keys[y] as number);
        if (difference !== 0) return difference;
      }
      return 0;
    });
  }

  // The slot that holds the key's row (row + 1), or the empty one where it belongs.
  #probe(key: Int32Array): number {
    const mask = this.#slots.length - 1;
    let slot = hash(key, this.keyWidth) & mask;
    while (this.#slots[slot] !== 0 && !this.#equals((this.#slots[slot] as number) - 1, key))
      slot = (slot + 1) & mask;
    return slot;
  }

  #equals(row: number, key: Int32Array): boolean {
    const start = row * this.keyWidth;
    for (let i = 0; i < this.keyWidth; i++) if (this.#keys[start + i] !== key[i]) return false;
    return true;
  }

  #grow(): void {
    this.#keys = doubled(this.#keys);
    this.#values = doubled(this.#values);
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (let row = 0; row < this.#size; row++) {
      const start = row * this.keyWidth;
      this.#slots[this.#probe(this.#keys.subarray(start, start + this.keyWidth))] = row + 1;
    }
  }
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

function hash(key: Int32Array, width: number): number {
  let h = 0;
  for (let i = 0; i < width; i++) {
    h = Math.imul(h ^ (key[i] as number), 0x9e3779b1);
    h ^= h >>> 15;
  }
  return h >>> 0;
}
