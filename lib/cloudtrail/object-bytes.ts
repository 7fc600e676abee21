import { createGunzip, gunzipSync } from 'node:zlib';
import { OPEN_OBJECT } from './json-bytes.ts';
import { ObjectUnreadableError } from './object-unreadable.ts';

export type ReadBounds = {
  /** Objects that are larger than this after decompression are refused, and read no further. */
  maxDecompressedBytes: number;
  /** Larger objects are read piece by piece. */
  streamAboveBytes: number;
};

const MIB = 1024 * 1024;
export const DEFAULT_BOUNDS: ReadBounds = { maxDecompressedBytes: 512 * MIB, streamAboveBytes: 16 * MIB };

const PIECE_BYTES = 256 * 1024;
/** Deflate does no better: a trailer that claims more is damaged, and no reason to reserve memory. */
const MAX_RATIO = 1032;

/** All of a small object's JSON, or null where it is larger than `streamAboveBytes`. Throws ObjectUnreadableError. */
export function wholeBytes(body: Uint8Array, bounds: ReadBounds): Uint8Array | null {
  const limit = Math.min(bounds.streamAboveBytes, bounds.maxDecompressedBytes);
  if (!isGzip(body)) return plainJson(body, bounds).length > limit ? null : body;
  const expected = sizeInTrailer(body);
  if (limit < 1 || expected > limit) return null;
  try {
    // One chunk of the right size: zlib neither grows nor joins buffers, a third of the time of a usual object.
    const chunkSize = Math.max(64, expected + 1);
    return allConsumed(gunzipSync(body, { chunkSize, maxOutputLength: limit, info: true }), body.length);
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') return null;
    throw asUnreadable(error);
  }
}

/** The object's JSON piece by piece, at most `maxDecompressedBytes` of it. Throws ObjectUnreadableError. */
export async function* piecesOfBytes(body: Uint8Array, bounds: ReadBounds): AsyncGenerator<Uint8Array> {
  if (!isGzip(body)) {
    plainJson(body, bounds);
    for (let at = 0; at < body.length; at += PIECE_BYTES) yield body.subarray(at, at + PIECE_BYTES);
    return;
  }
  const gunzip = createGunzip({ chunkSize: PIECE_BYTES });
  let bytes = 0;
  try {
    gunzip.end(body);
    for await (const piece of gunzip) {
      if (!(piece instanceof Uint8Array)) continue;
      bytes += piece.length;
      if (bytes > bounds.maxDecompressedBytes) throw tooLarge(bounds);
      yield piece;
    }
    if (gunzip.bytesWritten < body.length) throw trailingBytes();
  } catch (error) {
    throw asUnreadable(error);
  } finally {
    gunzip.destroy();
  }
}

/** Whether an object's bytes, of which these are the first, are compressed. */
export function isGzip(body: Uint8Array): boolean {
  return body[0] === 0x1f && body[1] === 0x8b;
}

/** S3 gateways and HTTP clients may have decompressed already: JSON is taken as it is. */
function plainJson(body: Uint8Array, bounds: ReadBounds): Uint8Array {
  if (body.length > bounds.maxDecompressedBytes) throw tooLarge(bounds);
  expectJson(body);
  return body;
}

/** Throws ObjectUnreadableError for bytes, of which these are the first, that are no JSON object. */
export function expectJson(body: Uint8Array): void {
  if (body.length === 0) throw new ObjectUnreadableError('it is empty');
  let at = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0;
  while (at < body.length && isSpace(body[at])) at++;
  if (body[at] !== OPEN_OBJECT) throw new ObjectUnreadableError('it is neither gzip nor JSON');
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

export function isBlankText(bytes: Uint8Array): boolean {
  return bytes.every(isSpace);
}

/** A hint only: the size of the last member, modulo 4 GiB. */
function sizeInTrailer(body: Uint8Array): number {
  if (body.length < 18) return 0;
  const size = new DataView(body.buffer, body.byteOffset + body.length - 4, 4).getUint32(0, true);
  return Math.min(size, body.length * MAX_RATIO);
}

/** zlib passes over zero bytes after the last member. AWS's own validation calls such a file invalid. */
function allConsumed(result: unknown, bodyBytes: number): Uint8Array {
  const { buffer, engine } = inflated(result);
  if (engine.bytesWritten < bodyBytes) throw trailingBytes();
  return buffer;
}

/** `info: true` makes zlib return this in place of the bytes; its types do not say so. */
function inflated(result: unknown): { buffer: Uint8Array; engine: { bytesWritten: number } } {
  if (typeof result === 'object' && result !== null && 'buffer' in result && 'engine' in result) {
    const { buffer, engine } = result;
    if (
      buffer instanceof Uint8Array &&
      typeof engine === 'object' &&
      engine !== null &&
      'bytesWritten' in engine
    ) {
      return { buffer, engine: { bytesWritten: Number(engine.bytesWritten) } };
    }
  }
  throw new TypeError('zlib did not report how much it read');
}

/** What zlib threw, in words. */
export function asUnreadable(error: unknown): ObjectUnreadableError {
  if (error instanceof ObjectUnreadableError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  switch (codeOf(error)) {
    case 'Z_BUF_ERROR':
      return new ObjectUnreadableError('the gzip data ends too early', error);
    case 'Z_DATA_ERROR':
      // The magic bytes were right, so a wrong header is that of something after the first member.
      return detail === 'incorrect header check'
        ? trailingBytes()
        : new ObjectUnreadableError(`the gzip data is damaged (${detail})`, error);
    default:
      return new ObjectUnreadableError(`it could not be decompressed (${detail})`, error);
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function trailingBytes(): ObjectUnreadableError {
  return new ObjectUnreadableError('there are other bytes after the gzip data');
}

function tooLarge({ maxDecompressedBytes }: ReadBounds): ObjectUnreadableError {
  const size =
    maxDecompressedBytes >= MIB
      ? `${Math.floor(maxDecompressedBytes / MIB)} MiB`
      : `${maxDecompressedBytes} bytes`;
  return new ObjectUnreadableError(`it is larger than ${size} after decompression`);
}
