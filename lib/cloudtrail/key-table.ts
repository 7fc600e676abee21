import { type ByteSource, sameBytes } from './byte-source.ts';
import { plainStringEnd } from './json-span.ts';

/** More are not remembered; CloudTrail has about forty. */
export const MOST_KEYS = 256;
const LONGEST = 64;
const COLON = 0x3a;

/** No key, or one too unusual to be kept here. */
export const NO_KEY = 0;

/**
 * The keys of records, each with a number and the place of its field in `names`. Records of one service hold the same keys
 * in the same order, so the key that came last time is tried first: a comparison of some words, where finding a key's end
 * and looking it up takes ten times as long.
 */
export class KeyTable {
  readonly #places: ReadonlyMap<string, number>;
  readonly #ids = new Map<string, number>();
  readonly #kept = Buffer.alloc(MOST_KEYS * LONGEST);
  readonly #view = new DataView(this.#kept.buffer, this.#kept.byteOffset);
  readonly #lengths = new Uint8Array(MOST_KEYS);
  readonly #placeOf = new Uint8Array(MOST_KEYS);
  readonly #followers = new Uint8Array(MOST_KEYS);

  constructor(names: readonly string[]) {
    this.#places = new Map(names.map((name, place) => [name, place]));
    // At once: keys that nobody asked for must not take their room.
    for (const name of names) this.#add(name, Buffer.from(`"${name}":`));
  }

  /** The key that begins at `at`, when `previous` (NO_KEY for the first) stood before it in the record. */
  keyAt(source: ByteSource, at: number, previous: number): number {
    const expected = this.#followers[previous] as number;
    if (expected !== NO_KEY && this.#isAt(expected, source, at)) return expected;
    const key = this.#find(source, at);
    this.#followers[previous] = key;
    return key;
  }

  /** Bytes from the key's first quote to behind its colon. */
  lengthOf(key: number): number {
    return this.#lengths[key] as number;
  }

  /** The place of the key's field among the names; behind them all for a field that nobody asked for. */
  placeOf(key: number): number {
    return this.#placeOf[key] as number;
  }

  #isAt(key: number, source: ByteSource, at: number): boolean {
    const length = this.#lengths[key] as number;
    if (at + length > source.bytes.length) return false;
    return sameBytes(this.#view, key * LONGEST, source.view, at, length);
  }

  #find({ bytes }: ByteSource, at: number): number {
    const end = plainStringEnd(bytes, at);
    if (end === -1 || bytes[end] !== COLON || end + 1 - at > LONGEST || end - at < 3) return NO_KEY;
    const name = bytes.toString('latin1', at + 1, end - 1);
    return this.#ids.get(name) ?? this.#add(name, bytes.subarray(at, end + 1));
  }

  #add(name: string, bytes: Uint8Array): number {
    const key = this.#ids.size + 1;
    if (key === MOST_KEYS) return NO_KEY;
    this.#ids.set(name, key);
    this.#kept.set(bytes, key * LONGEST);
    this.#lengths[key] = bytes.length;
    this.#placeOf[key] = this.#places.get(name) ?? this.#places.size;
    return key;
  }
}
