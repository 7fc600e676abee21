import { expect, test } from 'vitest';
import { formatChange, formatDifference } from '#lib/summary/format-change.ts';

test.each([
  [109, 100, '+9.0 %'],
  [968, 1000, '−3.2 %'],
  [100, 100, '±0 %'],
  [100_000, 100_001, '±0 %'],
  [0, 40, '−100.0 %'],
  [3124, 1000, '+212.4 %'],
  [12_345, 100, '+12,245 %'],
  [5, 0, null],
])('a count of %i after one of %i has changed by %s', (now, before, words) => {
  expect(formatChange(now, before)).toBe(words);
});

test.each([
  [1_398_204, 1_292_240, '+ 105,964'],
  [3, 5, '− 2'],
  [7, 7, '0'],
])('%i are %s more than %i', (now, before, words) => {
  expect(formatDifference(now, before)).toBe(words);
});
