import type { Queryable } from '#lib/db/pool.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { ClaimedObject } from './ledger.ts';

/** An object that could not be fetched, for a reason that may be its own or its source's. */
export type Doubt = { object: ClaimedObject; fault: TrailkeepError };

/** Faults that no object of the source can escape. */
const OF_SOURCE: ReadonlySet<string> = new Set(['source-credentials', 'source-missing', 'source-region']);
/** Faults of one object that do not pass by themselves: it is put aside until somebody retries it. */
const OF_OBJECT: ReadonlySet<string> = new Set(['object-missing', 'object-archived', 'object-too-large']);

/** Whose fault it is that an object could not be fetched. Null for what says nothing of either. */
export function blameOf(error: unknown): 'source' | 'object' | 'either' | null {
  if (!(error instanceof TrailkeepError)) return null;
  if (OF_SOURCE.has(error.code)) return 'source';
  if (OF_OBJECT.has(error.code)) return 'object';
  return error.code.startsWith('source-') ? 'either' : null;
}

/**
 * Whether the source is to blame when nothing of a batch could be fetched: several objects say so that were never tried before, or
 * are new since something of the source was last read. What failed before that failed alone, and goes on doing so.
 */
export async function isOfSource(
  db: Queryable,
  sourceId: number,
  doubts: readonly Doubt[],
): Promise<boolean> {
  const untried = doubts.filter(({ object }) => object.attempts === 0).length;
  if (untried > 1) return true;
  const { rows } = await db.query<{ failed: number }>(
    `select count(*)::int as failed from (
       select from log_object
       where source_id = $1 and state = 'failed'
         and found_at > coalesce((select last_ingested_at from source_count where source_id = $1), '-infinity')
       limit 2
     ) as since`,
    [sourceId],
  );
  return untried + (rows[0]?.failed ?? 0) > 1;
}
