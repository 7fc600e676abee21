import type { Pool } from '#lib/db/pool.ts';
import { log } from '#lib/log.ts';
import { runRetention } from '#lib/retention/run-retention.ts';
import type { JobKind } from './job-board.ts';

/** Deletes what is too old: each night, and at once when somebody changes how long things are kept. */
export function retentionJobs(pool: Pool): JobKind[] {
  return [
    {
      name: 'retention',
      channel: 'trailkeep_retention',
      cron: '17 3 * * *',
      work: async () => {
        const run = await runRetention(pool);
        if (run.weeks.length + run.objects + run.auditEntries > 0)
          log.info(run, 'what was too old was deleted');
        // It loads the built-in rules: the start of a worker need not wait for that.
        const { pruneSeen } = await import('#lib/alerts/fold/prune-seen.ts');
        await pruneSeen(pool);
      },
    },
  ];
}
