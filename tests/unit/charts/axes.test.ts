import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { axisPosition, pointTitle, timeTicks, valueAxis } from '#lib/charts/axes.ts';
import { gapBands, weekendBands } from '#lib/charts/buckets.ts';
import { prepareSeries } from '#lib/charts/prepare-series.ts';

const points = (aggregate: 'day' | 'hour', from: string, to: string) =>
  prepareSeries(
    { series: [], groups: [], otherGroups: 0, aggregate, from, to, zone: 'UTC' },
    { one: '', many: '' },
  ).points;

describe('the axis of values', () => {
  test('has round figures', () => {
    expect(valueAxis(39_814, 'linear').ticks).toEqual([0, 10_000, 20_000, 30_000, 40_000]);
    expect(valueAxis(103_667, 'linear').ticks).toEqual([0, 25_000, 50_000, 75_000, 100_000]);
    expect(valueAxis(3, 'linear').ticks).toEqual([0, 1, 2, 3]);
    expect(valueAxis(0, 'linear').ticks).toEqual([0, 1]);
    expect(valueAxis(40, 'log').ticks).toEqual([0, 1, 10]);
    expect(valueAxis(39_814, 'log').ticks).toEqual([0, 10, 100, 1000, 10_000]);
  });

  test('holds every value, in whole and rising ticks, on both scales', () => {
    fc.assert(
      fc.property(fc.nat(10 ** 9), fc.constantFrom('linear' as const, 'log' as const), (max, scale) => {
        const axis = valueAxis(max, scale);
        expect(axisPosition(max, axis)).toBeLessThanOrEqual(1);
        expect(axis.ticks.every((tick) => Number.isInteger(tick) && tick <= axis.top)).toBe(true);
        expect(new Set(axis.ticks).size).toBe(axis.ticks.length);
        expect(axis.ticks.length).toBeGreaterThanOrEqual(2);
        expect(axis.ticks.length).toBeLessThanOrEqual(7);
      }),
    );
  });

  test('has a place for zero on the log scale', () => {
    const axis = valueAxis(1000, 'log');
    expect(axisPosition(0, axis)).toBe(0);
    expect(axisPosition(1, axis)).toBeGreaterThan(0.05);
  });
});

describe('the axis of time', () => {
  test('names days with their weekday while there is room, and thins them out where there is not', () => {
    const days = points('day', '2026-11-07T00:00:00Z', '2026-11-21T00:00:00Z');
    expect(timeTicks(days, 'day', 'UTC', 794).map(({ label }) => label)).toEqual(
      'Sat 7,Sun 8,Mon 9,Tue 10,Wed 11,Thu 12,Fri 13,Sat 14,Sun 15,Mon 16,Tue 17,Wed 18,Thu 19,Fri 20'.split(
        ',',
      ),
    );
    expect(timeTicks(days, 'day', 'UTC', 346).map(({ label }) => label)).toEqual([
      '7 Nov',
      '10 Nov',
      '13 Nov',
      '16 Nov',
      '19 Nov',
    ]);
  });

  test('names hours at full hours of the viewer, with the date at midnight', () => {
    const hours = points('hour', '2026-11-18T06:00:00Z', '2026-11-19T12:00:00Z');
    expect(timeTicks(hours, 'hour', 'UTC', 400).map(({ label }) => label)).toEqual([
      '06:00',
      '12:00',
      '18:00',
      '19 Nov',
      '06:00',
    ]);
    expect(timeTicks(hours, 'hour', 'Europe/Berlin', 400)[2]?.label).toBe('19 Nov');
  });

  test('never has more labels than there is room for', () => {
    for (const days of [1, 3, 14, 90]) {
      const to = new Date(Date.UTC(2026, 7, 1 + days)).toISOString();
      const hours = points('hour', '2026-08-01T00:00:00Z', to);
      expect(timeTicks(hours, 'hour', 'UTC', 794).length).toBeLessThanOrEqual(13);
    }
  });
});

describe('the head of the tooltip', () => {
  test('says which part of a cut day was counted', () => {
    const [first, second] = points('day', '2026-11-17T14:00:00Z', '2026-11-19T00:00:00Z');
    expect(first && pointTitle(first, 'day', 'UTC')).toEqual({
      day: 'Tue 17 Nov',
      span: '14:00 – 24:00 UTC',
    });
    expect(second && pointTitle(second, 'day', 'UTC')).toEqual({ day: 'Wed 18 Nov', span: '24 h, UTC' });
  });

  test('gives an hour its two ends in the viewer’s zone', () => {
    const [hour] = points('hour', '2026-11-18T23:00:00Z', '2026-11-19T00:00:00Z');
    expect(hour && pointTitle(hour, 'hour', 'Europe/Berlin')).toEqual({
      day: 'Thu 19 Nov',
      span: '00:00 – 01:00',
    });
  });
});

describe('six hours at a time', () => {
  const sixHours = (from: string, count: number) =>
    Array.from({ length: count }, (_, n) => {
      const startMs = Date.parse(from) + n * 6 * 3_600_000;
      const endMs = startMs + 6 * 3_600_000;
      const midMs = (startMs + endMs) / 2;
      return { startMs, midMs, endMs, fromMs: startMs, toMs: endMs, values: {}, total: 0, errors: 0 };
    });

  test('a day stands under its middle, where that is drawn', () => {
    const ticks = timeTicks(sixHours('2026-11-16T18:00:00Z', 10), 'six-hours', 'UTC', 800);
    expect(ticks).toEqual([
      { atMs: Date.parse('2026-11-17T12:00:00Z'), label: 'Tue 17' },
      { atMs: Date.parse('2026-11-18T12:00:00Z'), label: 'Wed 18' },
    ]);
  });

  test('the last of a day ends at 24:00', () => {
    const [evening] = sixHours('2026-11-16T18:00:00Z', 1);
    expect(evening && pointTitle(evening, 'six-hours', 'UTC')).toEqual({
      day: 'Mon 16 Nov',
      span: '18:00 – 24:00 UTC',
    });
  });
});

describe('bands', () => {
  const at = (text: string) => Date.parse(text);

  test('Saturday and Sunday of the zone are one band', () => {
    const bands = (zone: string) =>
      weekendBands(at('2026-11-12T00:00:00Z'), at('2026-11-22T00:00:00Z'), zone).map(({ fromMs, toMs }) => [
        new Date(fromMs).toISOString().slice(0, 16),
        new Date(toMs).toISOString().slice(0, 16),
      ]);
    expect(bands('UTC')).toEqual([
      ['2026-11-14T00:00', '2026-11-16T00:00'],
      ['2026-11-21T00:00', '2026-11-22T00:00'],
    ]);
    expect(bands('America/New_York')[0]).toEqual(['2026-11-14T05:00', '2026-11-16T05:00']);
  });

  test('gaps are cut to the range and overlapping ones are one', () => {
    const bands = gapBands(
      [
        { from: '2026-11-13T00:00:00Z', to: '2026-12-01T00:00:00Z' },
        { from: '2026-11-01T00:00:00Z', to: '2026-11-08T00:00:00Z' },
        { from: '2026-11-07T12:00:00Z', to: '2026-11-09T00:00:00Z' },
        { from: '2026-10-01T00:00:00Z', to: '2026-10-02T00:00:00Z' },
      ],
      at('2026-11-07T00:00:00Z'),
      at('2026-11-21T00:00:00Z'),
    );
    expect(bands).toEqual([
      { fromMs: at('2026-11-07T00:00:00Z'), toMs: at('2026-11-09T00:00:00Z') },
      { fromMs: at('2026-11-13T00:00:00Z'), toMs: at('2026-11-21T00:00:00Z') },
    ]);
  });
});
