import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPool } from '#lib/db/pool.ts';

/** Runs a statement on a portal's embedded database as its owner: for what no command or page does, such as letting time pass. */
export async function onDatabase(
  { dataDirectory }: { dataDirectory: string },
  statement: string,
): Promise<void> {
  const pool = createPool((await readFile(join(dataDirectory, 'database-url'), 'utf8')).trim(), 1);
  try {
    await pool.query(statement);
  } finally {
    await pool.end();
  }
}
