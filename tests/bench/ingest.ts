import { join } from 'node:path';
import { z } from 'zod';
import { BUCKET, type Dataset } from './dataset.ts';
import type { DuckdbVariant } from './duckdb-table.ts';
import { median, runChild } from './measure.ts';
import { S3_REGION, startS3Process } from './s3-process.ts';
import {
  type BenchDatabase,
  type BenchSource,
  createBenchDatabase,
  databaseBytes,
  tableBytes,
} from './trailkeep-database.ts';

/** One ingestion of one system. Per event means per different event, also where duplicates came with them. */
export type IngestFigures = {
  seconds: number;
  eventsPerSecond: number;
  /** Client and server together; null where the system does not say what Postgres used. */
  cpuMicrosPerEvent: number | null;
  cpuOfWorkerMicrosPerEvent: number;
  /** Of the process that reads the objects: Trailkeep's worker, or DuckDB's process. */
  peakBytes: number;
  bytesPerEvent: number;
};

const figures = z.object({ seconds: z.number(), cpuSeconds: z.number(), peakBytes: z.number() });
const collected = figures.extend({ result: z.object({ records: z.number(), events: z.number() }) });
const loaded = figures.extend({ result: z.object({ records: z.number(), bytes: z.number() }) });

/** Collects the data set into a new database, which the caller must stop. Throws unless every event has arrived. */
export async function ingestTrailkeep(
  dataset: Dataset,
  source: BenchSource,
  env: Record<string, string> = {},
): Promise<{ figures: IngestFigures; tables: Record<string, number>; database: BenchDatabase }> {
  const database = await createBenchDatabase(join(dataset.home, `data-${source.kind}`), source);
  const before = database.cpuSeconds();
  const settings = {
    ...env,
    TRAILKEEP_DATA_DIR: database.dataDirectory,
    DATABASE_URL: '',
    LOG_LEVEL: 'warn',
  };
  const worker = collected.parse(
    await runChild('trailkeep-collect.ts', [String(database.sourceId)], settings),
  );
  const after = database.cpuSeconds();
  const { events, records } = worker.result;
  if (events !== dataset.events || records !== dataset.records)
    throw new Error(`Trailkeep stored ${events} of ${dataset.events} events (${records} records)`);
  const serverSeconds = before === null || after === null ? null : after - before;
  const tables = (await tableBytes(database.owner)).filter(({ bytes }) => bytes / events >= 0.5);
  return {
    database,
    tables: Object.fromEntries(tables.map(({ table, bytes }) => [table, bytes / events])),
    figures: {
      seconds: worker.seconds,
      eventsPerSecond: events / worker.seconds,
      cpuMicrosPerEvent: serverSeconds === null ? null : (worker.cpuSeconds + serverSeconds) * (1e6 / events),
      cpuOfWorkerMicrosPerEvent: worker.cpuSeconds * (1e6 / events),
      peakBytes: worker.peakBytes,
      bytesPerEvent: ((await databaseBytes(database.owner)) - database.emptyBytes) / events,
    },
  };
}

/** Collects the data set from the local S3, which runs in a process of its own. */
export async function ingestFromS3(dataset: Dataset): Promise<IngestFigures> {
  const server = await startS3Process(dataset.s3Root);
  try {
    const source: BenchSource = { kind: 's3', bucket: BUCKET, region: S3_REGION, endpoint: server.endpoint };
    const { figures, database } = await ingestTrailkeep(dataset, source, {
      AWS_ACCESS_KEY_ID: server.accessKeyId,
      AWS_SECRET_ACCESS_KEY: server.secretAccessKey,
    });
    await database.stop();
    return figures;
  } finally {
    await server.stop();
  }
}

export function duckdbFile(dataset: Dataset, variant: DuckdbVariant): string {
  return join(dataset.home, `duckdb-${variant}.db`);
}

export async function ingestDuckdb(dataset: Dataset, variant: DuckdbVariant): Promise<IngestFigures> {
  const args = [dataset.directory, duckdbFile(dataset, variant), variant];
  const load = loaded.parse(await runChild('duckdb-load.ts', args));
  const expected = variant === 'once' ? dataset.events : dataset.records;
  if (load.result.records !== expected)
    throw new Error(`DuckDB stored ${load.result.records} of ${expected} records`);
  const cpuMicrosPerEvent = load.cpuSeconds * (1e6 / dataset.events);
  return {
    seconds: load.seconds,
    eventsPerSecond: dataset.events / load.seconds,
    cpuMicrosPerEvent,
    cpuOfWorkerMicrosPerEvent: cpuMicrosPerEvent,
    peakBytes: load.peakBytes,
    bytesPerEvent: load.result.bytes / dataset.events,
  };
}

/** Each figure's median over several runs; of the peak the highest. */
export function medianFigures(runs: readonly IngestFigures[]): IngestFigures {
  const of = (value: (run: IngestFigures) => number) => median(runs.map(value));
  const known = runs.every((run) => run.cpuMicrosPerEvent !== null);
  return {
    seconds: of((run) => run.seconds),
    eventsPerSecond: of((run) => run.eventsPerSecond),
    cpuMicrosPerEvent: known ? of((run) => run.cpuMicrosPerEvent ?? 0) : null,
    cpuOfWorkerMicrosPerEvent: of((run) => run.cpuOfWorkerMicrosPerEvent),
    peakBytes: Math.max(...runs.map((run) => run.peakBytes)),
    bytesPerEvent: of((run) => run.bytesPerEvent),
  };
}
