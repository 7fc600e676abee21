import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { type SourceState, STATUS_COLUMNS, sourceState } from '#lib/sources/source-status.ts';

const time = z
  .date()
  .nullable()
  .transform((date) => date?.toISOString() ?? null);
const row = z.object({
  id: z.number(),
  kind: z.enum(['s3', 'directory']),
  name: z.string(),
  prefix: z.string(),
  compatible: z.boolean(),
  notified: z.boolean(),
  paused: z.boolean(),
  errorMessage: z.string().nullable(),
  hasWork: z.boolean(),
  hasWorker: z.boolean(),
  errorHint: z.string().nullable(),
  errorAt: time,
  lastListedAt: time,
});

/** The source that a ledger page is about. Times are ISO, UTC. */
export type LedgerSource = Omit<z.output<typeof row>, 'paused' | 'errorMessage' | 'hasWork' | 'hasWorker'> & {
  state: SourceState;
  /** Why it stopped; null while it works. */
  reason: string | null;
};

/** One of the scope's sources; null for what is not there or not of this scope. */
export async function findLedgerSource(
  db: Queryable,
  scope: Scope,
  sourceId: number,
): Promise<LedgerSource | null> {
  if (!scope.sourceIds.includes(sourceId)) return null;
  const { rows } = await db.query(
    `select s.id, s.kind, coalesce(s.bucket, s.directory) as name, s.prefix, s.endpoint is not null as compatible,
       s.sqs_queue_url is not null as notified, ${STATUS_COLUMNS}, s.error_hint as "errorHint", s.error_at as "errorAt",
       s.last_listed_at as "lastListedAt"
     from source s where s.id = $1 and s.removed_at is null`,
    [sourceId],
  );
  if (!rows[0]) return null;
  const { paused, errorMessage, hasWork, hasWorker, ...source } = row.parse(rows[0]);
  return {
    ...source,
    state: sourceState({ paused, errorMessage, hasWork, hasWorker }),
    reason: errorMessage,
  };
}
