import { z } from 'zod';
import { formatAccountId } from '#lib/accounts/account-id.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { sql } from '#lib/db/sql.ts';
import { SEVERITIES, type Severity } from '../../rule-model.ts';

const rows = z.array(
  z.object({
    account_id: z.string(),
    view: z.string().nullable(),
    severity: z.enum(SEVERITIES),
    open: z.number(),
  }),
);

/** Open findings of one severity in one account, by the rules of a view (its slug), or by those of the account (null). */
export type OpenCount = { accountId: string; view: string | null; severity: Severity; open: number };

/** From so many accounts on row-level security alone picks theirs: to name them costs more than to pass the others by. */
const MANY = 200;

/** The open findings of the scope's accounts, counted, from their index alone. */
export async function countOpenByAccount(
  db: Queryable,
  { accountIds }: Pick<Scope, 'accountIds'>,
): Promise<OpenCount[]> {
  const ofScope = accountIds.length > MANY ? sql`true` : sql`account_id = any(${accountIds}::bigint[])`;
  const found = await db.query(
    sql`select counted.account_id, v.slug as view, counted.severity, counted.open
      from (
        select account_id, view_id, severity, count(*)::int as open from finding
        where state = 'open' and ${ofScope} group by account_id, view_id, severity
      ) counted
      left join view v on v.id = counted.view_id`.toQuery(),
  );
  return rows
    .parse(found.rows)
    .map(({ account_id, ...count }) => ({ accountId: formatAccountId(account_id), ...count }));
}
