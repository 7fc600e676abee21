import type { QuestionFigures } from './compare.ts';
import type { Manifest } from './dataset.ts';
import type { IngestFigures } from './ingest.ts';

export type BenchReport = {
  dataset: Omit<Manifest, 'fingerprint'>;
  /** `load`: the average of one minute before the run; from one on for each core the times mean little. */
  machine: { cores: number; load: number };
  ingest: {
    /** Medians of the rounds. */
    trailkeep: IngestFigures;
    duckdb: IngestFigures;
    duckdbDefaults: IngestFigures;
    /** With a primary key: what two trails deliver is stored once. */
    duckdbOnce: IngestFigures;
    /** Measured once: what the records' text costs DuckDB. */
    duckdbWithoutRaw: IngestFigures;
    s3: (IngestFigures & { events: number }) | null;
    bytesPerEventByTable: Record<string, number>;
    rounds: Record<'trailkeep' | 'duckdb' | 'duckdbDefaults' | 'duckdbOnce', IngestFigures[]>;
  };
  questions: QuestionFigures[];
  seconds: number;
};

/** The report as text: what was measured, in tables as wide as a terminal. */
export function formatReport(report: BenchReport): string {
  return `${[dataset(report), ingest(report), questions(report), notes(report)].join('\n\n')}\n`;
}

function dataset({ dataset: { events, records, objects, gzipBytes }, machine }: BenchReport): string {
  return [
    `${count(events)} events in ${count(objects)} objects (${count(records)} records, ${megabytes(gzipBytes)} of gzip)`,
    `${machine.cores} cores, load ${machine.load.toFixed(1)} before the run`,
  ].join('\n');
}

function ingest({
  ingest: { trailkeep, duckdb, duckdbDefaults, duckdbOnce, duckdbWithoutRaw, s3 },
}: BenchReport): string {
  const row = (name: string, figures: IngestFigures) => [
    name,
    count(Math.round(figures.eventsPerSecond)),
    figures.seconds.toFixed(1),
    figures.cpuMicrosPerEvent?.toFixed(1) ?? '–',
    megabytes(figures.peakBytes),
    figures.bytesPerEvent.toFixed(0),
  ];
  return table([
    ['Taking the files in', 'events/s', 's', 'CPU µs/event', 'peak memory', 'bytes/event'],
    row('Trailkeep, directory', trailkeep),
    row('DuckDB as it comes, raw kept', duckdbDefaults),
    ratios(trailkeep, duckdbDefaults),
    row('DuckDB, each event once, raw kept', duckdbOnce),
    ratios(trailkeep, duckdbOnce),
    row('DuckDB tuned (zstd), raw kept', duckdb),
    ratios(trailkeep, duckdb),
    row('DuckDB, raw thrown away', duckdbWithoutRaw),
    ...(s3 ? [row(`Trailkeep, local S3 (${count(s3.events)})`, s3)] : []),
  ]);
}

function ratios(own: IngestFigures, other: IngestFigures): string[] {
  return [
    '  Trailkeep : DuckDB',
    ratio(own.eventsPerSecond, other.eventsPerSecond),
    ratio(own.seconds, other.seconds),
    ratio(own.cpuMicrosPerEvent, other.cpuMicrosPerEvent),
    ratio(own.peakBytes, other.peakBytes),
    ratio(own.bytesPerEvent, other.bytesPerEvent),
  ];
}

function questions({ questions: asked }: BenchReport): string {
  return table([
    ['Questions, median ms', 'Trailkeep', 'DuckDB', 'ratio', 'same answer'],
    ...asked.map(({ name, trailkeepMs, duckdbMs, difference }) => [
      name,
      trailkeepMs?.toFixed(1) ?? '–',
      duckdbMs.toFixed(1),
      ratio(trailkeepMs, duckdbMs),
      difference ?? 'yes',
    ]),
  ]);
}

function notes({ ingest: { bytesPerEventByTable, trailkeep, s3 }, seconds }: BenchReport): string {
  const tables = Object.entries(bytesPerEventByTable).map(([name, bytes]) => `${name} ${bytes.toFixed(0)}`);
  return [
    `Bytes per event by table: ${tables.join(', ')}.`,
    `CPU of Trailkeep is that of the worker (${trailkeep.cpuOfWorkerMicrosPerEvent.toFixed(1)} µs) and of Postgres together${
      s3 ? `; from S3 the worker’s is ${s3.cpuOfWorkerMicrosPerEvent.toFixed(1)} µs` : ''
    }. Peak memory is that of the process that reads the objects.`,
    'Trailkeep leaves duplicates out and sums up by hour and day while it takes files in; DuckDB does the first where it says',
    '“each event once”, never the second. Resources are those of resources[] in DuckDB; Trailkeep also finds those that',
    'requests and responses name.',
    `All of it took ${seconds.toFixed(0)} s.`,
  ].join('\n');
}

function table(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (column === row.length - 1 ? 0 : (row[column]?.length ?? 0)))),
  );
  return rows
    .map((row) =>
      row.map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      ),
    )
    .map((cells) => cells.join('  ').trimEnd())
    .join('\n');
}

function ratio(own: number | null, other: number | null): string {
  return own === null || other === null ? '–' : `${(own / other).toFixed(2)}×`;
}

function count(value: number): string {
  return value.toLocaleString('en');
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
