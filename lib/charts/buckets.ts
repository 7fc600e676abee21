import { dayStart, toWallClock, weekdayOf } from '#lib/time/zoned.ts';
import type { ChartStep, EventsChartInput } from './chart-input.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
// A typing error in a URL must not make a million points; the page offers days for long ranges.
const MAX_BUCKETS = 5000;

const SPANS: Record<ChartStep, number> = { day: DAY_MS, 'six-hours': 6 * HOUR_MS, hour: HOUR_MS };

export function bucketSpan(step: ChartStep): number {
  return SPANS[step];
}

/** Days are kept by UTC day, so they and their quarters are labelled in UTC whatever the viewer's zone. */
export function bucketZone({ aggregate, zone }: { aggregate: ChartStep; zone: string }): string {
  return aggregate === 'hour' ? zone : 'UTC';
}

/** The starts of all buckets that the range touches, epoch ms. */
export function bucketStarts(input: Pick<EventsChartInput, 'aggregate' | 'from' | 'to'>): number[] {
  const span = bucketSpan(input.aggregate);
  const first = Math.floor(Date.parse(input.from) / span) * span;
  const count = Math.max(0, Math.ceil((Date.parse(input.to) - first) / span));
  return Array.from({ length: Math.min(count, MAX_BUCKETS) }, (_, n) => first + n * span);
}

export interface TimeBand {
  fromMs: number;
  toMs: number;
}

/** Saturdays with Sundays between two instants, as the calendar of `zone` has them. */
export function weekendBands(startMs: number, endMs: number, zone: string): TimeBand[] {
  const bands: TimeBand[] = [];
  for (let fromMs = startMs; fromMs < endMs; ) {
    const instant = new Date(fromMs);
    const toMs = Math.min(dayStart(instant, zone, 1).getTime(), endMs);
    if (weekdayOf(toWallClock(instant, zone)) >= 6) {
      const last = bands.at(-1);
      if (last?.toMs === fromMs) last.toMs = toMs;
      else bands.push({ fromMs, toMs });
    }
    fromMs = toMs;
  }
  return bands;
}

/** Known gaps cut to what is drawn; touching and overlapping ones become one. */
export function gapBands(
  gaps: readonly { from: string; to: string }[],
  startMs: number,
  endMs: number,
): TimeBand[] {
  const cut = gaps
    .map(({ from, to }) => ({
      fromMs: Math.max(startMs, Date.parse(from)),
      toMs: Math.min(endMs, Date.parse(to)),
    }))
    .filter(({ fromMs, toMs }) => fromMs < toMs)
    .sort((a, b) => a.fromMs - b.fromMs);
  const bands: TimeBand[] = [];
  for (const gap of cut) {
    const last = bands.at(-1);
    if (last && gap.fromMs <= last.toMs) last.toMs = Math.max(last.toMs, gap.toMs);
    else bands.push(gap);
  }
  return bands;
}

/** Of a bucket that the period cuts, less than this outside of it is not worth a sign. */
const LEAST_OUTSIDE = 0.02;

/** The parts of the first and the last bucket that lie outside of the period: there the lines fall for no other reason. */
export function outsideBands(
  points: readonly { startMs: number; endMs: number; fromMs: number; toMs: number }[],
): TimeBand[] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return [];
  const least = (first.endMs - first.startMs) * LEAST_OUTSIDE;
  return [
    { fromMs: first.startMs, toMs: first.fromMs },
    { fromMs: last.toMs, toMs: last.endMs },
  ].filter(({ fromMs, toMs }) => toMs - fromMs > least);
}
