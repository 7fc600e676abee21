import { describe, expect, test } from 'vitest';
import { pastedValues } from '#components/searches/pasted-values.ts';
import { parseSearches, toSearchesParams } from '#components/searches/searches-state.ts';
import { parseEventSearch, toSearchParams } from '#lib/events/url.ts';
import { MAIN_SEARCHES, MORE_SEARCHES, toEventSearch } from '#lib/searches/common-searches.ts';

const now = new Date('2026-11-20T12:00:00Z');
const ALL = [...MAIN_SEARCHES, ...MORE_SEARCHES];
const named = (id: string) => {
  const search = ALL.find((one) => one.id === id);
  if (!search) throw new Error(`There is no search ${id}.`);
  return search;
};
const linkOf = (id: string, values: string[] = []) =>
  toSearchParams(toEventSearch(named(id), values, { preset: '14d' }, { now })).toString();

describe('a common search', () => {
  test.each([
    ['instance', ['i-0abc'], 'service=ec2&event=RunInstances&event=StartInstances&resource=i-0abc'],
    ['instance', [], 'service=ec2&event=RunInstances&event=StartInstances'],
    ['unauthorised', [], 'outcome=unauthorised'],
    ['users', ['maria', 'omar'], 'user=maria&user=omar&identityType=IAMUser'],
    ['users', [], 'identityType=IAMUser'],
    ['ips', ['203.0.113.9'], 'groupBy=ip&ip=203.0.113.9'],
    ['without-mfa', [], 'event=ConsoleLogin&outcome=success&mfa=false'],
    ['role', ['ci-deploy'], 'groupBy=accessKey&user=ci-deploy&identityType=AssumedRole'],
  ])('%s with %j is the link %s', (id, values, link) => {
    const sorted = (text: string) => [...new URLSearchParams(text)].map(String).sort();
    expect(sorted(linkOf(id, values))).toEqual(sorted(link));
  });

  test.each(ALL.map(({ id }) => id))('%s comes back whole from its link', (id) => {
    const search = toEventSearch(named(id), ['x-1'], { preset: '7d' }, { now });
    const back = parseEventSearch(toSearchParams(search), { now });
    expect(back).toMatchObject({ groupBy: search.groupBy, range: search.range });
    expect(back.filters).toEqual({
      ...search.filters,
      readOnly: search.filters.readOnly,
      mfa: search.filters.mfa,
    });
  });

  test('has a name of its own', () => {
    expect(new Set(ALL.map(({ id }) => id)).size).toBe(ALL.length);
  });
});

describe('the forms', () => {
  test('come back from the address that they make', () => {
    const query =
      'users=maria&users=omar&users.period=30d&ips.period=2026-11-01T00%3A00%3A00Z%7E2026-11-02T00%3A00%3A00Z';
    const state = parseSearches(new URLSearchParams(query), ['users', 'ips']);
    expect(state.users).toEqual({ range: { preset: '30d' }, values: ['maria', 'omar'] });
    expect(toSearchesParams(state).toString()).toBe(query);
  });

  test('take junk in the address for nothing', () => {
    const state = parseSearches(new URLSearchParams('users.period=x~y&ips.period=9d&nobody=1'), [
      'users',
      'ips',
    ]);
    expect(toSearchesParams(state).toString()).toBe('');
  });
});

test('a pasted list is taken in whatever way it is written, each value once', () => {
  expect(pastedValues(' "10.0.0.1", 10.0.0.2;10.0.0.1\r\n\n2001:db8::1\t\'maria\' ')).toEqual([
    '10.0.0.1',
    '10.0.0.2',
    '2001:db8::1',
    'maria',
  ]);
});
