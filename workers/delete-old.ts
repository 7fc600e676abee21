import type { Pool } from '#lib/db/pool.ts';
import { type RetentionRun, runRetention } from '#lib/retention/run-retention.ts';

/** `seen`: rows of what rules had seen that no event is compared with any more. */
export type OldDeleted = RetentionRun & { seen: number };

/** Deletes what is older than it is kept, and then what rules remember of longer ago than that. As `runRetention`. */
export async function deleteOld(pool: Pool): Promise<OldDeleted> {
  const run = await runRetention(pool);
  if (run.elsewhere) return { ...run, seen: 0 };
  // It loads the built-in rules: the start of a worker need not wait for that.
  const { pruneSeen } = await import('#lib/alerts/fold/prune-seen.ts');
  return { ...run, seen: await pruneSeen(pool) };
}
