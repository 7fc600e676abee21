import { describe, expect, test } from 'vitest';
import type { EventsChartInput } from '#lib/charts/chart-input.ts';
import { prepareSeries } from '#lib/charts/prepare-series.ts';

const NOUNS = { one: 'user', many: 'users' };
const group = (value: string, events = 1) => ({ value, label: value, events, errors: 0 });

function input(part: Partial<EventsChartInput>): EventsChartInput {
  return {
    series: [],
    groups: [],
    otherGroups: 0,
    aggregate: 'day',
    from: '2026-11-07T00:00:00Z',
    to: '2026-11-10T00:00:00Z',
    zone: 'UTC',
    ...part,
  };
}

describe('the points of the chart', () => {
  test('a bucket that was not answered is a real zero', () => {
    const { points } = prepareSeries(
      input({
        groups: [group('ann', 5)],
        series: [{ start: '2026-11-08T00:00:00.000Z', counts: { ann: 5 }, other: 0, errors: 1 }],
      }),
      NOUNS,
    );
    expect(points.map(({ values, total, errors }) => [values.s0, total, errors])).toEqual([
      [0, 0, 0],
      [5, 5, 1],
      [0, 0, 0],
    ]);
  });

  test('a range that cuts days has all days that it touches, and knows the part that was counted', () => {
    const { points } = prepareSeries(
      input({ from: '2026-11-07T14:00:00Z', to: '2026-11-09T06:00:00Z' }),
      NOUNS,
    );
    expect(points).toHaveLength(3);
    const iso = (ms: number | undefined) => new Date(ms ?? 0).toISOString();
    expect(iso(points[0]?.startMs)).toBe('2026-11-07T00:00:00.000Z');
    expect(iso(points[0]?.fromMs)).toBe('2026-11-07T14:00:00.000Z');
    expect(iso(points[2]?.toMs)).toBe('2026-11-09T06:00:00.000Z');
  });

  test('hours are full hours', () => {
    const range = { aggregate: 'hour', from: '2026-11-07T10:30:00Z', to: '2026-11-07T12:10:00Z' } as const;
    const { points } = prepareSeries(input(range), NOUNS);
    expect(points.map(({ startMs }) => new Date(startMs).getUTCHours())).toEqual([10, 11, 12]);
  });

  test('a year that was typed wrong does not make a million points', () => {
    const { points } = prepareSeries(input({ aggregate: 'hour', from: '0226-01-01T00:00:00Z' }), NOUNS);
    expect(points.length).toBeLessThanOrEqual(5000);
  });
});

describe('the series of the chart', () => {
  const eight = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((value) => group(value, 10));
  const bucket = {
    start: '2026-11-07T00:00:00Z',
    counts: Object.fromEntries(eight.map(({ value }) => [value, 10])),
    other: 7,
    errors: 0,
  };

  test('six are drawn, the others join the rest, and nothing is lost', () => {
    const { series, points, totalEvents } = prepareSeries(
      input({ groups: eight, series: [bucket], otherGroups: 140 }),
      NOUNS,
    );
    expect(series.map(({ label }) => label)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', '142 other users']);
    expect(points[0]?.values.rest).toBe(27);
    expect(totalEvents).toBe(87);
    expect(series.reduce((sum, { events }) => sum + events, 0)).toBe(87);
  });

  test('one other is one, and without others there is no rest', () => {
    const labels = (otherGroups: number, other: number) =>
      prepareSeries(
        input({ groups: [group('a', 10)], otherGroups, series: [{ ...bucket, counts: { a: 10 }, other }] }),
        NOUNS,
      ).series.map(({ label }) => label);
    expect(labels(1, 7)).toEqual(['a', '1 other user']);
    expect(labels(0, 0)).toEqual(['a']);
    expect(labels(0, 7)).toEqual(['a', 'the rest']);
  });

  test('a user called like a field of a point is counted like any other', () => {
    for (const value of ['rest', 's0', '__proto__', 'constructor', 'a.b[0]']) {
      const counts = Object.fromEntries([[value, 4]]);
      const { points } = prepareSeries(
        input({ groups: [group(value, 4)], series: [{ ...bucket, counts, other: 0 }] }),
        NOUNS,
      );
      expect(points[0]?.values.s0).toBe(4);
      expect(points[0]?.total).toBe(4);
    }
  });

  test('no events at all are a share of nothing, not NaN', () => {
    const { series, maxTotal } = prepareSeries(input({ groups: [group('a', 0)] }), NOUNS);
    expect(series[0]?.share).toBe(0);
    expect(maxTotal).toBe(0);
  });
});
