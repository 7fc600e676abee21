import { expect, test } from 'vitest';
import { timeLeftMs } from '#lib/sources/time-left.ts';

const at = (seconds: number, done: number) => ({ at: new Date(seconds * 1000), done });

test.each([
  ['as fast as in the last minutes', at(0, 1_000), at(60, 4_000), 6_000, 120_000],
  ['nothing waits', at(0, 1_000), at(60, 4_000), 0, null],
  ['nothing was done', at(0, 1_000), at(60, 1_000), 500, null],
  ['counts went back: the data was erased meanwhile', at(0, 1_000), at(60, 900), 500, null],
  ['too short a time to tell', at(0, 1_000), at(10, 4_000), 500, null],
  ['only one sample', at(0, 1_000), at(0, 1_000), 500, null],
  ['no sample', null, null, 500, null],
])('%s', (_, from, to, pending, expected) => {
  expect(timeLeftMs(from, to, pending)).toBe(expected);
});
