// `npm run bench`: Trailkeep beside DuckDB, in one run on the same log objects.
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { compareQuestions } from './compare.ts';
import { compareExport } from './compare-export.ts';
import { prepareDataset } from './dataset.ts';
import {
  duckdbFile,
  type IngestFigures,
  ingestDuckdb,
  ingestFromS3,
  ingestTrailkeep,
  medianFigures,
} from './ingest.ts';
import { type BenchReport, formatReport } from './report.ts';
import type { BenchDatabase } from './trailkeep-database.ts';

const HELP = `npm run bench -- [options]

Makes log objects of a sample organisation, takes them in with Trailkeep (directory and local S3) and with DuckDB, one
after the other, and asks both the questions of the reports. Data stands under .bench/ and is made once.

  --events N      different events, 1000000 by default
  --s3-events N   events taken from the local S3, 200000 by default; 0 leaves it out
  --rounds N      how often each takes the files in, 2 by default; the medians are shown
  --seed N        another seed makes other events, 1 by default
  --json          one JSON object on stdout
  --help          this text
`;

type Options = { events: number; s3Events: number; rounds: number; seed: number; json: boolean };

function readOptions(): Options | null {
  const number = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    options: { events: number, 's3-events': number, rounds: number, seed: number, json: flag, help: flag },
  });
  if (values.help) return null;
  const whole = (name: string, text: string | undefined, fallback: number, least: number) => {
    const value = text === undefined ? fallback : Number(text);
    if (!Number.isSafeInteger(value) || value < least)
      throw new Error(`--${name}: ${text} is no such number`);
    return value;
  };
  return {
    events: whole('events', values.events, 1_000_000, 1_000),
    s3Events: whole('s3-events', values['s3-events'], 200_000, 0),
    rounds: whole('rounds', values.rounds, 2, 1),
    seed: whole('seed', values.seed, 1, 0),
    json: values.json,
  };
}

async function bench({ events, s3Events, rounds, seed }: Options): Promise<BenchReport> {
  const startedAt = performance.now();
  const machine = { cores: availableParallelism(), load: loadavg()[0] ?? 0 };
  const dataset = prepareDataset({ root: '.bench', events, seed }, say);
  const trailkeep: IngestFigures[] = [];
  const duckdb: IngestFigures[] = [];
  const duckdbDefaults: IngestFigures[] = [];
  const duckdbOnce: IngestFigures[] = [];
  let tables: Record<string, number> = {};
  let database: BenchDatabase | undefined;
  try {
    for (let round = 1; round <= rounds; round++) {
      await database?.stop();
      say(`round ${round} of ${rounds}: Trailkeep takes ${dataset.objects} objects from a directory`);
      const taken = await ingestTrailkeep(dataset, { kind: 'directory', directory: dataset.directory });
      ({ database, tables } = taken);
      trailkeep.push(taken.figures);
      say(
        `round ${round} of ${rounds}: DuckDB takes the same files, as it comes, each event once, and tuned`,
      );
      duckdbDefaults.push(await ingestDuckdb(dataset, 'defaults'));
      duckdbOnce.push(await ingestDuckdb(dataset, 'once'));
      duckdb.push(await ingestDuckdb(dataset, 'tuned'));
    }
    say('DuckDB without the raw records');
    const withoutRaw = await ingestDuckdb(dataset, 'without-raw');
    if (!database) throw new Error('nothing was taken in');
    const questions = await compareQuestions(database, duckdbFile(dataset, 'tuned'), (name) =>
      say(`question: ${name}`),
    );
    say('export');
    questions.push(await compareExport(database, duckdbFile(dataset, 'tuned')));
    const { objects, records, gzipBytes } = dataset;
    return {
      dataset: { seed, events, objects, records, gzipBytes },
      machine,
      ingest: {
        trailkeep: medianFigures(trailkeep),
        duckdb: medianFigures(duckdb),
        duckdbDefaults: medianFigures(duckdbDefaults),
        duckdbOnce: medianFigures(duckdbOnce),
        duckdbWithoutRaw: withoutRaw,
        s3: s3Events > 0 ? await benchS3(s3Events, seed) : null,
        bytesPerEventByTable: tables,
        rounds: { trailkeep, duckdb, duckdbDefaults, duckdbOnce },
      },
      questions,
      seconds: (performance.now() - startedAt) / 1000,
    };
  } finally {
    await database?.stop();
  }
}

async function benchS3(events: number, seed: number): Promise<IngestFigures & { events: number }> {
  const dataset = prepareDataset({ root: '.bench', events, seed }, say);
  say(`Trailkeep takes ${dataset.objects} objects from the local S3`);
  return { events, ...(await ingestFromS3(dataset)) };
}

function say(line: string): void {
  process.stderr.write(`bench: ${line}\n`);
}

try {
  const options = readOptions();
  if (!options) process.stdout.write(HELP);
  else {
    const report = await bench(options);
    process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : formatReport(report));
  }
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
