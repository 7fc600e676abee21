import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';

const row = z.object({ logging: z.coerce.number(), stopped: z.coerce.number() });

/** Of the trails that AWS described, how many log and how many are stopped; of the others it is not known. */
export async function countLogging(
  db: Queryable,
  scope: Scope,
): Promise<{ logging: number; stopped: number }> {
  // An organisation's trail is described by each account that sees it, and not every one of them may ask for its status.
  const result = await db.query(
    `select count(*) filter (where logging) as logging, count(*) filter (where not logging) as stopped
     from (select arn, bool_or(logging) as logging from trail where account_id = any($1::bigint[]) group by arn) described`,
    [scope.accountIds],
  );
  return row.parse(result.rows[0]);
}
