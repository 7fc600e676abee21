import { fromWallClock, toWallClock } from './zoned.ts';

/** Presets in the order of the menu. The ids stand in URLs: do not rename one. */
export const RANGE_PRESETS = [
  { id: '1h', label: 'Last hour', hours: 1 },
  { id: '24h', label: 'Last 24 hours', hours: 24 },
  { id: '7d', label: 'Last 7 days', hours: 7 * 24 },
  { id: '14d', label: 'Last two weeks', hours: 14 * 24 },
  { id: '30d', label: 'Last 30 days', hours: 30 * 24 },
  { id: '90d', label: 'Last 90 days', hours: 90 * 24 },
  { id: 'month', label: 'This month', hours: null },
] as const;

export type RangePreset = (typeof RANGE_PRESETS)[number]['id'];

/** What the person chose: a preset that moves with the clock, or two fixed instants (ISO, UTC, end not included). */
export type RangeValue = { preset: RangePreset } | { from: string; to: string };

/** Two instants, half-open. */
export interface TimeRange {
  from: Date;
  to: Date;
}

export const DEFAULT_RANGE: RangeValue = { preset: '14d' };

export function isRangePreset(id: string): id is RangePreset {
  return RANGE_PRESETS.some((preset) => preset.id === id);
}

/**
 * The instants that a choice means at `now`. `zone` decides where "this month" begins. Fixed instants that cannot
 * be read or do not run forward fall back to the default, as junk in a URL does.
 */
export function resolveRange(value: RangeValue, now: Date, zone = 'UTC'): TimeRange {
  if ('from' in value) {
    const from = new Date(value.from);
    const to = new Date(value.to);
    return from.getTime() < to.getTime() ? { from, to } : resolveRange(DEFAULT_RANGE, now, zone);
  }
  const preset = RANGE_PRESETS.find(({ id }) => id === value.preset);
  if (preset?.hours) return { from: new Date(now.getTime() - preset.hours * 3_600_000), to: now };
  const { year, month } = toWallClock(now, zone);
  const from = fromWallClock({ year, month, day: 1, hour: 0, minute: 0, second: 0 }, zone);
  return { from, to: now };
}

/** The name of the choice as its button shows it. */
export function rangeLabel(value: RangeValue): string {
  if ('from' in value) return 'Own dates';
  return RANGE_PRESETS.find(({ id }) => id === value.preset)?.label ?? 'Own dates';
}

/** The end of the running minute: a period that moves with the clock reads better without seconds and misses nothing. */
export function endOfMinute(now: Date): Date {
  return new Date(Math.ceil(now.getTime() / 60_000) * 60_000);
}
