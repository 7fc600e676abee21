import { bucketSpan } from '#lib/charts/buckets.ts';
import type { ChartPoint, ChartSeries, PreparedSeries } from '#lib/charts/prepare-series.ts';
import type { Summary } from './schema.ts';

export const EVENTS_KEY = 'events';
export const BEFORE_KEY = 'before';

/** What the chart draws: the period's events, those of the period before where they can be compared, and the errors. */
export function prepareComparison(summary: Summary): PreparedSeries {
  const compared = isComparable(summary);
  const points = summary.series.map((point) => toPoint(point, summary, compared));
  const most = (of: (point: ChartPoint) => number) =>
    points.reduce((found, point) => Math.max(found, of(point)), 0);
  return {
    series: seriesOf(summary, compared),
    points,
    startMs: points[0]?.startMs ?? Date.parse(summary.from),
    endMs: points.at(-1)?.endMs ?? Date.parse(summary.to),
    maxValue: most(({ values }) => Math.max(0, ...Object.values(values))),
    maxTotal: most(({ total }) => total),
    maxErrors: most(({ errors }) => errors),
    totalEvents: summary.events,
    totalErrors: summary.errors,
  };
}

/** Whether the period before says anything: its logs are there from its start, and hold events. */
export function isComparable({ before }: Pick<Summary, 'before'>): boolean {
  return before.complete && before.events > 0;
}

function seriesOf({ events, before }: Summary, compared: boolean): ChartSeries[] {
  const now: ChartSeries = {
    key: EVENTS_KEY,
    value: EVENTS_KEY,
    label: 'Events',
    colour: 'now',
    events,
    share: 1,
  };
  const earlier: ChartSeries = {
    key: BEFORE_KEY,
    value: BEFORE_KEY,
    label: 'Period before',
    colour: 'before',
    events: before.events,
    share: 1,
  };
  return compared ? [now, earlier] : [now];
}

function toPoint(
  { start, events, errors, eventsBefore }: Summary['series'][number],
  { step, from, to }: Summary,
  compared: boolean,
): ChartPoint {
  const startMs = Date.parse(start);
  const endMs = startMs + bucketSpan(step);
  return {
    startMs,
    midMs: (startMs + endMs) / 2,
    endMs,
    fromMs: Math.max(startMs, Date.parse(from)),
    toMs: Math.min(endMs, Date.parse(to)),
    values: compared ? { [EVENTS_KEY]: events, [BEFORE_KEY]: eventsBefore } : { [EVENTS_KEY]: events },
    total: events,
    errors,
  };
}
