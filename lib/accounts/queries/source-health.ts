import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';

const rows = z.array(
  z.object({
    id: z.number(),
    paused: z.boolean(),
    error_message: z.string().nullable(),
    has_work: z.boolean(),
    account_ids: z.array(z.string()),
  }),
);

export type Health = 'error' | 'collecting' | 'online' | 'paused';

/** One source: how it is, what is wrong with it, and the accounts found in it (12 digits each). */
export type SourceHealth = { sourceId: number; health: Health; message: string | null; accountIds: string[] };

/** The scope's sources. Run it inside `readScope`: which objects and accounts a source holds is under row-level security. */
export async function listSourceHealth(db: Queryable, scope: Scope): Promise<SourceHealth[]> {
  const result = await db.query(
    `select source.id, paused_at is not null as paused, error_message,
       last_listed_at is null or coalesce(requested_at > last_listed_at, false) or exists (
         select from log_object where source_id = source.id and state in ('pending', 'failed')
       ) as has_work,
       array(
         select lpad(account_id::text, 12, '0') from source_account where source_id = source.id
       ) as account_ids
     from source
     where source.id = any($1::int[])
     order by source.id`,
    [scope.sourceIds],
  );
  return rows.parse(result.rows).map((row) => ({
    sourceId: row.id,
    health: toHealth(row),
    message: row.error_message,
    accountIds: row.account_ids,
  }));
}

function toHealth(row: { paused: boolean; error_message: string | null; has_work: boolean }): Health {
  if (row.paused) return 'paused';
  if (row.error_message !== null) return 'error';
  return row.has_work ? 'collecting' : 'online';
}
