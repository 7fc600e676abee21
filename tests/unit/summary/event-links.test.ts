import { expect, test } from 'vitest';
import { eventFilters } from '#lib/events/schema.ts';
import { parseEventSearch } from '#lib/events/url.ts';
import { listQuery, valueQuery } from '#lib/summary/event-links.ts';

const period = { from: new Date('2026-11-07T09:41:00Z'), to: new Date('2026-11-21T09:41:00Z') };
const filters = eventFilters.parse({ ...period, category: ['data'], user: ['alice'] });
const parse = (query: string) =>
  parseEventSearch(new URLSearchParams(query), { now: new Date('2027-03-01T00:00:00Z') });

test('a link keeps the period and the filters, and adds its own value, whenever it is opened', () => {
  expect(parse(valueQuery(filters, 'resources', 'arn:aws:s3:::a b&c=d')).filters).toEqual({
    ...filters,
    resource: ['arn:aws:s3:::a b&c=d'],
  });
});

test('events without a value are linked to as those that have none', () => {
  expect(parse(valueQuery(filters, 'ips', '')).filters.ip).toEqual(['(none)']);
});

test('all values of a list are the groups of Events', () => {
  expect(parse(listQuery(filters, 'eventNames'))).toMatchObject({ groupBy: 'event', filters });
});
