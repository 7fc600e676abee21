import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CATEGORIES, IDENTITY_TYPES } from '#lib/cloudtrail/event.ts';
import { parseEventQuery } from '#lib/events/api-query.ts';
import { AGGREGATES, GROUP_BYS, LIST_FILTERS, OUTCOME_FILTERS } from '#lib/events/schema.ts';
import { parseEventSearch, toSearchParams } from '#lib/events/url.ts';

const now = new Date('2026-11-21T05:54:30Z');
const clock = { now };
const parse = (query: string) => parseEventSearch(new URLSearchParams(query), clock);
const query = (text: string) => parseEventQuery(new URLSearchParams(text), clock, ['scope']);

describe('a page’s query string', () => {
  test('without parameters is the last 14 days by user and day', () => {
    const search = parse('');
    expect(search).toMatchObject({ range: { preset: '14d' }, groupBy: 'user', aggregate: 'day' });
    expect(search.filters.from).toEqual(new Date('2026-11-07T05:54:30Z'));
    expect(search.filters.to).toEqual(now);
    expect(toSearchParams(search).toString()).toBe('');
  });

  test('is read the same from URLSearchParams and from what a page gets', () => {
    const page = { user: ['a', 'b'], region: 'eu-central-1', readOnly: 'false', q: undefined };
    expect(parseEventSearch(page, clock)).toEqual(parse('user=a&user=b&region=eu-central-1&readOnly=false'));
  });

  test.each([
    ['from=yesterday&to=2026-11-09'],
    ['from=2026-11-09&to=2026-11-08'],
    ['from=2026-02-31'],
    ['groupBy=__proto__&aggregate=&outcome=x&readOnly=1&mfa=yes&limit=0&preset=1y'],
    ['account=1234&identityType=robot&category=none'],
    ['constructor=1&__proto__=2&utm_source=x'],
    ['user=&user=%20'],
  ])('with junk falls back to the default: %s', (junk) => {
    const search = parse(junk);
    if (junk.startsWith('from=yesterday')) {
      expect(search.filters.to).toEqual(new Date('2026-11-09T00:00:00Z'));
      expect(search.filters.from).toEqual(new Date('2026-10-26T00:00:00Z'));
    } else {
      expect(search).toEqual(parse(''));
    }
  });

  test('keeps the good values beside the junk', () => {
    expect(parse('account=1&account=012345678901').filters.account).toEqual(['012345678901']);
  });

  test('reads a time without a zone as UTC whatever the machine’s zone', () => {
    expect(parse('from=2026-11-07T01:00&to=2026-11-07T03:00:00%2B01:00').range).toEqual({
      from: '2026-11-07T01:00:00.000Z',
      to: '2026-11-07T02:00:00.000Z',
    });
  });

  test('counts a short period by hours unless told otherwise', () => {
    expect(parse('preset=24h').aggregate).toBe('hour');
    expect(parse('preset=24h&aggregate=day').aggregate).toBe('day');
  });

  test('never throws, whatever it holds', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.array(fc.string()))), (input) => {
        expect(parseEventSearch(input, clock).filters.from.getTime()).toBeLessThan(now.getTime() + 1);
      }),
    );
  });
});

const text = fc
  .string({ minLength: 1, maxLength: 30, unit: 'grapheme' })
  .filter((value) => value.trim() !== '');
const unique = (item: fc.Arbitrary<string>) => fc.uniqueArray(item, { maxLength: 3 });

/** Any search that the product can write, as query parameters. */
const anySearch = fc
  .record(
    {
      ...Object.fromEntries(LIST_FILTERS.map((name) => [name, unique(text)])),
      account: unique(fc.stringMatching(/^\d{12}$/)),
      identityType: fc.subarray([...IDENTITY_TYPES]),
      category: fc.subarray([...CATEGORIES, 'all']),
      outcome: fc.constantFrom(...OUTCOME_FILTERS),
      readOnly: fc.constantFrom('true', 'false'),
      mfa: fc.constantFrom('true', 'false'),
      q: text,
      groupBy: fc.constantFrom(...GROUP_BYS),
      aggregate: fc.constantFrom(...AGGREGATES),
      preset: fc.constantFrom('1h', '24h', '7d', '14d', '30d', '90d', 'month'),
      limit: fc.integer({ min: 1, max: 1000 }).map(String),
    },
    { requiredKeys: [] },
  )
  .map((record) => parseEventSearch(record, clock));

describe('a search', () => {
  test('comes back the same from the query string that it writes, tolerant and strict', () => {
    fc.assert(
      fc.property(anySearch, (search) => {
        expect(parseEventSearch(toSearchParams(search), clock)).toEqual(search);
        const strict = new URLSearchParams(toSearchParams(search));
        strict.set('aggregate', search.aggregate);
        expect(parseEventQuery(strict, clock)).toEqual(search);
      }),
    );
  });

  test('with fixed instants comes back the same', () => {
    const search = parse('from=2026-11-08T10:00:00Z&to=2026-11-09&groupBy=ip');
    expect(parseEventSearch(toSearchParams(search), clock)).toEqual(search);
  });
});

describe('the API’s query string', () => {
  test.each([
    ['from=yesterday', /from: expected an ISO time/],
    ['from=2026-11-09&to=2026-11-08', /to: expected a time after from/],
    ['from=2026-12-01', /to: expected a time after from/],
    ['from=2026-11-01&preset=7d', /preset: expected either/],
    ['from=2026-11-01&from=2026-11-02', /from: expected one value/],
    ['groupBy=name', /groupBy: expected one of user, event/],
    ['outcome=bad', /outcome: expected one of all/],
    ['readOnly=1', /readOnly: expected true or false/],
    ['limit=2000', /limit: expected at most 1000/],
    ['limit=ten', /limit: expected a whole number/],
    ['account=42', /account: expected 12 digits/],
    ['identityType=robot', /identityType: expected one of/],
    ['from=2020-01-01&aggregate=hour', /aggregate: expected day/],
    ['usr=a', /no parameter usr/],
  ])('refuses %s and says what is expected', (text, message) => {
    expect(() => query(text)).toThrow(message);
  });

  test('takes the endpoint’s own parameters and empty fields', () => {
    expect(query('scope=view:all&q=&user=').filters).toEqual(parse('').filters);
  });
});
