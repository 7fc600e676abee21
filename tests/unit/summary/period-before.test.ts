import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { periodBefore } from '#lib/summary/period-before.ts';

const time = (text: string) => new Date(`${text}Z`);
const now = time('2026-11-21T12:00:00');

describe('the period before', () => {
  test.each([
    ['is over', '2026-11-01T00:00', '2026-11-08T00:00', '2026-10-25T00:00'],
    ['ends now', '2026-11-07T12:00', '2026-11-21T12:00', '2026-10-24T12:00'],
    [
      'ends in the future, and is compared up to now',
      '2026-11-20T12:00',
      '2026-11-30T00:00',
      '2026-11-19T12:00',
    ],
    ['begins in the future', '2026-11-22T00:00', '2026-11-23T00:00', '2026-11-21T00:00'],
  ])('of one that %s', (_, from, to, before) => {
    expect(periodBefore({ from: time(`${from}:00`), to: time(`${to}:00`) }, now)).toEqual({
      from: time(`${before}:00`),
      to: time(`${from}:00`),
    });
  });

  test('touches the period, and is as long as what is over of it', () => {
    const instant = fc.date({
      min: time('2026-01-01T00:00:00'),
      max: time('2027-01-01T00:00:00'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, instant, instant, (a, b, clock) => {
        fc.pre(a.getTime() !== b.getTime());
        const [from, to] = a < b ? [a, b] : [b, a];
        const before = periodBefore({ from, to }, clock);
        const end = clock > from && clock < to ? clock : to;
        expect(before.to).toEqual(from);
        expect(from.getTime() - before.from.getTime()).toBe(end.getTime() - from.getTime());
      }),
    );
  });
});
