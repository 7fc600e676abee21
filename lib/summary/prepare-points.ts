import { bucketSpan } from '#lib/charts/buckets.ts';
import type { ChartStep } from '#lib/charts/chart-input.ts';
import type { TimeRange } from '#lib/time/ranges.ts';
import type { SummaryPoint } from './schema.ts';

type Bucket = { bucket: Date | null; events: number; errors: number };

const DAY_MS = 86_400_000;

/** Of a period up to this long the hours are shown, and up to that long the quarters of its days. */
const HOURS_UP_TO_MS = 3 * DAY_MS;
const QUARTERS_UP_TO_MS = 31 * DAY_MS;

export function stepOf({ from, to }: TimeRange): ChartStep {
  const length = to.getTime() - from.getTime();
  if (length <= HOURS_UP_TO_MS) return 'hour';
  return length <= QUARTERS_UP_TO_MS ? 'six-hours' : 'day';
}

/**
 * A point for every step of the period, each beside the one of the period before that lies as far back as the two are apart,
 * in whole steps. Buckets may be counted finer than the steps.
 */
export function preparePoints(
  counted: { period: readonly Bucket[]; before: readonly Bucket[] },
  periods: { period: TimeRange; before: TimeRange },
  chartStep: ChartStep,
): SummaryPoint[] {
  const step = bucketSpan(chartStep);
  const { period, before } = periods;
  const shift = Math.max(1, Math.round((period.from.getTime() - before.from.getTime()) / step)) * step;
  const now = sumSteps(counted.period, step);
  const earlier = sumSteps(counted.before, step);
  const points: SummaryPoint[] = [];
  for (
    let start = Math.floor(period.from.getTime() / step) * step;
    start < period.to.getTime();
    start += step
  ) {
    points.push({
      start: new Date(start).toISOString(),
      events: now.get(start)?.events ?? 0,
      errors: now.get(start)?.errors ?? 0,
      eventsBefore: earlier.get(start - shift)?.events ?? 0,
    });
  }
  return points;
}

function sumSteps(buckets: readonly Bucket[], stepMs: number): Map<number, Omit<Bucket, 'bucket'>> {
  const steps = new Map<number, Omit<Bucket, 'bucket'>>();
  for (const { bucket, events, errors } of buckets) {
    const start = Math.floor((bucket?.getTime() ?? 0) / stepMs) * stepMs;
    const known = steps.get(start) ?? { events: 0, errors: 0 };
    steps.set(start, { events: known.events + events, errors: known.errors + errors });
  }
  return steps;
}
