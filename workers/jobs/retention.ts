import type { Pool } from '#lib/db/pool.ts';
import { log } from '#lib/log.ts';
import { deleteOld } from '../delete-old.ts';
import type { JobKind } from './job-board.ts';

/** Deletes what is too old: each night, and at once when somebody changes how long things are kept. */
export function retentionJobs(pool: Pool): JobKind[] {
  return [
    {
      name: 'retention',
      channel: 'trailkeep_retention',
      cron: '17 3 * * *',
      work: async () => {
        const run = await deleteOld(pool);
        if (run.weeks.length + run.objects + run.auditEntries + run.seen > 0)
          log.info(run, 'what was too old was deleted');
      },
    },
  ];
}
