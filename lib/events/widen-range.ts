import { z } from 'zod';
import type { Queryable } from '#lib/db/pool.ts';
import { type Sql, sql } from '#lib/db/sql.ts';
import { inAccounts } from './conditions.ts';
import type { ResolvedFilters } from './resolved-filters.ts';

const DAY_MS = 86_400_000;
const row = z.object({ before: z.boolean(), after: z.boolean() });

/**
 * The same question over whole days, where that changes nothing: an end of the period moves to the end of its day if no
 * event lies between. So a period that ends now is counted from day rollups up to today, in place of today's hours.
 */
export async function widenRange(db: Queryable, filters: ResolvedFilters): Promise<ResolvedFilters> {
  const from = new Date(Math.floor(filters.from.getTime() / DAY_MS) * DAY_MS);
  const to = new Date(Math.ceil(filters.to.getTime() / DAY_MS) * DAY_MS);
  if (from.getTime() === filters.from.getTime() && to.getTime() === filters.to.getTime()) return filters;
  const result = await db.query(
    sql`select ${anyEvent(filters, from, filters.from)} as before, ${anyEvent(filters, filters.to, to)} as after`.toQuery(),
  );
  const { before, after } = row.parse(result.rows[0]);
  return { ...filters, from: before ? filters.from : from, to: after ? filters.to : to };
}

function anyEvent(filters: ResolvedFilters, from: Date, to: Date): Sql {
  return sql`exists (
    select from event
    where ${inAccounts(filters)} and event_time >= ${from}::timestamptz and event_time < ${to}::timestamptz
  )`;
}
