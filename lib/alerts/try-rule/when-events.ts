import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { type Sql, sql } from '#lib/db/sql.ts';

const row = z.object({ at: z.date().nullable() });

/** The time of the scope's newest event, of any kind; null where there are none. */
export function newestEventAt(db: Queryable, scope: Pick<Scope, 'accountIds'>): Promise<Date | null> {
  return firstAt(db, scope, sql`max(found.event_time)`, sql`desc`);
}

/** The time of its oldest. */
export function oldestEventAt(db: Queryable, scope: Pick<Scope, 'accountIds'>): Promise<Date | null> {
  return firstAt(db, scope, sql`min(found.event_time)`, sql`asc`);
}

// One row of each account by its primary key.
async function firstAt(
  db: Queryable,
  { accountIds }: Pick<Scope, 'accountIds'>,
  chosen: Sql,
  order: Sql,
): Promise<Date | null> {
  const result = await db.query(
    sql`
      select ${chosen} as at
      from unnest(${accountIds}::bigint[]) asked
      cross join lateral (
        select event_time from event where account_id = asked order by event_time ${order} limit 1
      ) found`.toQuery(),
  );
  return row.parse(result.rows[0]).at;
}
