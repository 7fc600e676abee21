import type { TimeRange } from '#lib/time/ranges.ts';
import type { Aggregate } from './schema.ts';

/** A part of a period and the coarsest rows that count it exactly. */
export type RangePart = TimeRange & { rows: 'day' | 'hour' | 'event' };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * A period as whole days, whole hours beside them and the rest of an hour at either end: so that counts are exact and
 * single events are read only at the ends. With `hour`, days are not used. Parts come oldest first and do not overlap.
 */
export function splitRange({ from, to }: TimeRange, aggregate: Aggregate): RangePart[] {
  const start = from.getTime();
  const end = to.getTime();
  const coarse = aggregate === 'day' ? ('day' as const) : ('hour' as const);
  const parts = cut(start, end, coarse === 'day' ? DAY_MS : HOUR_MS, coarse);
  return parts
    .flatMap((part) =>
      coarse === 'day' && part.rows === 'event' ? cut(part.start, part.end, HOUR_MS, 'hour') : [part],
    )
    .map((part) => ({ rows: part.rows, from: new Date(part.start), to: new Date(part.end) }));
}

type Part = { rows: RangePart['rows']; start: number; end: number };

/** [start, end) as the whole units inside it, in one piece, and what is left before and after. */
function cut(start: number, end: number, unit: number, rows: Part['rows']): Part[] {
  const first = Math.ceil(start / unit) * unit;
  const last = Math.floor(end / unit) * unit;
  const pieces: Part[] =
    first < last
      ? [
          { rows: 'event', start, end: first },
          { rows, start: first, end: last },
          { rows: 'event', start: last, end },
        ]
      : [{ rows: 'event', start, end }];
  return pieces.filter((piece) => piece.start < piece.end);
}
