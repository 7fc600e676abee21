import type { Aggregate } from '#lib/events/schema.ts';
import type { TimeRange } from '#lib/time/ranges.ts';
import type { SummaryPoint } from './schema.ts';

type Bucket = { bucket: Date | null; events: number; errors: number };

const STEP_MS = { day: 86_400_000, hour: 3_600_000 } as const;

/**
 * A point for every day or hour of the period, each beside the one of the period before that lies as far back as the two
 * are apart, in whole steps.
 */
export function preparePoints(
  counted: { period: readonly Bucket[]; before: readonly Bucket[] },
  periods: { period: TimeRange; before: TimeRange },
  aggregate: Aggregate,
): SummaryPoint[] {
  const step = STEP_MS[aggregate];
  const { period, before } = periods;
  const shift = Math.max(1, Math.round((period.from.getTime() - before.from.getTime()) / step)) * step;
  const now = byStart(counted.period);
  const earlier = byStart(counted.before);
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

function byStart(buckets: readonly Bucket[]): Map<number | undefined, Bucket> {
  return new Map(buckets.map((bucket) => [bucket.bucket?.getTime(), bucket]));
}
