import { z } from 'zod';
import type { Queryable } from '#lib/db/pool.ts';

const dueRow = z.object({ accountId: z.string() });

/** Accounts whose trails are to be asked for, those that somebody waits for first: 12 digits each, at most `limit`. */
export async function listDueAccounts(db: Queryable, limit: number): Promise<string[]> {
  const { rows } = await db.query(
    `select lpad(account_id::text, 12, '0') as "accountId" from account_credential
     where next_ask_at <= now() or requested_at is not null
     order by requested_at nulls last, next_ask_at limit $1`,
    [limit],
  );
  return z
    .array(dueRow)
    .parse(rows)
    .map(({ accountId }) => accountId);
}
