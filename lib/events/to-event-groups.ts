import type { TimeRange } from '#lib/time/ranges.ts';
import { isoTime } from './event-row.ts';
import type { Aggregate, EventGroup, EventGroups, SeriesPoint } from './schema.ts';

/** A row of the grouping query: a bucket's total, a group, a point of a series, or an identity type seen in a group. */
export type GroupRow = {
  kind: 'total' | 'group' | 'series' | 'identity';
  value: string;
  bucket: Date | null;
  events: number;
  errors: number;
  first_seen: Date | null;
  last_seen: Date | null;
  groups: number;
  grouped: number;
  identity_type: string | null;
};

const BUCKET_MS = { day: 86_400_000, hour: 3_600_000 } as const;

/** Rows in the order of their groups' places, as the answer: with a point for every bucket of the period. */
export function toEventGroups(
  rows: readonly GroupRow[],
  range: TimeRange,
  aggregate: Aggregate,
): EventGroups {
  const of = (kind: GroupRow['kind']) => rows.filter((row) => row.kind === kind);
  const totals = of('total');
  const identities = Map.groupBy(of('identity'), (row) => row.value);
  const groups = of('group').map((row) => toGroup(row, identities.get(row.value)));
  const count = totals[0]?.groups ?? 0;
  return {
    total: { events: sum(totals, 'events'), errors: sum(totals, 'errors'), groups: count },
    groups,
    topValues: [...new Set(of('series').map((row) => row.value))],
    series: toSeries(totals, of('series'), range, aggregate),
    truncated: count > groups.length,
  };
}

function toGroup(row: GroupRow, identities: GroupRow[] | undefined): EventGroup {
  return {
    value: row.value,
    events: row.events,
    errors: row.errors,
    firstSeen: row.first_seen ? isoTime(row.first_seen) : '',
    lastSeen: row.last_seen ? isoTime(row.last_seen) : '',
    ...(identities && { identityTypes: identities.map((found) => found.identity_type ?? '').sort() }),
  };
}

function toSeries(
  totals: GroupRow[],
  points: GroupRow[],
  { from, to }: TimeRange,
  aggregate: Aggregate,
): SeriesPoint[] {
  const step = BUCKET_MS[aggregate];
  const totalAt = new Map(totals.map((row) => [row.bucket?.getTime(), row]));
  const pointsAt = Map.groupBy(points, (row) => row.bucket?.getTime());
  const series: SeriesPoint[] = [];
  for (let start = Math.floor(from.getTime() / step) * step; start < to.getTime(); start += step) {
    const total = totalAt.get(start);
    const top = pointsAt.get(start) ?? [];
    series.push({
      start: isoTime(new Date(start)),
      counts: Object.fromEntries(top.map((row) => [row.value, row.events])),
      other: (total?.grouped ?? 0) - sum(top, 'events'),
      errors: total?.errors ?? 0,
    });
  }
  return series;
}

function sum(rows: readonly GroupRow[], field: 'events' | 'errors'): number {
  return rows.reduce((total, row) => total + row[field], 0);
}
