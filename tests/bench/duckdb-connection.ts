import { DuckDBInstance, type DuckDBValue, type Json } from '@duckdb/node-api';

export type Duckdb = {
  run: (sql: string) => Promise<void>;
  rows: (sql: string, values?: readonly DuckDBValue[]) => Promise<Record<string, Json>[]>;
  close: () => void;
};

/** As many threads as Trailkeep has lanes by default. */
const THREADS = 2;

/** Opens a database file; `storage` is the version of the file format for a new one. */
export async function openDuckdb(file: string, storage: string): Promise<Duckdb> {
  const instance = await DuckDBInstance.create(':memory:', { threads: String(THREADS) });
  const connection = await instance.connect();
  const path = file.replaceAll("'", "''");
  await connection.run(`attach '${path}' as bench (storage_version '${storage}')`);
  await connection.run('use bench');
  return {
    run: async (sql) => {
      await connection.run(sql);
    },
    rows: async (sql, values = []) => (await connection.runAndReadAll(sql, [...values])).getRowObjectsJson(),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
