import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';

const rows = z.array(z.object({ id: z.string(), name: z.string() }));

/** Names of the scope's added accounts by their 12 digits. Accounts that are only discovered have none. */
export async function listAccountNames(db: Queryable, scope: Scope): Promise<Record<string, string>> {
  const result = await db.query(
    `select lpad(id::text, 12, '0') as id, name from account where id = any($1::bigint[])`,
    [scope.accountIds],
  );
  return Object.fromEntries(rows.parse(result.rows).map(({ id, name }) => [id, name]));
}
