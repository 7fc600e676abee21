// A worker of its own for one collection: `trailkeep-collect.ts <source id>`, the database by TRAILKEEP_DATA_DIR.
import { createRolePool } from '#lib/db/pool.ts';
import { env } from '#lib/env.ts';
import { collectSource } from '#lib/ingest/collect-source.ts';
import { createIngestContext } from '#lib/ingest/context.ts';
import { LaneThreads } from '#lib/ingest/lane-threads.ts';
import { getSource } from '#lib/sources/queries/get-source.ts';
import { measureWork } from './measure.ts';

const lanes = env().TRAILKEEP_WORKERS;
const pool = createRolePool('worker', lanes + 8);
const source = await getSource(pool, Number(process.argv[2]));
const context = createIngestContext(pool);
const threads = new LaneThreads(lanes);
const measured = await measureWork(() => collectSource(context, source, { lanes, threads, discover: true }));
await threads.close();
await pool.end();
process.stdout.write(JSON.stringify(measured));
