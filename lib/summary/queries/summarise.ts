import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { resolveFilters } from '#lib/events/resolve-filters.ts';
import type { ResolvedFilters } from '#lib/events/resolved-filters.ts';
import { type EventFilters, eventFilters } from '#lib/events/schema.ts';
import type { TimeRange } from '#lib/time/ranges.ts';
import { countTrails } from '#lib/trails/queries/count-trails.ts';
import { periodBefore } from '../period-before.ts';
import { preparePoints, stepOf } from '../prepare-points.ts';
import {
  DEFAULT_ROWS,
  LIST_FIELDS,
  type Summary,
  type SummaryCounts,
  type SummaryList,
  type SummaryRequest,
} from '../schema.ts';
import { countLogging } from './count-logging.ts';
import { type CountedBucket, countTotals } from './count-totals.ts';
import { type CountedPeriod, prepareCount } from './counted-period.ts';
import { hasLogsBefore } from './has-logs-before.ts';
import { type Ranking, rankValues } from './rank-values.ts';

type Periods = { period: CountedPeriod; before: CountedPeriod };

const DAY_MS = 86_400_000;

/**
 * Everything that the Summary shows of a scope: its trails, the events of the period by the six fields that are asked for
 * most, and the same counts of the period before. `now` is where a period that is not over yet is cut for the
 * comparison. Each row counts exactly the events that Events gives for the same period and filters with that value.
 */
export async function summarise(
  db: Queryable,
  scope: Scope,
  { limit = DEFAULT_ROWS, ...asked }: SummaryRequest,
  now: Date,
): Promise<Summary> {
  const filters = eventFilters.parse(asked);
  const before = periodBefore(filters, now);
  const resolved = await resolveFilters(db, scope, filters);
  const periods = {
    period: await prepareCount(db, resolved, filters),
    before: await prepareCount(db, resolved, before),
  };
  const step = stepOf(filters);
  const bucket = step === 'day' ? 'day' : 'hour';
  const counted = {
    period: await countTotals(db, periods.period, bucket),
    before: await countTotals(db, periods.before, bucket),
  };
  const unauthorised = await countUnauthorised(db, scope, filters, periods);
  const lists = await rankAll(db, periods, limit);
  return {
    trails: await countTrails(db, scope),
    trailStates: await countLogging(db, scope),
    ...sumOf(counted.period, unauthorised.period),
    ...valuesOf(lists),
    from: filters.from.toISOString(),
    to: filters.to.toISOString(),
    before: {
      from: before.from.toISOString(),
      to: before.to.toISOString(),
      ...sumOf(counted.before, unauthorised.before),
      complete: await hasLogsBefore(db, scope, endOfStart(before)),
    },
    values: mapLists((list) => lists[list].total),
    step,
    series: preparePoints(counted, { period: filters, before }, step),
  };
}

/** Denied calls and failed sign-ins of both periods: a part of the errors, and none where only successes are asked for. */
async function countUnauthorised(
  db: Queryable,
  scope: Scope,
  filters: EventFilters,
  { period, before }: Periods,
): Promise<{ period: number; before: number }> {
  if (filters.outcome === 'success') return { period: 0, before: 0 };
  const { errorIds } = await resolveFilters(db, scope, { ...filters, outcome: 'unauthorised' });
  const count = async (of: CountedPeriod) => {
    const narrowed: ResolvedFilters = { ...of.filters, errorIds };
    const counted = await countTotals(db, { ...of, filters: narrowed }, null);
    return counted.reduce((sum, { events }) => sum + events, 0);
  };
  return { period: await count(period), before: await count(before) };
}

async function rankAll(
  db: Queryable,
  periods: Periods,
  limit: number,
): Promise<Record<SummaryList, Ranking>> {
  const rank = (list: SummaryList) => rankValues(db, LIST_FIELDS[list], periods, limit);
  return {
    regions: await rank('regions'),
    services: await rank('services'),
    eventNames: await rank('eventNames'),
    users: await rank('users'),
    ips: await rank('ips'),
    resources: await rank('resources'),
  };
}

function valuesOf(lists: Record<SummaryList, Ranking>): Pick<Summary, SummaryList> {
  return mapLists((list) => lists[list].values);
}

function mapLists<T>(of: (list: SummaryList) => T): Record<SummaryList, T> {
  return {
    regions: of('regions'),
    services: of('services'),
    eventNames: of('eventNames'),
    users: of('users'),
    ips: of('ips'),
    resources: of('resources'),
  };
}

function sumOf(buckets: readonly CountedBucket[], unauthorised: number): SummaryCounts {
  return {
    events: buckets.reduce((sum, { events }) => sum + events, 0),
    errors: buckets.reduce((sum, { errors }) => sum + errors, 0),
    unauthorised,
  };
}

// A day of grace, or a tenth of a long period: an account may be quiet at first.
function endOfStart({ from, to }: TimeRange): Date {
  return new Date(from.getTime() + Math.max(DAY_MS, (to.getTime() - from.getTime()) / 10));
}
