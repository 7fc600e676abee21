import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { type Sql, sql } from '#lib/db/sql.ts';
import { chooseReading, type Reading } from '../choose-reading.ts';
import { countBy } from '../count-by.ts';
import { DIMENSIONS } from '../dimensions.ts';
import { matcher } from '../lookups.ts';
import { resolveFilters } from '../resolve-filters.ts';
import { matchesNothing, type ResolvedFilters } from '../resolved-filters.ts';
import { type EventFilters, type Facet, type ListFilter, NONE } from '../schema.ts';
import { widenRange } from '../widen-range.ts';

/** Values offered at once; the rest is found by typing. */
export const FACET_VALUES = 100;

const rows = z.array(
  z.object({ value: z.string(), label: z.string().nullable(), events: z.coerce.number() }),
);

/**
 * The values of one filter under all the others, with how many events each would give: the most frequent that match `find`
 * (any part, `*` and `?` allowed). Events without the field stand under NONE, which can be chosen like a value.
 */
export async function listFacet(
  db: Queryable,
  scope: Scope,
  filters: EventFilters,
  facet: ListFilter,
  find = '',
): Promise<Facet> {
  const resolved = await resolveFilters(db, scope, { ...filters, [facet]: [] });
  if (matchesNothing(resolved)) return { values: [], truncated: false };
  const counted = await widenRange(db, resolved);
  const reading = await chooseReading(db, counted);
  const result = await db.query(selectValues(counted, reading, facet, find.trim()).toQuery());
  const found = rows.parse(result.rows);
  const values = found.slice(0, FACET_VALUES).map(({ value, label, events }) => ({
    value: value === '' ? NONE : value,
    ...(label !== null && { label }),
    events,
  }));
  return { values, truncated: found.length > FACET_VALUES };
}

function selectValues(filters: ResolvedFilters, reading: Reading, facet: ListFilter, find: string): Sql {
  const by = DIMENSIONS[facet];
  const label = facet === 'account' ? sql`(select name from account where id = counted.key)` : sql`null`;
  const matches = matcher(find);
  return sql`
    with counted as materialized (
      select key, sum(events) as events from (${countBy({ filters, reading, by, bucket: null })}) part group by key
    ), named as (
      select ${by.value} as value, ${label} as label, events from counted ${by.join}
    )
    select value, min(label) as label, sum(events) as events
    from named
    where ${find === '' ? sql`true` : sql`(${matches(sql`value`)} or ${matches(sql`label`)})`}
    group by value
    order by events desc, value
    limit ${FACET_VALUES + 1}::int`;
}
