import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';

const rows = z.array(z.object({ id: z.string() }));

/** Which of the scope's accounts are added; the others are only discovered. 12 digits each. */
export async function listAddedAccounts(db: Queryable, scope: Scope): Promise<Set<string>> {
  const result = await db.query(
    `select lpad(id::text, 12, '0') as id from account where id = any($1::bigint[])`,
    [scope.accountIds],
  );
  return new Set(rows.parse(result.rows).map((row) => row.id));
}
