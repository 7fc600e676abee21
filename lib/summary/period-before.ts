import type { TimeRange } from '#lib/time/ranges.ts';

/**
 * What a period is compared with: the time right before it, as long as the part of it that is over at `now`. A period
 * that ends in the future would otherwise be a part against a whole.
 */
export function periodBefore({ from, to }: TimeRange, now: Date): TimeRange {
  const end = now > from && now < to ? now : to;
  return { from: new Date(from.getTime() - (end.getTime() - from.getTime())), to: from };
}
