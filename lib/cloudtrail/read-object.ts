import { DEFAULT_BOUNDS, piecesOfBytes, type ReadBounds, wholeBytes } from './object-bytes.ts';
import type { RecordReader } from './record-reader.ts';
import { RecordScanner, type ScannedRecord } from './record-scanner.ts';
import { recordsOf, textOfBytes } from './records-json.ts';

export { ObjectUnreadableError } from './object-unreadable.ts';

/** `ordinal` counts the elements of `Records` from 0; `unreadable` says why that one is no JSON. */
export type ReadRecord = { ordinal: number; record: unknown } | { ordinal: number; unreadable: string };

export type ReadOptions = Partial<ReadBounds> & {
  /** Reads faster, and gives of the records only what `normalise` looks at. */
  reader?: RecordReader;
  /**
   * Gives memory back as soon as the next array is asked for, without waiting for the collector, which these bytes alone would
   * start again and again. Nobody may ask the reader for a record's text after that.
   */
  freesAtOnce?: boolean;
};

/** Small batches mostly die young: with 2,000 records the collector let memory grow to twice as much, and was no faster. */
const BATCH_RECORDS = 250;
const BATCH_BYTES = 1024 * 1024;

/**
 * The records of a log object, from its bytes as S3 holds them (gzip, or JSON where something decompressed it). An
 * object up to `streamAboveBytes` (16 MiB) gives one array; a larger one is read in pieces and gives arrays of at most
 * 250 records, with some tens of MiB of memory however large it is. An empty object gives none.
 *
 * Throws ObjectUnreadableError where the object as a whole cannot be read, in the worst case after records were given:
 * what came before must then not be kept.
 */
export async function* readObject(body: Uint8Array, options: ReadOptions = {}): AsyncGenerator<ReadRecord[]> {
  const bounds = boundsOf(options);
  const whole = wholeBytes(body, bounds);
  const records = whole === null ? null : parseWhole(whole, options.reader);
  if (records === null)
    yield* scanPieces(whole === null ? piecesOfBytes(body, bounds) : [whole], options.reader);
  else if (records.length > 0) yield records;
  if (options.freesAtOnce && whole !== null && whole !== body) free(whole);
}

/** What zlib gave for this object alone, with one byte to spare; small ones stand in memory that others share. */
function free({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength <= byteLength + 1) buffer.transfer(0);
}

export function boundsOf(options: ReadOptions): ReadBounds {
  return {
    maxDecompressedBytes: options.maxDecompressedBytes ?? DEFAULT_BOUNDS.maxDecompressedBytes,
    streamAboveBytes: options.streamAboveBytes ?? DEFAULT_BOUNDS.streamAboveBytes,
  };
}

/** Null where the text is not JSON: then the scanner finds which of its records still are. */
function parseWhole(whole: Uint8Array, reader: RecordReader | undefined): ReadRecord[] | null {
  const read = reader?.read(whole);
  if (read) return numbered(read);
  let parsed: unknown;
  try {
    parsed = JSON.parse(textOfBytes(whole));
  } catch {
    return null;
  }
  return numbered(recordsOf(parsed));
}

function numbered(records: readonly unknown[]): ReadRecord[] {
  return records.map((record, ordinal) => ({ ordinal, record }));
}

async function* scanPieces(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  reader: RecordReader | undefined,
): AsyncGenerator<ReadRecord[]> {
  const scanner = new RecordScanner();
  let batch: ReadRecord[] = [];
  let batchBytes = 0;
  for await (const piece of pieces) {
    for (const scanned of scanner.push(piece)) {
      batch.push(parseRecord(scanned, reader));
      batchBytes += scanned.bytes?.length ?? 0;
      if (batch.length < BATCH_RECORDS && batchBytes < BATCH_BYTES) continue;
      yield batch;
      batch = [];
      batchBytes = 0;
    }
  }
  scanner.end();
  if (batch.length > 0) yield batch;
}

function parseRecord({ ordinal, bytes }: ScannedRecord, reader: RecordReader | undefined): ReadRecord {
  if (bytes === null) return { ordinal, unreadable: 'the record is larger than 16 MiB' };
  try {
    return { ordinal, record: reader ? reader.readOne(bytes) : JSON.parse(textOfBytes(bytes)) };
  } catch {
    return { ordinal, unreadable: 'the record is not JSON' };
  }
}
