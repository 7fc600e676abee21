import { randomUUID } from 'node:crypto';
import { createRolePool } from '#lib/db/pool.ts';
import { env } from '#lib/env.ts';
import { COLLECTOR_CONNECTIONS, createCollector } from '#lib/ingest/collector.ts';
import { log } from '#lib/log.ts';
import { obeyParent } from './supervise.ts';

const settings = env();
const pool = createRolePool('worker', COLLECTOR_CONNECTIONS);
const collector = createCollector(pool, { lanes: settings.TRAILKEEP_WORKERS, workerId: randomUUID() });
obeyParent(async () => {
  await collector.stop();
  await pool.end();
});
log.info('worker started');
await collector.run();
