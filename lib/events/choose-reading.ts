import { z } from 'zod';
import type { Queryable } from '#lib/db/pool.ts';
import { sql } from '#lib/db/sql.ts';
import { candidateHours } from './candidates.ts';
import { needsEvents, type ResolvedFilters } from './resolved-filters.ts';

export type Reading = 'by hours' | 'at once';

const HOUR_MS = 3_600_000;
/** From this share of the accounts' hours on, one scan of the period is cheaper than a look into each hour. */
const SHARE = 0.4;

const row = z.object({ hours: z.coerce.number() });

/** How to read the single events that these filters need: a resource that everybody uses is in every hour. */
export async function chooseReading(db: Queryable, filters: ResolvedFilters): Promise<Reading> {
  if (!needsEvents(filters)) return 'by hours';
  const result = await db.query(
    sql`${candidateHours(filters, filters, 'beyond rollups')} select count(*) as hours from candidate`.toQuery(),
  );
  const all = (filters.accountIds.length * (filters.to.getTime() - filters.from.getTime())) / HOUR_MS;
  return row.parse(result.rows[0]).hours > all * SHARE ? 'at once' : 'by hours';
}
