import { bucketSpan, bucketStarts } from './buckets.ts';
import type { EventsChartInput, SeriesBucket } from './chart-input.ts';
import { assignColours, REST_COLOUR, type SeriesColour } from './series-colours.ts';

const MAX_SERIES = 6;
const REST_KEY = 'rest';

export interface ChartSeries {
  /** `s0`…`s5` in order of events, or `rest`: the field of a point. Values themselves may hold dots. */
  key: string;
  /** Null for the rest. */
  value: string | null;
  label: string;
  colour: SeriesColour;
  events: number;
  /** 0–1 of all events of the period. */
  share: number;
}

export interface ChartPoint {
  /** Start, middle and end of the bucket, epoch ms. The lines run through the middles. */
  startMs: number;
  midMs: number;
  endMs: number;
  /** The part of the bucket that is inside of the range. */
  fromMs: number;
  toMs: number;
  values: Record<string, number>;
  total: number;
  errors: number;
}

export interface PreparedSeries {
  series: ChartSeries[];
  points: ChartPoint[];
  startMs: number;
  endMs: number;
  maxValue: number;
  maxTotal: number;
  maxErrors: number;
  totalEvents: number;
  totalErrors: number;
}

/**
 * Decides what the events chart draws: the six largest groups and one rest, in every bucket of the range a number
 * (a bucket that the query did not answer is a real zero), and the largest values for the axes.
 * `nouns` names the rest: "142 other users".
 */
export function prepareSeries(input: EventsChartInput, nouns: { one: string; many: string }): PreparedSeries {
  const shown = input.groups.slice(0, MAX_SERIES);
  const byStart = new Map(input.series.map((bucket) => [Date.parse(bucket.start), bucket]));
  const points = bucketStarts(input).map((startMs) => toPoint(startMs, byStart.get(startMs), input, shown));
  const totalEvents = sum(points, (point) => point.total);
  const series = shown.map((group, rank) => ({ ...group, key: `s${rank}` }));
  const colours = assignColours(shown.map((group) => group.value));
  const lines: ChartSeries[] = series.map(({ key, value, label, events }) => ({
    key,
    value,
    label,
    colour: colours.get(value) ?? REST_COLOUR,
    events,
    share: totalEvents > 0 ? events / totalEvents : 0,
  }));
  const restCount = input.groups.length - shown.length + input.otherGroups;
  const restEvents = sum(points, (point) => point.values[REST_KEY] ?? 0);
  if (restCount > 0 || restEvents > 0) {
    lines.push({
      key: REST_KEY,
      value: null,
      label: restLabel(restCount, nouns),
      colour: REST_COLOUR,
      events: restEvents,
      share: totalEvents > 0 ? restEvents / totalEvents : 0,
    });
  }
  const first = points[0];
  const last = points.at(-1);
  return {
    series: lines,
    points,
    startMs: first?.startMs ?? Date.parse(input.from),
    endMs: last?.endMs ?? Date.parse(input.to),
    maxValue: max(points, (point) => Math.max(0, ...Object.values(point.values))),
    maxTotal: max(points, (point) => point.total),
    maxErrors: max(points, (point) => point.errors),
    totalEvents,
    totalErrors: sum(points, (point) => point.errors),
  };
}

function toPoint(
  startMs: number,
  bucket: SeriesBucket | undefined,
  input: EventsChartInput,
  shown: EventsChartInput['groups'],
): ChartPoint {
  const counts = new Map(Object.entries(bucket?.counts ?? {}));
  const values: Record<string, number> = {};
  shown.forEach(({ value }, rank) => {
    values[`s${rank}`] = counts.get(value) ?? 0;
    counts.delete(value);
  });
  // Groups that the query counted by name and the chart does not draw belong to the rest.
  values[REST_KEY] = (bucket?.other ?? 0) + sum([...counts.values()], (count) => count);
  const endMs = startMs + bucketSpan(input.aggregate);
  return {
    startMs,
    midMs: (startMs + endMs) / 2,
    endMs,
    fromMs: Math.max(startMs, Date.parse(input.from)),
    toMs: Math.min(endMs, Date.parse(input.to)),
    values,
    total: sum(Object.values(values), (count) => count),
    errors: bucket?.errors ?? 0,
  };
}

function restLabel(count: number, nouns: { one: string; many: string }): string {
  if (count <= 0) return 'the rest';
  return `${count.toLocaleString('en-GB')} other ${count === 1 ? nouns.one : nouns.many}`;
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

function max<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((most, item) => Math.max(most, of(item)), 0);
}
