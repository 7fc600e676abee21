import type { Pool } from '#lib/db/pool.ts';
import { runTests } from '#lib/sources/test-runner.ts';
import type { JobKind } from './job-board.ts';

const TESTS_AT_ONCE = 3;

/** Tests of buckets, as they are asked for in the portal; each minute those whose call nobody heard. */
export function sourceJobs(pool: Pool): JobKind[] {
  return [
    {
      name: 'source-tests',
      channel: 'trailkeep_test',
      cron: '* * * * *',
      atOnce: TESTS_AT_ONCE,
      work: () => runTests(pool),
    },
  ];
}
