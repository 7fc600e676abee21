import type { Pool } from '#lib/db/pool.ts';
import { eraseRemovedSources } from '#lib/ingest/erase-source.ts';
import { runTests } from '#lib/sources/test-runner.ts';
import type { JobKind } from './job-board.ts';

const TESTS_AT_ONCE = 3;
const EVERY_MINUTE = '* * * * *';

/** What the portal asks of a worker about its sources, at once; each minute what nobody heard, or what broke off. */
export function sourceJobs(pool: Pool): JobKind[] {
  return [
    {
      name: 'source-tests',
      channel: 'trailkeep_test',
      cron: EVERY_MINUTE,
      atOnce: TESTS_AT_ONCE,
      work: () => runTests(pool),
    },
    {
      name: 'source-erasures',
      channel: 'trailkeep_erase',
      cron: EVERY_MINUTE,
      work: () => eraseRemovedSources(pool),
    },
  ];
}
