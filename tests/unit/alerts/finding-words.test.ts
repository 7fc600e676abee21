import { expect, test } from 'vitest';
import { deliveryWords } from '#components/alerts/finding-words.ts';

test.each([
  ['waiting', 0, null, 'waits to be sent'],
  ['waiting', 1, null, 'is being sent'],
  ['waiting', 1, '500 Internal Server Error', '500 Internal Server Error, tried once'],
  ['waiting', 3, 'timed out', 'timed out, tried 3 times'],
  ['failed', 9, 'timed out', 'timed out, given up'],
  ['sent', 1, null, 'taken'],
] as const)('a message that is %s after %i tries (%s) "%s"', (state, attempts, error, words) => {
  expect(deliveryWords({ state, attempts, error })).toBe(words);
});
