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
  const bounds = boundsOf({});
  const whole = wholeBytes(body, bounds);
  const scanner = new RecordScanner((candidate) => candidate === ordinal);
  for await (const piece of whole === null ? piecesOfBytes(body, bounds) : [whole]) {
    const found = scanner.push(piece)[0];
    if (found?.bytes) return textOfBytes(found.bytes).trim();
  }
  throw new TrailkeepError('not-found', `The log object holds no record ${ordinal}.`, {
    hint: 'The object is not the one that the event was read from.',
  });
}
