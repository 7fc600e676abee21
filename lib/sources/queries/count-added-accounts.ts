import { accountNumber } from '#lib/accounts/account-id.ts';
import type { Queryable } from '#lib/db/pool.ts';

/** How many of these accounts (12 digits each) are registered in the portal. */
export async function countAddedAccounts(db: Queryable, accountIds: readonly string[]): Promise<number> {
  const { rows } = await db.query<{ added: number }>(
    'select count(*)::integer as added from account where id = any($1::bigint[])',
    [accountIds.map(accountNumber)],
  );
  return rows[0]?.added ?? 0;
}
