import { z } from 'zod';
import type { Queryable } from '#lib/db/pool.ts';
import { sql } from '#lib/db/sql.ts';
import { countBy } from '#lib/events/count-by.ts';
import { EVERYTHING } from '#lib/events/dimensions.ts';
import type { Aggregate } from '#lib/events/schema.ts';
import type { CountedPeriod } from './counted-period.ts';

const rows = z.array(
  z.object({ bucket: z.date().nullable(), events: z.coerce.number(), errors: z.coerce.number() }),
);

/** Events and errors of a day or an hour; those without any are left out. */
export type CountedBucket = z.output<typeof rows>[number];

/** The period's events by day or hour, or all in one without a time. */
export async function countTotals(
  db: Queryable,
  { filters, reading }: CountedPeriod,
  bucket: Aggregate | null,
): Promise<CountedBucket[]> {
  const counted = countBy({ filters, reading, by: EVERYTHING, bucket });
  const result = await db.query(
    sql`
      select bucket, sum(events) as events, sum(errors) as errors from (${counted}) part group by bucket
      order by bucket`.toQuery(),
  );
  return rows.parse(result.rows);
}
