import { describe, expect, test } from 'vitest';
import { chartNote, groupColours, toChartInput } from '#components/events/chart-data.ts';
import { groupLabel } from '#components/events/group-words.ts';
import { findPlace, stepFrom } from '#components/events/open-lists.ts';
import { parsePageState } from '#components/events/page-state.ts';
import { emptySentence } from '#components/events/search-sentence.ts';
import { pageOf, sortGroups } from '#components/events/sort-groups.ts';
import type { EventGroup, EventGroups, EventRow } from '#lib/events/schema.ts';
import { NONE } from '#lib/events/schema.ts';

const group = (value: string, events: number, errors = 0, lastSeen = '2026-11-20T10:00:00Z'): EventGroup => ({
  value,
  events,
  errors,
  firstSeen: '2026-11-07T00:00:00Z',
  lastSeen,
});

describe('groups in the table', () => {
  test('are sorted by what was chosen, and equal ones by name so that pages do not shuffle', () => {
    const groups = [group('b', 5), group('a', 5), group('c', 9, 1), group('d', 1, 3, '2026-11-20T12:00:00Z')];
    const names = (sort: Parameters<typeof sortGroups>[1]) =>
      sortGroups(groups, sort).map(({ value }) => value);
    expect(names('events')).toEqual(['c', 'a', 'b', 'd']);
    expect(names('errors')).toEqual(['d', 'c', 'a', 'b']);
    expect(names('lastSeen')[0]).toBe('d');
  });

  test('a page beyond the last is the last', () => {
    const items = Array.from({ length: 25 }, (_, n) => n);
    expect(pageOf(items, 99, 12)).toEqual({ items: [24], first: 25, page: 3 });
    expect(pageOf([], 1, 12)).toEqual({ items: [], first: 0, page: 1 });
  });

  test('without a value are called so, and accounts by name and number', () => {
    expect(groupLabel('accessKey', '', {})).toBe('No access key');
    expect(groupLabel('errorCode', NONE, {})).toBe('No error code');
    expect(groupLabel('account', '012345678901', { '012345678901': 'prod' })).toBe('prod 012345678901');
  });
});

describe('the chart over the table', () => {
  const values = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const answer: EventGroups = {
    total: { events: 360, errors: 0, groups: 20 },
    groups: values.map((value, n) => group(value, 80 - n)),
    topValues: values,
    series: [],
    truncated: false,
  };
  const { search } = parsePageState(new URLSearchParams(), { now: new Date('2026-11-21T00:00:00Z') });

  test('has six lines, and the others are counted in the rest', () => {
    const input = toChartInput(search, answer, 'UTC', {});
    expect(input.groups.map(({ value }) => value)).toEqual(values.slice(0, 6));
    expect(input.otherGroups).toBe(14);
    expect(chartNote(answer)).toBe('top 6 of 20, and the rest');
    expect(chartNote({ ...answer, total: { ...answer.total, groups: 6 } })).toBeUndefined();
  });

  test('gives its colours to the table: grey for what has no line', () => {
    const colourOf = groupColours(answer);
    expect(new Set(values.slice(0, 6).map(colourOf)).size).toBe(6);
    expect(colourOf('a')).toBeGreaterThan(0);
    expect(colourOf('g')).toBe(0);
  });
});

describe('stepping through events', () => {
  const row = (eventId: string): EventRow => ({ accountId: '1', eventId }) as EventRow;
  const list = {
    events: [row('b'), row('c')],
    offset: 2,
    total: 9,
    newer: async () => [row('z'), row('a')],
    older: null,
  };

  test('goes over the edge of the page to the neighbour there, and stops at the end', async () => {
    const at = (eventId: string) => {
      const place = findPlace(new Map([['root', list]]), { accountId: '1', eventId });
      if (!place) throw new Error(`${eventId} is not in the list`);
      return place;
    };
    expect((await stepFrom(at('b'), 'older'))?.eventId).toBe('c');
    expect((await stepFrom(at('b'), 'newer'))?.eventId).toBe('a');
    expect(await stepFrom(at('c'), 'older')).toBeNull();
    expect(findPlace(new Map([['root', list]]), { accountId: '2', eventId: 'b' })).toBeNull();
  });
});

describe('an empty answer', () => {
  const say = (query: string) => {
    const clock = { now: new Date('2026-11-21T00:00:00Z') };
    const { search } = parsePageState(new URLSearchParams(query), clock);
    return emptySentence(search.filters, 'UTC');
  };

  test('says what was asked', () => {
    expect(say('')).toBe('There is no event in 7 – 20 Nov.');
    expect(say('user=maria.keller&ip=192.0.2.145')).toBe(
      'Nothing in 7 – 20 Nov has user maria.keller and IP 192.0.2.145.',
    );
    expect(say('region=a&region=b&region=c&outcome=error')).toContain('region a or 2 others and an error');
  });
});
