import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEventTime } from '#lib/cloudtrail/event-time.ts';

const AT = Date.UTC(2024, 1, 29, 13, 58, 7);

describe('times', () => {
  test.each([
    ['2024-02-29T13:58:07Z', AT],
    ['2024-02-29T13:58:07.250Z', AT + 250],
    ['20240229T135807Z', AT],
    ['2024-02-29 13:58:07', AT],
    ['2024-02-29 13:58:07 UTC', AT],
    ['2024-02-29T15:58:07+02:00', AT],
    ['2024-02-29T08:13:07-0545', AT],
    ['2016-12-31T23:59:60Z', Date.UTC(2017, 0, 1)],
  ])('%s', (text, expected) => {
    expect(parseEventTime(text)).toBe(expected);
  });

  test.each([
    '',
    'now',
    '2023-02-29T00:00:00Z',
    '2024-13-01T00:00:00Z',
    '2024-01-01T24:00:00Z',
    '2024-01-01',
    '1708000000',
    '2024-0a-01T00:00:00Z',
    ' 2024-01-01T00:00:00Z',
  ])('"%s" is no time', (text) => {
    expect(parseEventTime(text)).toBeNull();
  });

  test('every second of CloudTrail’s life is read as JavaScript writes it', () => {
    const seconds = fc.integer({ min: Date.UTC(2000, 0, 1) / 1000, max: Date.UTC(2120, 0, 1) / 1000 });
    fc.assert(
      fc.property(seconds, (second) => {
        const iso = new Date(second * 1000).toISOString();
        expect(parseEventTime(iso)).toBe(second * 1000);
        expect(parseEventTime(iso.replace('.000', ''))).toBe(second * 1000);
      }),
      { numRuns: 1000 },
    );
  });
});
