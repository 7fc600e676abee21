import { describe, expect, test } from 'vitest';
import { formatDuration } from '#lib/time/duration.ts';
import {
  formatDate,
  formatDateInput,
  formatDay,
  formatDaySpan,
  formatEventTime,
  formatFullTime,
  formatMinute,
  formatSpokenDay,
  zoneLabel,
} from '#lib/time/format.ts';
import { resolveViewerZone } from '#lib/time/zone.ts';

const AT = '2026-11-20T14:22:31Z';

describe('times', () => {
  test('are shown in the zone asked for, not in that of the machine', () => {
    expect(formatEventTime(AT, 'UTC')).toBe('20 Nov 14:22:31');
    expect(formatEventTime(AT, 'Asia/Tokyo')).toBe('20 Nov 23:22:31');
    expect(formatMinute('2026-11-20T23:59:59Z', 'Europe/Berlin')).toBe('21 Nov 00:59');
    expect(formatDay(AT, 'UTC')).toBe('Fri 20 Nov');
    expect(formatDate('2026-12-31T23:30:00Z', 'Europe/Berlin')).toBe('1 Jan 2027');
  });

  test('written in full name their zone, summer time included', () => {
    expect(formatFullTime(AT, 'UTC')).toBe('20 Nov 2026 14:22:31 UTC');
    expect(formatFullTime(AT, 'Europe/Berlin')).toMatch(/^20 Nov 2026 15:22:31 (CET|GMT\+1)$/);
    expect(zoneLabel('Europe/Berlin', '2026-07-01T00:00:00Z')).toMatch(/^(CEST|GMT\+2)$/);
  });

  test('in the date inputs have seconds only where there are any', () => {
    expect(formatDateInput('2026-11-07T00:00:00Z', 'UTC')).toBe('7 Nov 2026 00:00');
    expect(formatDateInput('2026-11-07T00:00:09Z', 'UTC')).toBe('7 Nov 2026 00:00:09');
  });

  test('said aloud begin with the number that is seen', () => {
    expect(formatSpokenDay(2026, 11, 18)).toBe('18 Nov 2026, Wed');
  });
});

describe('the days of a range', () => {
  test.each([
    ['2026-11-07T00:00:00Z', '2026-11-21T00:00:00Z', '7 – 20 Nov'],
    ['2026-10-28T00:00:00Z', '2026-11-04T00:00:00Z', '28 Oct – 3 Nov'],
    ['2026-11-20T00:00:00Z', '2026-11-20T05:00:00Z', '20 Nov'],
    ['2026-12-30T00:00:00Z', '2027-01-03T00:00:00Z', '30 Dec 2026 – 2 Jan 2027'],
  ])('%s to %s reads %s: the end is not included', (from, to, words) => {
    expect(formatDaySpan(from, to, 'UTC')).toBe(words);
  });
});

describe('durations', () => {
  test.each([
    [0, '0 ms'],
    [71, '71 ms'],
    [1_200, '1.2 s'],
    [9_949, '9.9 s'],
    [9_951, '10 s'],
    [38_000, '38 s'],
    [59_700, '1 min'],
    [5 * 60_000, '5 min'],
    [59.7 * 60_000, '1 h'],
    [130 * 60_000, '2 h 10 min'],
    [23.999 * 3_600_000, '1 d'],
    [195 * 3_600_000, '8 d 3 h'],
    [-1, '–'],
    [Number.NaN, '–'],
  ])('%d ms is %s', (ms, words) => expect(formatDuration(ms)).toBe(words));
});

describe("the viewer's zone", () => {
  test('is the browser’s own until UTC is chosen', () => {
    expect(resolveViewerZone(undefined, 'Europe/Berlin')).toEqual({
      zone: 'Europe/Berlin',
      choice: 'local',
      local: 'Europe/Berlin',
    });
    expect(resolveViewerZone('utc', 'Europe/Berlin').zone).toBe('UTC');
  });

  test('is UTC where the cookie is missing or junk', () => {
    expect(resolveViewerZone(undefined, undefined).zone).toBe('UTC');
    expect(resolveViewerZone('local', 'Not/A_Zone').zone).toBe('UTC');
  });
});
