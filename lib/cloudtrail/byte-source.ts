/** An object's bytes with what reads them fastest: single ones by index, words through a view, text through Buffer. */
export class ByteSource {
  readonly bytes: Buffer;
  readonly view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  has(expected: Uint8Array, at: number): boolean {
    return this.bytes.subarray(at, at + expected.length).equals(expected);
  }

  /** The JSON value in `[from, to)`. Throws SyntaxError. */
  parse(from: number, to: number): unknown {
    return JSON.parse(this.bytes.toString('utf8', from, to));
  }
}

/** Whether `length` bytes, four at least, are the same in both. */
export function sameBytes(a: DataView, atA: number, b: DataView, atB: number, length: number): boolean {
  const last = length - 4;
  for (let i = 0; i < last; i += 4) if (a.getInt32(atA + i, true) !== b.getInt32(atB + i, true)) return false;
  // The last word may overlap the one before.
  return a.getInt32(atA + last, true) === b.getInt32(atB + last, true);
}

/** A hash of 32 bits over the bytes `[from, to)`, four at least. */
export function hashBytes(view: DataView, from: number, to: number): number {
  const last = to - 4;
  let hash = to - from;
  for (let at = from; at < last; at += 4) hash = mix(hash, view.getInt32(at, true));
  return mix(hash, view.getInt32(last, true));
}

function mix(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}
