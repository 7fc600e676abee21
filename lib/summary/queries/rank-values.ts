import { z } from 'zod';
import type { Queryable } from '#lib/db/pool.ts';
import { type Sql, sql } from '#lib/db/sql.ts';
import { countBy } from '#lib/events/count-by.ts';
import { DIMENSIONS } from '#lib/events/dimensions.ts';
import type { ListFilter } from '#lib/events/schema.ts';
import type { RankedValue } from '../schema.ts';
import type { CountedPeriod } from './counted-period.ts';

export type Ranking = { values: RankedValue[]; total: number };

const rows = z.array(
  z.object({
    value: z.string(),
    events: z.coerce.number(),
    events_before: z.coerce.number(),
    total: z.coerce.number(),
  }),
);

/** The most frequent values of a field, each with its events in the period and in the one before; `total` is how many there are. */
export async function rankValues(
  db: Queryable,
  field: ListFilter,
  periods: { period: CountedPeriod; before: CountedPeriod },
  limit: number,
): Promise<Ranking> {
  const result = await db.query(selectRanking(field, periods, limit).toQuery());
  const ranked = rows.parse(result.rows);
  return {
    values: ranked.map(({ value, events, events_before }) => ({
      value,
      events,
      eventsBefore: events_before,
    })),
    total: ranked[0]?.total ?? 0,
  };
}

function selectRanking(
  field: ListFilter,
  { period, before }: { period: CountedPeriod; before: CountedPeriod },
  limit: number,
): Sql {
  const by = DIMENSIONS[field];
  const idCounts = ({ filters, reading }: CountedPeriod) => sql`
    select key, sum(events) as events from (${countBy({ filters, reading, by, bucket: null })}) part group by key`;
  return sql`
    with counted_now as materialized (${idCounts(period)}),
    counted_before as materialized (${idCounts(before)}),
    ranked as materialized (
      select ${by.value} as value, sum(events) as events, count(*) over () as total
      from counted_now counted ${by.join}
      group by 1
      order by 2 desc, 1
      limit ${limit}::int
    ), earlier as (
      select ${by.value} as value, sum(events) as events
      from counted_before counted ${by.join}
      where ${by.value} in (select value from ranked)
      group by 1
    )
    select value, ranked.events, coalesce(earlier.events, 0) as events_before, total
    from ranked left join earlier using (value)
    order by ranked.events desc, value`;
}
