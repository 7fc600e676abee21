import { describe, expect, test } from 'vitest';
import { chartTitle, recordWords } from '#components/events/group-words.ts';
import { parseEventQuery } from '#lib/events/api-query.ts';
import { parseEventSearch } from '#lib/events/url.ts';

const clock = { now: new Date('2026-11-21T12:00:00Z') };
const page = (query: string) => parseEventSearch(new URLSearchParams(query), clock);
const api = (query: string) => parseEventQuery(new URLSearchParams(query), clock);
const CALLS = ['management', 'data', 'network-activity'];

describe('what is counted together', () => {
  test.each([
    ['', ['management']],
    ['category=all', CALLS],
    ['category=data&category=management', ['management', 'data']],
    ['category=insight', ['insight']],
    ['category=aggregated', ['aggregated']],
  ])('%s asks for %j, on the page as over the API', (query, categories) => {
    expect(page(query).filters.category).toEqual(categories);
    expect(api(query).filters.category).toEqual(categories);
  });

  test.each([
    ['category=insight&category=management', ['management']],
    ['category=insight&category=all', CALLS],
    ['category=aggregated&category=insight', ['insight']],
  ])('%s is refused over the API, and a page leaves out what is no call', (query, categories) => {
    expect(page(query).filters.category).toEqual(categories);
    expect(() => api(query)).toThrow(/alone/);
  });
});

describe('a report says which records it counts', () => {
  test.each([
    ['', 'Events per day by user'],
    ['category=insight&groupBy=event', 'Insights per day by event type'],
    ['category=data', 'Data events per day by user'],
    ['category=all', 'Management, data and network activity events per day by user'],
  ])('%s: %s', (query, title) => {
    expect(chartTitle(page(query))).toBe(title);
  });

  test('one is singular', () => {
    expect(recordWords(['insight']).one).toBe('Insight');
  });
});
