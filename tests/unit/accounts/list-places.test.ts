import { describe, expect, test } from 'vitest';
import { HOME_ROWS, homeHref, parseHomeSearch } from '#lib/accounts/home-search.ts';
import { listPlaces } from '#lib/accounts/list-places.ts';

const place = (name: string, id: string, events: number, last?: string) => ({
  name,
  id,
  events,
  lastMs: last ? Date.parse(last) : null,
});
const PLACES = [
  place('Audit', '222222222222', 9, '2026-11-18T10:00:00Z'),
  place('audit-old', '444444444444', 5, '2026-11-21T10:00:00Z'),
  place('legacy', '333333333333', 0),
  place('shop', '012345678901', 5, '2026-11-20T10:00:00Z'),
];
const MANY = Array.from({ length: 2 * HOME_ROWS + 1 }, (_, n) => place(`a${n}`, String(n), n));
const list = (search: Partial<Parameters<typeof listPlaces<(typeof PLACES)[number]>>[2]>, places = PLACES) =>
  listPlaces(places, ({ name, id }) => [name, id], { q: '', sort: 'events', page: 1, ...search });
const names = (page: ReturnType<typeof list>) => page.items.map(({ name }) => name);

describe('the places of Home', () => {
  test.each([
    ['events', ['Audit', 'audit-old', 'shop', 'legacy']],
    ['name', ['Audit', 'audit-old', 'legacy', 'shop']],
    ['last', ['audit-old', 'shop', 'Audit', 'legacy']],
  ] as const)('are ordered by %s, and where that is the same by name', (sort, expected) => {
    expect(names(list({ sort }))).toEqual(expected);
  });

  test('are ordered by their findings as they are told to, and where that says nothing by events', () => {
    const byFindings = (a: { id: string }, b: { id: string }) => b.id.localeCompare(a.id);
    expect(names(list({ sort: 'findings', byFindings }))).toEqual(['audit-old', 'legacy', 'Audit', 'shop']);
    expect(names(list({ sort: 'findings' }))).toEqual(names(list({ sort: 'events' })));
  });

  test.each([
    ['AUDIT', ['Audit', 'audit-old']],
    ['0123', ['shop']],
    ['0123-4567-8901', ['shop']],
    ['-', ['audit-old']],
    ['nobody', []],
  ])('are found by a part of their name or number: %s', (q, expected) => {
    const page = list({ q });
    expect(names(page)).toEqual(expected);
    expect(page).toMatchObject({ matching: expected.length, total: 4 });
  });

  test('come page by page, each once, and a page beyond the last is the last', () => {
    const pages = [1, 2, 3].map((page) => list({ page }, MANY));
    expect(pages.map(({ first }) => first)).toEqual([1, HOME_ROWS + 1, 2 * HOME_ROWS + 1]);
    expect(pages.flatMap(names)).toEqual(MANY.map(({ name }) => name).reverse());
    expect(list({ page: 99 }, MANY)).toMatchObject({ first: MANY.length, page: 3, matching: MANY.length });
    expect(list({ q: 'nobody', page: 7 }, MANY)).toMatchObject({ first: 0, page: 1, items: [] });
  });
});

test('the address says only what was chosen, gives the same again, and junk falls back', () => {
  expect(homeHref(parseHomeSearch({}))).toBe('/');
  const search = { q: 'a&b', sort: 'name', views: 2, accounts: 3, discovered: 1 } as const;
  const params = new URLSearchParams(homeHref(search).slice(2));
  expect(parseHomeSearch(Object.fromEntries(params))).toEqual(search);
  expect(
    parseHomeSearch({ sort: 'password', accounts: '-1', discovered: ['2', '3'], q: ['x', 'y'] }),
  ).toEqual({
    q: 'x',
    sort: 'events',
    views: 1,
    accounts: 1,
    discovered: 2,
  });
});
