import { expect, test } from 'vitest';
import { outsideBands } from '#lib/charts/buckets.ts';

const HOUR = 3_600_000;
const day = (n: number, from = 0, to = 24) => ({
  startMs: n * 24 * HOUR,
  endMs: (n + 1) * 24 * HOUR,
  fromMs: (n * 24 + from) * HOUR,
  toMs: (n * 24 + to) * HOUR,
});

test('what the period leaves out of its first and last day is marked', () => {
  expect(outsideBands([day(0, 10), day(1), day(2, 0, 9)])).toEqual([
    { fromMs: 0, toMs: 10 * HOUR },
    { fromMs: 57 * HOUR, toMs: 72 * HOUR },
  ]);
});

test('whole days, a minute at the end, and no day at all have no mark', () => {
  expect(outsideBands([day(0), day(1, 0, 23.99)])).toEqual([]);
  expect(outsideBands([])).toEqual([]);
});

test('a period within one day is marked on both sides', () => {
  expect(outsideBands([day(0, 8, 12)])).toHaveLength(2);
});
