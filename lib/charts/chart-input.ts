/** What the query answers for one bucket of time. `counts` holds the top groups; what is absent is 0. */
export interface SeriesBucket {
  /** Start of the bucket, ISO, UTC: midnight for days, the full hour for hours. */
  start: string;
  counts: Record<string, number>;
  /** Events of all groups that are not in `counts`. */
  other: number;
  errors: number;
}

export interface SeriesGroup {
  value: string;
  /** What a person reads; the value itself where there is nothing better. */
  label: string;
  events: number;
  errors: number;
}

/** How long a bucket is. Days and six hours are those of UTC, hours are the same everywhere. */
export type ChartStep = 'day' | 'six-hours' | 'hour';

export interface EventsChartInput {
  series: SeriesBucket[];
  /** The top groups in order of events; only the first six are drawn, the others join the rest. */
  groups: SeriesGroup[];
  /** How many groups there are beyond `groups`. */
  otherGroups: number;
  aggregate: 'day' | 'hour';
  /** ISO, half-open. */
  from: string;
  to: string;
  /** IANA zone for hours. Days are UTC days, as the day rollup keeps them. */
  zone: string;
}

/** A time for which the data is known to be missing or too low. */
export interface ChartGap {
  from: string;
  to: string;
  /** "incomplete", "no data": shown beside the hatching. */
  label: string;
}
