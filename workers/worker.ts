import { randomUUID } from 'node:crypto';
import { createRolePool } from '#lib/db/pool.ts';
import { env } from '#lib/env.ts';
import { toTrailkeepError } from '#lib/errors.ts';
import { COLLECTOR_CONNECTIONS, createCollector } from '#lib/ingest/collector.ts';
import { log } from '#lib/log.ts';
import { loadDeploymentKey } from '#lib/secrets/deployment-key.ts';
import { listenToQueues } from '#lib/sources/notifications/listen.ts';
import { findingJobs } from './jobs/findings.ts';
import { JOB_CONNECTIONS, startJobs } from './jobs/job-board.ts';
import { retentionJobs } from './jobs/retention.ts';
import { setupJobs } from './jobs/setup.ts';
import { sourceJobs } from './jobs/sources.ts';
import { trailJobs } from './jobs/trails.ts';
import { startLanes } from './start-lanes.ts';
import { obeyParent } from './supervise.ts';

async function run(): Promise<void> {
  await loadDeploymentKey();
  const lanes = env().TRAILKEEP_WORKERS;
  const pool = createRolePool('worker', COLLECTOR_CONNECTIONS + JOB_CONNECTIONS);
  const collector = createCollector(pool, { lanes, threads: startLanes(lanes), workerId: randomUUID() });
  // Not waited for: collection begins at once.
  const jobs = startJobs(pool, [
    ...trailJobs(pool),
    ...sourceJobs(pool),
    ...setupJobs(pool),
    ...retentionJobs(pool),
    ...findingJobs(pool),
  ]);
  const listeners = listenToQueues(pool);
  obeyParent(async () => {
    await Promise.all([collector.stop(), listeners.stop(), jobs.then((board) => board.stop())]);
    await pool.end();
  });
  log.info('worker started');
  await Promise.all([collector.run(), jobs]);
}

try {
  await run();
} catch (thrown) {
  const { code, message, hint } = toTrailkeepError(thrown);
  process.stderr.write(`trailkeep worker: ${[message, hint].filter(Boolean).join(' ')}\n`);
  if (code === 'internal') log.error({ err: thrown }, 'the worker ended');
  process.exit(1);
}
