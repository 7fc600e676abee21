import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';

const row = z.object({ found: z.boolean() });

/** Whether the scope's logs reach back to before that time: with any event of an earlier day. */
export async function hasLogsBefore(db: Queryable, scope: Scope, time: Date): Promise<boolean> {
  const result = await db.query(
    'select exists (select from activity_day where account_id = any($1::bigint[]) and day < $2) as found',
    [scope.accountIds, time],
  );
  return row.parse(result.rows[0]).found;
}
