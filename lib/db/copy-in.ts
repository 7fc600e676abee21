import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { CopyEncoder } from './copy-encoder.ts';
import type { Connection } from './pool.ts';

const CHUNK_BYTES = 1 << 18;

/** Copies the encoder's rows into `table (columns)`. Table and columns are names of the caller's own, never input. */
export async function copyIn(
  db: Connection,
  table: string,
  columns: readonly string[],
  rows: CopyEncoder,
): Promise<void> {
  if (rows.rows === 0) return;
  const stream = db.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin (format binary)`));
  await pipeline(Readable.from(chunksOf(rows.finish())), stream);
}

function* chunksOf(buffer: Buffer): Generator<Buffer> {
  for (let start = 0; start < buffer.length; start += CHUNK_BYTES) {
    yield buffer.subarray(start, start + CHUNK_BYTES);
  }
}
