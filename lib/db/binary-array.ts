const POSTGRES_EPOCH_MS = Date.UTC(2000, 0, 1);
const OIDS = { int8: 20, timestamptz: 1184, uuid: 2950 } as const;
const HEADER_BYTES = 20;

/**
 * A one-dimensional array without nulls in Postgres's binary form, to be bound like any Buffer: the driver's own text form
 * of an array costs some microseconds for each element.
 */
export class BinaryArray {
  readonly bytes: Buffer;
  readonly #view: DataView;
  #at = HEADER_BYTES;

  private constructor(oid: number, elementBytes: number, length: number) {
    this.bytes = Buffer.allocUnsafe(HEADER_BYTES + length * (4 + elementBytes));
    this.#view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length);
    // Dimensions, null flag, element type, length, lower bound.
    for (const [i, value] of [1, 0, oid, length, 1].entries()) this.#view.setInt32(i * 4, value);
  }

  static int8(length: number): BinaryArray {
    return new BinaryArray(OIDS.int8, 8, length);
  }

  static timestamps(length: number): BinaryArray {
    return new BinaryArray(OIDS.timestamptz, 8, length);
  }

  static uuids(length: number): BinaryArray {
    return new BinaryArray(OIDS.uuid, 16, length);
  }

  addInt8(value: number): void {
    const high = Math.floor(value / 0x1_0000_0000);
    this.#view.setInt32(this.#at, 8);
    this.#view.setInt32(this.#at + 4, high);
    this.#view.setUint32(this.#at + 8, value - high * 0x1_0000_0000);
    this.#at += 12;
  }

  /** From milliseconds since 1970. */
  addTimestamp(ms: number): void {
    this.addInt8((ms - POSTGRES_EPOCH_MS) * 1000);
  }

  addUuidWords(words: Uint32Array, from: number): void {
    this.#view.setInt32(this.#at, 16);
    for (let i = 0; i < 4; i++) this.#view.setUint32(this.#at + 4 + i * 4, words[from + i] as number);
    this.#at += 20;
  }
}
