import { describe, expect, test } from 'vitest';
import { parseDateInput } from '#lib/time/parse.ts';
import { DEFAULT_RANGE, RANGE_PRESETS, rangeLabel, resolveRange } from '#lib/time/ranges.ts';

const NOW = new Date('2026-11-21T05:54:00Z');
const iso = ({ from, to }: { from: Date; to: Date }) => [from.toISOString(), to.toISOString()];

describe('ranges', () => {
  test('the default is the fourteen days that end now', () => {
    expect(iso(resolveRange(DEFAULT_RANGE, NOW))).toEqual([
      '2026-11-07T05:54:00.000Z',
      '2026-11-21T05:54:00.000Z',
    ]);
  });

  test('every preset ends now and begins before it', () => {
    for (const { id } of RANGE_PRESETS) {
      const { from, to } = resolveRange({ preset: id }, NOW);
      expect(to).toEqual(NOW);
      expect(from.getTime()).toBeLessThan(NOW.getTime());
    }
  });

  test('"this month" begins at the midnight of the viewer’s zone', () => {
    const from = (zone: string, now = NOW) => resolveRange({ preset: 'month' }, now, zone).from.toISOString();
    expect(from('UTC')).toBe('2026-11-01T00:00:00.000Z');
    expect(from('America/New_York')).toBe('2026-11-01T04:00:00.000Z');
    expect(from('Asia/Tokyo', new Date('2026-10-31T16:00:00Z'))).toBe('2026-10-31T15:00:00.000Z');
  });

  test('own dates are taken as they are', () => {
    const own = { from: '2026-11-07T00:00:00Z', to: '2026-11-21T00:00:00Z' };
    expect(iso(resolveRange(own, NOW))).toEqual(['2026-11-07T00:00:00.000Z', '2026-11-21T00:00:00.000Z']);
    expect(rangeLabel(own)).toBe('Own dates');
  });

  test.each([
    ['junk', '2026-11-21T00:00:00Z'],
    ['2026-11-07T00:00:00Z', ''],
    ['2026-11-21T00:00:00Z', '2026-11-07T00:00:00Z'],
    ['2026-11-21T00:00:00Z', '2026-11-21T00:00:00Z'],
  ])('dates that are none or run backwards (%s to %s) fall back to the default', (from, to) => {
    expect(resolveRange({ from, to }, NOW)).toEqual(resolveRange(DEFAULT_RANGE, NOW));
  });
});

describe('typed dates', () => {
  test.each([
    ['7 Nov 2026 00:00', 'UTC', '2026-11-07T00:00:00.000Z'],
    ['7 November 2026', 'UTC', '2026-11-07T00:00:00.000Z'],
    [' 7  nov 2026  14:05:09 ', 'UTC', '2026-11-07T14:05:09.000Z'],
    ['2026-11-07 14:05', 'Europe/Berlin', '2026-11-07T13:05:00.000Z'],
    ['2026-11-07', 'America/New_York', '2026-11-07T05:00:00.000Z'],
    ['20 Nov 2026 14:22:31 UTC', 'Europe/Berlin', '2026-11-20T14:22:31.000Z'],
    ['2026-11-07T14:05:09Z', 'Europe/Berlin', '2026-11-07T14:05:09.000Z'],
    ['2026-11-07T14:05:09+02:00', 'UTC', '2026-11-07T12:05:09.000Z'],
  ])('%s in %s is %s', (text, zone, expected) => {
    expect(parseDateInput(text, zone)?.toISOString()).toBe(expected);
  });

  test.each(['', 'now', '31 Feb 2026', '2026-13-01', '7 Nov 2026 25:00', '7 Nov', '7 Nov 2026 12:60'])(
    '%j is no date',
    (text) => expect(parseDateInput(text, 'UTC')).toBeNull(),
  );
});
