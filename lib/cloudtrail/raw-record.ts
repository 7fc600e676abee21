import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { TrailkeepError } from '#lib/errors.ts';
import { asUnreadable, expectJson, isGzip } from './object-bytes.ts';
import { RecordScanner } from './record-scanner.ts';
import { textOfBytes } from './records-json.ts';

/**
 * The text of one record exactly as AWS delivered it, cut out of the object's bytes and not written anew. `ordinal` is its place in
 * `Records`, from 0. No part is read after the one in which the record ends. Throws ObjectUnreadableError for an object that cannot be
 * read so far, TrailkeepError (not-found) for one without that record.
 */
export async function extractRawRecord(parts: AsyncIterable<Uint8Array>, ordinal: number): Promise<string> {
  const scanner = new RecordScanner((candidate) => candidate === ordinal);
  for await (const piece of unzipped(parts))
    for (const { bytes } of scanner.push(piece)) if (bytes) return textOfBytes(bytes).trim();
  throw new TrailkeepError('not-found', `The log object holds no record ${ordinal}.`, {
    hint: 'The object is not the one that the event was read from.',
  });
}

/**
 * The beginnings of several records, by their ordinals: up to `longest` characters of each and one more where it goes on. For an object
 * that was read before, whose bytes come in parts and stand in memory nowhere as a whole. Records that are not there, or too large
 * to be kept in memory, are left out.
 */
export async function extractRawRecords(
  parts: AsyncIterable<Uint8Array>,
  ordinals: ReadonlySet<number>,
  longest: number,
): Promise<Map<number, string>> {
  const texts = new Map<number, string>();
  if (ordinals.size === 0) return texts;
  const scanner = new RecordScanner((candidate) => ordinals.has(candidate));
  for await (const piece of unzipped(parts)) {
    for (const { ordinal, bytes } of scanner.push(piece)) {
      if (bytes) texts.set(ordinal, beginningOf(textOfBytes(bytes).trim(), longest + 1));
    }
    if (texts.size === ordinals.size) break;
  }
  return texts;
}

// A part of a text holds on to all of it until it is copied.
function beginningOf(text: string, length: number): string {
  return text.length <= length ? text : Buffer.from(text.slice(0, length)).toString();
}

async function* unzipped(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reading = parts[Symbol.asyncIterator]();
  const { value: first = new Uint8Array() } = await reading.next();
  const all = startingWith(first, reading);
  if (!isGzip(first)) {
    expectJson(first);
    return yield* all;
  }
  const gunzip = createGunzip();
  const ended = pipeline(Readable.from(all), gunzip).catch(() => undefined);
  try {
    for await (const piece of gunzip) if (piece instanceof Uint8Array) yield piece;
  } catch (error) {
    throw asUnreadable(error);
  } finally {
    // A part that was asked for ahead is waited for: whoever stops here may ask the same connection next.
    gunzip.destroy();
    await ended;
  }
}

async function* startingWith<Part>(first: Part, others: AsyncIterator<Part>): AsyncGenerator<Part> {
  yield first;
  for (let next = await others.next(); !next.done; next = await others.next()) yield next.value;
}
