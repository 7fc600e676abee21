import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { roleUrl } from '#lib/db/connection.ts';
import { startEmbedded, stopEmbedded } from '#lib/db/embedded.ts';
import { ensureSecretKey, locateEmbedded } from '#lib/db/embedded-files.ts';
import { migrate } from '#lib/db/migrate.ts';
import { createPool, type Pool } from '#lib/db/pool.ts';
import { treeCpuSeconds } from './measure.ts';

/** An embedded Postgres as `npm start` sets one up, with nothing in it but the schema and one source. */
export type BenchDatabase = {
  dataDirectory: string;
  owner: Pool;
  sourceId: number;
  /** Size of the database before anything was collected. */
  emptyBytes: number;
  webUrl: string;
  /** CPU seconds of all of the server's processes so far; null where the system does not say. */
  cpuSeconds: () => number | null;
  stop: () => Promise<void>;
};

export type BenchSource =
  | { kind: 'directory'; directory: string }
  | { kind: 's3'; bucket: string; region: string; endpoint: string };

/** All days, however long ago: the data set's end is fixed. */
const COLLECT_DAYS = 3650;

export async function createBenchDatabase(
  dataDirectory: string,
  source: BenchSource,
): Promise<BenchDatabase> {
  if (existsSync(dataDirectory)) await stopEmbedded(dataDirectory);
  rmSync(dataDirectory, { recursive: true, force: true });
  const key = await ensureSecretKey(dataDirectory);
  const { url } = await startEmbedded(dataDirectory);
  await migrate(url, key);
  const owner = createPool(url, 2);
  const sourceId = await addSource(owner, source);
  const emptyBytes = await databaseBytes(owner);
  const { cluster } = await locateEmbedded(dataDirectory);
  const postmaster = Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
  return {
    dataDirectory,
    owner,
    sourceId,
    emptyBytes,
    webUrl: roleUrl(url, 'web', key),
    cpuSeconds: () => treeCpuSeconds(postmaster),
    stop: async () => {
      await owner.end();
      await stopEmbedded(dataDirectory);
    },
  };
}

export async function databaseBytes(owner: Pool): Promise<number> {
  const { rows } = await owner.query<{ bytes: string }>(
    'select pg_database_size(current_database()) as bytes',
  );
  return Number(rows[0]?.bytes);
}

/** Bytes of each table with its indexes, partitions added up, largest first. */
export async function tableBytes(owner: Pool): Promise<{ table: string; bytes: number }[]> {
  const { rows } = await owner.query<{ table: string; bytes: string }>(
    `select regexp_replace(relname, '_\\d{8}$', '') as table, sum(pg_total_relation_size(oid)) as bytes
     from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
     group by 1 order by 2 desc`,
  );
  return rows.map((row) => ({ table: row.table, bytes: Number(row.bytes) }));
}

async function addSource(owner: Pool, source: BenchSource): Promise<number> {
  const s3 = source.kind === 's3' ? source : null;
  const { rows } = await owner.query<{ id: number }>(
    `with made as (insert into view (slug, name) values ('bench', 'Bench') returning id)
     insert into source (view_id, kind, directory, bucket, region, endpoint, collect_days)
     select id, $1, $2, $3, $4, $5, $6 from made returning id`,
    [
      source.kind,
      source.kind === 'directory' ? source.directory : null,
      s3?.bucket ?? null,
      s3?.region ?? null,
      s3?.endpoint ?? null,
      COLLECT_DAYS,
    ],
  );
  return rows[0]?.id ?? 0;
}
