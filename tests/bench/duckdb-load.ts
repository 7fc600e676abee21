// One load of DuckDB in a process of its own: `duckdb-load.ts <directory> <database file> <variant>`.
import { rmSync, statSync } from 'node:fs';
import { openDuckdb } from './duckdb-connection.ts';
import { type DuckdbVariant, loadStatements } from './duckdb-table.ts';
import { measureWork } from './measure.ts';

const [directory = '', file = '', variant = 'tuned'] = process.argv.slice(2);
for (const old of [file, `${file}.wal`]) rmSync(old, { force: true });
const duckdb = await openDuckdb(file, variant === 'tuned' ? 'latest' : 'v0.10.2');
// The order of rows is of no use here, and keeping it costs memory and time.
await duckdb.run('set preserve_insertion_order = false');
const measured = await measureWork(async () => {
  for (const statement of loadStatements(directory, variant as DuckdbVariant)) await duckdb.run(statement);
  await duckdb.run('checkpoint');
  const [row] = await duckdb.rows('select count(*)::int as records from event');
  return { records: Number(row?.records), bytes: 0 };
});
duckdb.close();
measured.result.bytes = statSync(file).size;
process.stdout.write(JSON.stringify(measured));
