import { TrailkeepError } from '#lib/errors.ts';
import { piecesOfBytes, wholeBytes } from './object-bytes.ts';
import { boundsOf } from './read-object.ts';
import { RecordScanner } from './record-scanner.ts';
import { textOfBytes } from './records-json.ts';

/**
 * The text of one record exactly as AWS delivered it, cut out of the object's bytes and not written anew. `ordinal` is
 * its place in `Records`, from 0. Throws ObjectUnreadableError for an object that cannot be read, TrailkeepError
 * (not-found) for one without that record.
 */
export async function extractRawRecord(body: Uint8Array, ordinal: number): Promise<string> {
  const text = (await extractRawRecords(body, new Set([ordinal]))).get(ordinal);
  if (text !== undefined) return text;
  throw new TrailkeepError('not-found', `The log object holds no record ${ordinal}.`, {
    hint: 'The object is not the one that the event was read from.',
  });
}

/** The same of several records, by their ordinals; those that are not there, or too large to be kept in memory, are left out. */
export async function extractRawRecords(
  body: Uint8Array,
  ordinals: ReadonlySet<number>,
): Promise<Map<number, string>> {
  const bounds = boundsOf({});
  const whole = wholeBytes(body, bounds);
  const scanner = new RecordScanner((candidate) => ordinals.has(candidate));
  const texts = new Map<number, string>();
  if (ordinals.size === 0) return texts;
  for await (const piece of whole === null ? piecesOfBytes(body, bounds) : [whole]) {
    for (const { ordinal, bytes } of scanner.push(piece)) {
      if (bytes) texts.set(ordinal, textOfBytes(bytes).trim());
    }
    if (texts.size === ordinals.size) break;
  }
  return texts;
}
