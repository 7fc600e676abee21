import { expect, test } from 'vitest';
import { opensOnly, placeQuery } from '#lib/searches/prepare-new-places.ts';
import type { NewPlace } from '#lib/searches/queries/list-new-places.ts';

const period = { from: new Date('2026-11-10T00:00:00Z'), to: new Date('2026-11-13T00:00:00Z') };
const country = (addressCount: number): NewPlace => ({
  accountId: '111111111111',
  value: 'DE',
  events: 900,
  errors: 3,
  firstSeen: period.from,
  addresses: Array.from({ length: Math.min(addressCount, 50) }, (_, n) => `203.0.113.${n}`),
  addressCount,
});

test('a country whose link names all of its addresses opens all that was counted, and says nothing', () => {
  expect(new URLSearchParams(placeQuery(country(50), 'country', period)).getAll('ip')).toHaveLength(50);
  expect(opensOnly(country(50))).toBeUndefined();
});

test('one with more addresses says how many of them its link opens', () => {
  const place = country(120);
  const opened = new URLSearchParams(placeQuery(place, 'country', period)).getAll('ip').length;
  expect(opensOnly(place)).toBe(`Opens the ${opened} busiest addresses`);
});
