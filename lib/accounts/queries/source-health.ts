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
    accountIds: z.string().transform((text) => (text === '' ? [] : text.split(',').map(formatAccountId))),
  }),
);

export type Health = SourceState;

/** One source: how it is, what is wrong with it, and the accounts found in it (12 digits each). */
export type SourceHealth = { sourceId: number; health: Health; message: string | null; accountIds: string[] };

/** The scope's sources. Run it inside `readScope`: which objects and accounts a source holds is under row-level security. */
export async function listSourceHealth(db: Queryable, scope: Scope): Promise<SourceHealth[]> {
  const result = await db.query(
    `select s.id, ${STATUS_COLUMNS},
       coalesce(found.ids, '') as "accountIds"
     from source s
     left join (
       select source_id, string_agg(account_id::text, ',') as ids from source_account group by source_id
     ) found on found.source_id = s.id
     where s.id = any($1::int[]) and s.removed_at is null
     order by s.id`,
    [scope.sourceIds],
  );
  return rows.parse(result.rows).map((row) => ({
    sourceId: row.id,
    health: sourceState(row),
    message: row.errorMessage,
    accountIds: row.accountIds,
  }));
}
