import { formatDay, formatDayMonth, formatHourMinute, formatWeekdayDay } from '#lib/time/format.ts';
import { toWallClock } from '#lib/time/zoned.ts';
import type { ChartStep } from './chart-input.ts';
import type { ChartPoint } from './prepare-series.ts';

const DAY_MS = 86_400_000;

export type AxisScale = 'linear' | 'log';

export interface ValueAxis {
  ticks: number[];
  /** Upper end of the domain; the lower is 0. */
  top: number;
  scale: AxisScale;
}

/** Round figures from 0 up to the largest value, about `count` of them. */
export function valueAxis(max: number, scale: AxisScale, count = 4): ValueAxis {
  return scale === 'log' ? logAxis(max) : linearAxis(max, count);
}

function linearAxis(max: number, count: number): ValueAxis {
  if (max <= 0) return { ticks: [0, 1], top: 1, scale: 'linear' };
  const rough = max / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  // Counts are whole: a step of 2.5 events, or one below 1, would label the same number twice.
  const factors = power < 10 ? [1, 2, 5, 10] : [1, 2, 2.5, 5, 10];
  const factor = factors.find((step) => step * power >= rough * 0.95) ?? 10;
  const step = Math.max(1, factor * power);
  // The step that holds the maximum gets its own end where the lines come near to it.
  const steps = max % step > step * 0.6 ? Math.ceil(max / step) : Math.floor(max / step);
  const ticks = Array.from({ length: Math.max(1, steps) + 1 }, (_, n) => n * step);
  return { ticks, top: Math.max(max, ticks.at(-1) ?? 1) * 1.05, scale: 'linear' };
}

function logAxis(max: number): ValueAxis {
  // From a few hundred on the 1 would stand on the 0.
  const ticks = max < 200 ? [0, 1] : [0];
  for (let tick = 10; tick <= Math.max(max, 10); tick *= 10) ticks.push(tick);
  const top = Math.max(max * 1.2, ticks.at(-1) ?? 1);
  const every = Math.ceil(ticks.length / 6);
  return {
    ticks: ticks.filter((_, n) => n === 0 || (ticks.length - 1 - n) % every === 0),
    top,
    scale: 'log',
  };
}

/** Where a value lies on its axis, 0 (bottom) – 1 (top). The log scale is log(1 + x), so that 0 has a place. */
export function axisPosition(value: number, axis: ValueAxis): number {
  if (axis.scale === 'linear') return value / axis.top;
  return Math.log1p(value) / Math.log1p(axis.top);
}

export interface TimeTick {
  atMs: number;
  label: string;
}

/**
 * Labels under the points, as many as `widthPx` has room for. Days stand under the middle of their bucket
 * ("Sat 7", or "7 Nov" when they are thinned out), hours at full hours with the date at midnight.
 */
export function timeTicks(
  points: readonly ChartPoint[],
  aggregate: ChartStep,
  zone: string,
  widthPx: number,
): TimeTick[] {
  if (aggregate === 'hour') return hourTicks(points, zone, widthPx);
  return dayTicks(aggregate === 'day' ? points : wholeDays(points), zone, widthPx);
}

/** The UTC days whose middle is among the points. */
function wholeDays(points: readonly ChartPoint[]): Pick<ChartPoint, 'startMs' | 'midMs'>[] {
  return points
    .filter(({ startMs }) => startMs % DAY_MS === DAY_MS / 2)
    .map(({ startMs }) => ({ startMs: startMs - DAY_MS / 2, midMs: startMs }));
}

function dayTicks(
  points: readonly Pick<ChartPoint, 'startMs' | 'midMs'>[],
  zone: string,
  widthPx: number,
): TimeTick[] {
  const room = Math.max(1, Math.floor(widthPx / 54));
  const every = Math.ceil(points.length / room);
  const format = every === 1 ? formatWeekdayDay : formatDayMonth;
  return points
    .filter((_, n) => n % every === 0)
    .map(({ midMs, startMs }) => ({ atMs: midMs, label: format(startMs, zone) }));
}

function hourTicks(points: readonly ChartPoint[], zone: string, widthPx: number): TimeTick[] {
  const room = Math.max(1, Math.floor(widthPx / 64));
  const hours = points.map(({ startMs }) => toWallClock(new Date(startMs), zone).hour);
  const step = [1, 2, 3, 6, 12, 24].find((every) => points.length / every <= room) ?? 24;
  let kept = points.filter((_, n) => (hours[n] ?? 0) % step === 0);
  if (step === 24) kept = kept.filter((_, n) => n % Math.ceil(kept.length / room) === 0);
  return kept.map(({ startMs }) => {
    const time = formatHourMinute(startMs, zone);
    return { atMs: startMs, label: time.startsWith('00:') ? formatDayMonth(startMs, zone) : time };
  });
}

/** Head of the tooltip: the bucket's day, and which part of it was counted. */
export function pointTitle(
  point: ChartPoint,
  aggregate: ChartStep,
  zone: string,
): { day: string; span: string } {
  const whole = point.fromMs === point.startMs && point.toMs === point.endMs;
  const day = formatDay(point.startMs, zone);
  const zoneWord = zone === 'UTC' ? ' UTC' : '';
  if (aggregate === 'day' && whole) return { day, span: '24 h, UTC' };
  const ends = formatHourMinute(point.toMs, zone);
  const end = aggregate !== 'hour' && ends === '00:00' ? '24:00' : ends;
  return { day, span: `${formatHourMinute(point.fromMs, zone)} – ${end}${zoneWord}` };
}
