import { enqueueFindings } from '#lib/alerts/deliver/enqueue.ts';
import { readUntilByAccount } from '#lib/alerts/queries/read-until.ts';
import type { Pool } from '#lib/db/pool.ts';
import type { JobKind } from './job-board.ts';

const EVERY_MINUTE = '* * * * *';

/**
 * Each minute: findings of what a batch matched whose worker died before it made them, and of silence, which no batch brings. And
 * what people are to be told of: at once, and each minute those that could not be told.
 */
export function findingJobs(pool: Pool): JobKind[] {
  return [
    {
      name: 'findings',
      cron: EVERY_MINUTE,
      work: async () => {
        // They load the built-in rules: the start of a worker need not wait for that.
        const [{ foldFindings }, { foldSilence }] = await Promise.all([
          import('#lib/alerts/fold/fold-findings.ts'),
          import('#lib/alerts/fold/fold-silence.ts'),
        ]);
        // Before what was seen is folded: a batch that is committed later is not vouched for, and does not look like silence.
        const readUntil = await readUntilByAccount(pool);
        await foldFindings(pool, enqueueFindings);
        await foldSilence(pool, (accountId) => readUntil.get(accountId) ?? null, enqueueFindings);
      },
    },
    {
      name: 'alert-deliveries',
      channel: 'trailkeep_deliver',
      cron: EVERY_MINUTE,
      work: async () => {
        const { deliverWaiting } = await import('#lib/alerts/deliver/outbox.ts');
        await deliverWaiting(pool);
      },
    },
  ];
}
