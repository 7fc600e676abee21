import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayStart, fromWallClock, toWallClock, weekdayOf } from '#lib/time/zoned.ts';

const wall = (text: string) => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = text.split(/\D/).map(Number);
  return { year, month, day, hour, minute, second };
};

describe('wall clocks', () => {
  test.each([
    ['2026-11-20T14:22:31Z', 'UTC', '2026-11-20 14:22:31'],
    ['2026-11-20T23:30:00Z', 'Europe/Berlin', '2026-11-21 00:30:00'],
    ['2026-07-01T00:00:00Z', 'America/Los_Angeles', '2026-06-30 17:00:00'],
    ['2026-01-01T00:00:00Z', 'Asia/Kolkata', '2026-01-01 05:30:00'],
    ['2026-01-01T00:00:00Z', 'Pacific/Chatham', '2026-01-01 13:45:00'],
  ])('%s in %s is %s', (instant, zone, shown) => {
    expect(toWallClock(new Date(instant), zone)).toEqual(wall(shown));
    expect(fromWallClock(wall(shown), zone).toISOString()).toBe(new Date(instant).toISOString());
  });

  test('an hour skipped in spring is read as the one after it', () => {
    const instant = fromWallClock(wall('2026-03-29 02:30:00'), 'Europe/Berlin');
    expect(instant.toISOString()).toBe('2026-03-29T01:30:00.000Z');
    expect(toWallClock(instant, 'Europe/Berlin')).toEqual(wall('2026-03-29 03:30:00'));
  });

  test('of an hour that comes twice in autumn the first is taken', () => {
    const instant = fromWallClock(wall('2026-10-25 02:30:00'), 'Europe/Berlin');
    expect(instant.toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });

  test('what a clock shows is read back as the same time of day, whatever the zone', () => {
    const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia'];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(2000, 0) / 1000, max: Date.UTC(2040, 0) / 1000 }),
        (zone, seconds) => {
          const shown = toWallClock(new Date(seconds * 1000), zone);
          expect(toWallClock(fromWallClock(shown, zone), zone)).toEqual(shown);
        },
      ),
    );
  });
});

describe('days', () => {
  test('the day begins at midnight of the zone, also where the day has 23 or 25 hours', () => {
    const start = (instant: string, days = 0) =>
      dayStart(new Date(instant), 'Europe/Berlin', days).toISOString();
    expect(start('2026-03-29T12:00:00Z')).toBe('2026-03-28T23:00:00.000Z');
    expect(start('2026-03-29T12:00:00Z', 1)).toBe('2026-03-29T22:00:00.000Z');
    expect(start('2026-10-25T12:00:00Z', 1)).toBe('2026-10-25T23:00:00.000Z');
    expect(start('2026-12-31T12:00:00Z', 1)).toBe('2026-12-31T23:00:00.000Z');
  });

  test('Monday is 1 and Sunday 7', () => {
    expect(weekdayOf({ year: 2026, month: 11, day: 16 })).toBe(1);
    expect(weekdayOf({ year: 2026, month: 11, day: 15 })).toBe(7);
  });
});
