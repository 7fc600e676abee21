const HEX4 = Array.from({ length: 65536 }, (_, i) => i.toString(16).padStart(4, '0'));
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * A seeded generator (sfc32), so that the same seed writes the same bytes on every machine. Not for secrets.
 * `label` gives independent streams of one seed: drawing more from one leaves the others as they are.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number, label = '') {
    let hash = 2166136261;
    for (const letter of `${seed}/${label}`) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619);
    this.#a = hash | 0;
    this.#b = (hash ^ 0x9e3779b9) | 0;
    this.#c = Math.imul(hash, 0x85ebca6b) | 0;
    for (let i = 0; i < 15; i += 1) this.u32();
  }

  u32(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** In [0, 1). */
  next(): number {
    return this.u32() / 4294967296;
  }

  /** A whole number in [from, to], both included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.next() * from.length)];
    if (picked === undefined) throw new RangeError('pick from an empty list');
    return picked;
  }

  /** An index of `cumulative` (growing sums of weights), each as likely as its weight. */
  weighted(cumulative: readonly number[]): number {
    const at = this.next() * (cumulative.at(-1) ?? 0);
    let index = 0;
    while (index < cumulative.length - 1 && (cumulative[index] ?? 0) <= at) index += 1;
    return index;
  }

  /** 17 hexadecimal digits with a leading 0, as in `i-0…`. */
  hex17(): string {
    const a = this.u32();
    const b = this.u32();
    return `0${HEX4[a >>> 16]}${HEX4[a & 65535]}${HEX4[b >>> 16]}${HEX4[b & 65535]}`;
  }

  uuid(): string {
    const a = this.u32();
    const b = this.u32();
    const c = this.u32();
    const d = this.u32();
    const version = HEX4[(b & 0x0fff) | 0x4000];
    const variant = HEX4[((c >>> 16) & 0x3fff) | 0x8000];
    return `${HEX4[a >>> 16]}${HEX4[a & 65535]}-${HEX4[b >>> 16]}-${version}-${variant}-${HEX4[c & 65535]}${HEX4[d >>> 16]}${HEX4[d & 65535]}`;
  }

  base32(length: number): string {
    return this.#letters(BASE32, length);
  }

  alphanumeric(length: number): string {
    return this.#letters(ALPHANUMERIC, length);
  }

  #letters(alphabet: string, length: number): string {
    let text = '';
    for (let i = 0; i < length; i += 1) text += alphabet[Math.floor(this.next() * alphabet.length)];
    return text;
  }
}
