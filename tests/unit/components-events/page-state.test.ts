import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  parsePageState,
  ROWS_CHOICES,
  toPageParams,
  withOpen,
  withRange,
  withSearch,
} from '#components/events/page-state.ts';

const clock = { now: new Date('2026-11-21T05:54:00Z'), zone: 'Europe/Berlin' };
const parse = (query: string) => parsePageState(new URLSearchParams(query), clock);

describe('the URL of the Events page', () => {
  test('without parameters is two weeks by user and day, nothing open', () => {
    const { search, view } = parse('');
    expect(search).toMatchObject({ range: { preset: '14d' }, groupBy: 'user', aggregate: 'day' });
    expect(view).toEqual({
      lines: 'overlaid',
      scale: 'linear',
      sort: 'events',
      rows: 12,
      page: 1,
      open: [],
      event: null,
    });
    expect(toPageParams({ search, view }).toString()).toBe('');
  });

  test('keeps the open event apart from the filter by event type', () => {
    const { search, view } = parse(
      'event=RunInstances&sheet=012345678901:5b1d7c02-9e34-4f7a-8a61-0c2f4d9be713',
    );
    expect(search.filters.event).toEqual(['RunInstances']);
    expect(view.event).toEqual({
      accountId: '012345678901',
      eventId: '5b1d7c02-9e34-4f7a-8a61-0c2f4d9be713',
    });
  });

  test.each([
    'lines=curly',
    'scale=cubic',
    'sort=colour',
    'rows=13',
    'rows=100000',
    'page=0',
    'page=-1',
    'page=x',
    'sheet=12:x',
    'sheet=123456789012:../../etc',
    'limit=3',
    'cursor=abc',
  ])('falls back to the default for junk: %s', (query) => {
    expect(parse(query)).toEqual(parse(''));
  });

  test('comes back the same from what it writes, whatever is chosen', () => {
    const state = fc.record({
      lines: fc.constantFrom('overlaid' as const, 'stacked' as const),
      scale: fc.constantFrom('linear' as const, 'log' as const),
      sort: fc.constantFrom('events' as const, 'errors' as const, 'lastSeen' as const),
      rows: fc.constantFrom(...ROWS_CHOICES),
      page: fc.integer({ min: 1, max: 10_000 }),
      open: fc.uniqueArray(fc.string({ unit: 'grapheme' }), { maxLength: 10 }),
      event: fc.option(fc.record({ accountId: fc.stringMatching(/^\d{12}$/), eventId: fc.uuid() })),
    });
    fc.assert(
      fc.property(state, (view) => {
        const written = toPageParams({ search: parse('').search, view }).toString();
        expect(parse(written).view).toEqual(view);
      }),
    );
  });

  test('keeps the ten groups that were opened last', () => {
    let { view } = parse('');
    for (let n = 1; n <= 12; n += 1) view = withOpen(view, `user-${n}`, true);
    expect(view.open).toHaveLength(10);
    expect(view.open.at(-1)).toBe('user-12');
    expect(view.open).not.toContain('user-2');
    expect(withOpen(view, 'user-12', false).open).not.toContain('user-12');
  });
});

describe('another search', () => {
  test('starts on its first page without a sheet, and closes groups only when they are of another kind', () => {
    const state = parse('page=3&open=root&sheet=012345678901:abc');
    const same = withSearch(state, { ...state.search, aggregate: 'hour' });
    expect(same.view).toMatchObject({ page: 1, event: null, open: ['root'] });
    expect(withSearch(state, { ...state.search, groupBy: 'ip' }).view.open).toEqual([]);
  });

  test('over a short period counts by hours unless days were chosen', () => {
    const short = { from: '2026-11-18T00:00:00.000Z', to: '2026-11-19T00:00:00.000Z' };
    expect(withRange(parse('').search, short, clock).aggregate).toBe('hour');
    expect(withRange(parse('preset=24h&aggregate=day').search, short, clock).aggregate).toBe('day');
    expect(withRange(parse('preset=24h').search, { preset: '14d' }, clock).aggregate).toBe('day');
  });
});
