import { z } from 'zod';
import { VALUE_KINDS } from '#lib/activity/value-kinds.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { sql } from '#lib/db/sql.ts';

/** From so many accounts on row-level security alone picks theirs. */
const MANY = 200;
const rows = z.array(z.object({ name: z.string(), events: z.coerce.number() }));

/** Events of a scope since the day of `from`, by their name in lower case: from the daily sums, not from the events. */
export async function countSeenEvents(
  db: Queryable,
  { accountIds }: Pick<Scope, 'accountIds'>,
  from: Date,
): Promise<Map<string, number>> {
  const ofScope = accountIds.length > MANY ? sql`true` : sql`account_id = any(${accountIds}::bigint[])`;
  const found = await db.query(
    sql`select lower(a.event_name) as name, sum(counted.events) as events
      from (
        select value_id, sum(events) as events from activity_value
        where ${ofScope} and kind = ${VALUE_KINDS.action}::smallint and day >= date_trunc('day', ${from.toISOString()}::timestamptz, 'UTC')
        group by value_id
      ) counted
      join action a on a.id = counted.value_id
      group by 1`.toQuery(),
  );
  return new Map(rows.parse(found.rows).map(({ name, events }) => [name, events]));
}
