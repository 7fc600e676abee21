import { expect, test } from 'vitest';
import { findingWords, seenWords } from '#components/alerts/coverage/coverage-words.ts';

const names = (...seen: number[]) => seen.map((count, at) => ({ name: `event-${at}`, seen: count }));

test.each([
  [
    'how many came, under how many of the names',
    { events: names(20, 0, 3), seen: 23 },
    '23, of 2 of 3 names',
  ],
  ['one name as one', { events: names(1_200), seen: 1_200 }, '1,200, of 1 of 1 name'],
  ['that none came', { events: names(0, 0), seen: 0 }, 'none, of 2 names'],
  ['that a rule names no event', { events: null, seen: 60_000 }, '60,000, of any name'],
])('words of what a rule saw say %s', (_, rule, words) => {
  expect(seenWords(rule)).toBe(words);
});

test('one finding is one', () => {
  expect([1, 2].map(findingWords)).toEqual(['1 finding', '2 findings']);
});
