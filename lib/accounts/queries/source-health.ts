import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { type SourceState, STATUS_COLUMNS, sourceState } from '#lib/sources/source-status.ts';
import { formatAccountId } from '../account-id.ts';

const rows = z.array(
  z.object({
    id: z.number(),
    paused: z.boolean(),
    errorMessage: z.string().nullable(),
    hasWork: z.boolean(),
    hasWorker: z.boolean(),
  }),
);

export type Health = SourceState;

/** One source: how it is and what is wrong with it. */
export type SourceHealth = { sourceId: number; health: Health; message: string | null };

/** The scope's sources. Run it inside `readScope`: which objects a source holds is under row-level security. */
export async function listSourceHealth(db: Queryable, scope: Scope): Promise<SourceHealth[]> {
  const result = await db.query(
    `select s.id, ${STATUS_COLUMNS} from source s
     where s.id = any($1::int[]) and s.removed_at is null
     order by s.id`,
    [scope.sourceIds],
  );
  return rows.parse(result.rows).map((row) => ({
    sourceId: row.id,
    health: sourceState(row),
    message: row.errorMessage,
  }));
}

const pairs = z.array(z.object({ account_id: z.string().transform(formatAccountId), source_id: z.number() }));

/** The scope's sources in which its accounts were found, by the account's 12 digits. Run it inside `readScope`. */
export async function listFeedingSources(
  db: Queryable,
  { accountIds }: Pick<Scope, 'accountIds'>,
): Promise<Map<string, number[]>> {
  const result = await db.query(
    'select account_id, source_id from source_account where account_id = any($1::bigint[])',
    [accountIds],
  );
  const byAccount = Map.groupBy(pairs.parse(result.rows), ({ account_id }) => account_id);
  return new Map([...byAccount].map(([id, found]) => [id, found.map(({ source_id }) => source_id)]));
}
