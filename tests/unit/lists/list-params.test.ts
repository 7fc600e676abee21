import { describe, expect, it } from 'vitest';
import { listHref, parseListParams, placeOfPage } from '#lib/lists/list-params.ts';

const SPEC = { path: '/list', sorts: ['name', 'age'], filters: ['old'] } as const;
const DEFAULT = { q: '', sort: 'name', down: false, filter: null, page: 1 };

describe('the state of a list', () => {
  it('is its URL, without what is the default', () => {
    const state = { q: 'a b', sort: 'age', down: true, filter: 'old', page: 3 } as const;
    const href = listHref(SPEC, state);
    expect(href).toBe('/list?q=a+b&show=old&sort=age&down=1&page=3');
    expect(parseListParams(SPEC, Object.fromEntries(new URLSearchParams(href.split('?')[1])))).toEqual(state);
    expect(listHref(SPEC, DEFAULT)).toBe('/list');
  });

  it.each([
    { sort: 'password_hash', show: 'x', page: '-1', down: 'yes' },
    { page: '1e9' },
    { page: '1.5' },
    { sort: ['', 'age'] },
    {},
  ])('falls back to the default for %j', (params) => {
    expect(parseListParams(SPEC, params)).toEqual(DEFAULT);
  });

  it('does not mix with another list on the same page', () => {
    const other = { ...SPEC, prefix: 'other-' };
    expect(parseListParams(other, { q: 'mine', page: '4' })).toEqual(DEFAULT);
    expect(listHref(other, { q: 'x', page: 2 })).toBe('/list?other-q=x&other-page=2');
    expect(parseListParams(other, { 'other-q': 'x', 'other-page': '2' })).toMatchObject({ q: 'x', page: 2 });
  });

  it('shows the last page where a later one is asked for', () => {
    expect(placeOfPage(9, 101)).toEqual({ page: 3, pages: 3, skip: 100 });
    expect(placeOfPage(1, 0)).toEqual({ page: 1, pages: 1, skip: 0 });
  });
});
