import type { Command } from 'commander';
import { createRolePool, type Pool } from '#lib/db/pool.ts';
import { env } from '#lib/env.ts';
import { errorMessage, TrailkeepError } from '#lib/errors.ts';
import { noTotals } from '#lib/ingest/batch.ts';
import { type CollectTotals, collectSource } from '#lib/ingest/collect-source.ts';
import { createIngestContext } from '#lib/ingest/context.ts';
import { locateAddresses } from '#lib/ingest/locate-addresses.ts';
import { getSource } from '#lib/sources/queries/get-source.ts';
import { prepareDatabase } from '../prepare-database.ts';
import { startLanes } from '../start-lanes.ts';
import { answer, type CommonOptions } from './context.ts';

type Options = CommonOptions & { source?: string };

/** `faults`: the sources that could not be collected to the end, and why. What was taken before is kept. */
type Collected = CollectTotals & { seconds: number; faults: { source: number; reason: string }[] };

export function addCollectCommand(program: Command): void {
  program
    .command('collect')
    .description('list the log sources, take all that is there now, then end')
    .option('--source <id>', 'only this source')
    .option('--json', 'one JSON object on stdout')
    .action(async (options: Options) => {
      const totals = await collectAll(options);
      answer(options, totals, [
        `${totals.objects} objects: ${totals.ingested} taken, ${totals.failed} failed, ${totals.quarantined} quarantined; ${totals.ignored} other objects ignored.`,
        `${totals.records} records: ${totals.events} new events, ${totals.duplicates} duplicates, ${totals.quarantinedRecords} quarantined. ${totals.seconds} s.`,
      ]);
    });
}

async function collectAll(options: Options): Promise<Collected> {
  const startedAt = performance.now();
  const database = await prepareDatabase();
  const lanes = env().TRAILKEEP_WORKERS;
  const pool = createRolePool('worker', lanes + 8);
  const threads = startLanes(lanes);
  const totals: CollectTotals = { ...noTotals(), ignored: 0 };
  const faults: Collected['faults'] = [];
  try {
    const context = createIngestContext(pool);
    for (const id of await sourceIds(pool, options.source)) {
      const source = await getSource(pool, id);
      try {
        if (source.pausedAt) throw new TrailkeepError('conflict', 'It is paused. Resume it first.');
        const onBatch = progress(options, id);
        const taken = await collectSource(context, source, {
          lanes,
          threads,
          discover: true,
          full: true,
          onBatch,
        });
        for (const name of Object.keys(taken) as (keyof CollectTotals)[]) totals[name] += taken[name];
      } catch (error) {
        faults.push({ source: id, reason: errorMessage(error) });
        process.stderr.write(`trailkeep: source ${id}: ${errorMessage(error)}\n`);
        process.exitCode = 1;
      }
    }
    await locateAddresses(pool);
  } finally {
    await threads.close();
    await pool.end();
    await database.release();
  }
  return { ...totals, seconds: Number(((performance.now() - startedAt) / 1000).toFixed(2)), faults };
}

async function sourceIds(pool: Pool, only: string | undefined): Promise<number[]> {
  if (only !== undefined) {
    const id = Number(only);
    if (!Number.isInteger(id)) throw new TrailkeepError('bad-request', `--source: ${only} is not a number.`);
    return [id];
  }
  const { rows } = await pool.query<{ id: number }>(
    'select id from source where paused_at is null and removed_at is null order by id',
  );
  return rows.map((row) => row.id);
}

// A line that counts up, on a terminal only.
function progress(
  options: Options,
  sourceId: number,
): ((totals: { objects: number; events: number }) => void) | undefined {
  if (options.json || !process.stderr.isTTY) return undefined;
  return ({ objects, events }) => {
    process.stderr.write(`\rsource ${sourceId}: ${objects} objects, ${events} events`);
  };
}
