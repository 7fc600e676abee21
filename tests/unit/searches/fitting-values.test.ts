import { expect, test } from 'vitest';
import { mostThatFit, tooManyWords } from '#components/searches/pasted-values.ts';
import { hasRoom, toEventsQuery } from '#components/searches/searches-state.ts';
import { MAX_QUERY_BYTES } from '#lib/events/search-params.ts';
import { MAIN_SEARCHES } from '#lib/searches/common-searches.ts';

const clock = { now: new Date('2026-11-20T12:00:00Z'), zone: 'UTC' };
const users = MAIN_SEARCHES.find(({ id }) => id === 'users');
if (!users) throw new Error('There is no search for users.');
const queryOf = (values: readonly string[]) =>
  toEventsQuery(users, { range: { preset: '14d' }, values: [...values] }, clock);
const fits = (values: readonly string[]) => hasRoom(queryOf(values));
const names = (count: number, name: string) => Array.from({ length: count }, (_, n) => `${name}${n}`);

test.each([
  ['long', 'a-service-account-with-a-long-name-'],
  // Each letter takes six bytes in an address.
  ['foreign', 'ώώώώώώ-'],
])('of 500 %s names a search takes as many as its address has room for', (_, name) => {
  const values = names(500, name);
  const most = mostThatFit(values, fits);
  expect(most).toBeGreaterThan(200);
  expect(most).toBeLessThan(500);
  expect(queryOf(values.slice(0, most)).length).toBeLessThanOrEqual(MAX_QUERY_BYTES);
  expect(queryOf(values.slice(0, most + 1)).length).toBeGreaterThan(MAX_QUERY_BYTES);
  expect(tooManyWords(values, fits)).toMatch(
    new RegExp(`^500 values, .* the first ${most}\\. Search in parts`),
  );
  expect(tooManyWords(values.slice(0, most), fits)).toBeNull();
});

test('of short names it takes 500, which is what Events reads', () => {
  const values = names(501, 'u');
  expect(fits(values)).toBe(true);
  expect(mostThatFit(values, fits)).toBe(500);
  expect(tooManyWords(values, fits)).toContain('501 values, of which one search takes the first 500');
  expect(tooManyWords(values.slice(1), fits)).toBeNull();
});

test('nothing chosen is never too much', () => {
  expect(tooManyWords([], fits)).toBeNull();
});
