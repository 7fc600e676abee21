import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';

const row = z.object({ trails: z.coerce.number() });

/** How many trails the logs themselves tell of: one for each account that has any event. */
export async function countInferredTrails(db: Queryable, scope: Scope): Promise<number> {
  const result = await db.query(
    `select count(*) as trails from unnest($1::bigint[]) as asked
     where exists (select from activity_day where account_id = asked)`,
    [scope.accountIds],
  );
  return row.parse(result.rows[0]).trails;
}
