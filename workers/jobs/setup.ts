import type { Pool } from '#lib/db/pool.ts';
import { runPolicyChecks } from '#lib/policies/check-runner.ts';
import { moveBackfills } from '#lib/sources/backfill/move-backfills.ts';
import type { JobKind } from './job-board.ts';

const CHECKS_AT_ONCE = 2;

/** What Setup asks for: checks of policies, and collecting further back, moved on each minute and when it is resumed. */
export function setupJobs(pool: Pool): JobKind[] {
  return [
    {
      name: 'policy-checks',
      channel: 'trailkeep_policies',
      cron: '* * * * *',
      atOnce: CHECKS_AT_ONCE,
      work: () => runPolicyChecks(pool),
    },
    {
      name: 'backfills',
      channel: 'trailkeep_backfill',
      cron: '* * * * *',
      work: () => moveBackfills(pool),
    },
  ];
}
