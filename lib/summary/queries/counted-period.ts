import type { Queryable } from '#lib/db/pool.ts';
import { chooseReading, type Reading } from '#lib/events/choose-reading.ts';
import type { ResolvedFilters } from '#lib/events/resolved-filters.ts';
import { widenRange } from '#lib/events/widen-range.ts';
import type { TimeRange } from '#lib/time/ranges.ts';

/** A period as it is best counted: over whole days where that changes nothing, and with how single events are read. */
export type CountedPeriod = { filters: ResolvedFilters; reading: Reading };

export async function prepareCount(
  db: Queryable,
  resolved: ResolvedFilters,
  range: TimeRange,
): Promise<CountedPeriod> {
  const filters = await widenRange(db, { ...resolved, from: range.from, to: range.to });
  return { filters, reading: await chooseReading(db, filters) };
}
