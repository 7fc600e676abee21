// A worker of its own for one collection: `trailkeep-collect.ts <source id>`, the database by TRAILKEEP_DATA_DIR.
import { foldActivity } from '#lib/activity/fold-activity.ts';
import { createRolePool } from '#lib/db/pool.ts';
import { env } from '#lib/env.ts';
import { collectSource } from '#lib/ingest/collect-source.ts';
import { createIngestContext } from '#lib/ingest/context.ts';
import { getSource } from '#lib/sources/queries/get-source.ts';
import { startLanes } from '../../workers/start-lanes.ts';
import { measureWork } from './measure.ts';

const lanes = env().TRAILKEEP_WORKERS;
const pool = createRolePool('worker', lanes + 8);
const source = await getSource(pool, Number(process.argv[2]));
const context = createIngestContext(pool);
const threads = startLanes(lanes);
const measured = await measureWork(async () => {
  const totals = await collectSource(context, source, { lanes, threads, discover: true });
  // The worker does this an hour later: its time belongs to the ingestion, and the questions find what they find then.
  await foldActivity(pool, 0);
  return totals;
});
await threads.close();
await pool.end();
process.stdout.write(JSON.stringify(measured));
