import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { sql } from '#lib/db/sql.ts';
import { scopeAccounts, unexplainedLogs } from './unexplained-logs.ts';

const row = z.object({ trails: z.coerce.number() });

/**
 * How many rows the list of trails has: those that AWS described, an organisation's one once however many accounts see it, and
 * those that are only inferred from where logs land. Run it inside `readScope`. The cost does not grow with history.
 */
export async function countTrails(db: Queryable, scope: Scope): Promise<number> {
  const accounts = scopeAccounts(scope);
  const { rows } = await db.query(
    sql`
      select (select count(distinct arn) from trail where account_id = any(${accounts}::bigint[]))
        + (select count(*) from (
            select distinct bucket, key_prefix, organization_id, case when organization_id is null then account_id end
            from (${unexplainedLogs(accounts)}) inferred
          ) places) as trails`.toQuery(),
  );
  return row.parse(rows[0]).trails;
}
