import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitRange } from '#lib/events/split-range.ts';

const at = (text: string) => new Date(`2026-11-${text}Z`);
const parts = (from: string, to: string, aggregate: 'day' | 'hour') =>
  splitRange({ from: at(from), to: at(to) }, aggregate).map((part) => [
    part.rows,
    part.from.toISOString().slice(8, 19),
    part.to.toISOString().slice(8, 19),
  ]);

describe('splitRange', () => {
  test('takes whole days from day rows, the hours beside them from hour rows, and single events at the very ends', () => {
    expect(parts('07T10:30:05', '09T02:00:01', 'day')).toEqual([
      ['event', '07T10:30:05', '07T11:00:00'],
      ['hour', '07T11:00:00', '08T00:00:00'],
      ['day', '08T00:00:00', '09T00:00:00'],
      ['hour', '09T00:00:00', '09T02:00:00'],
      ['event', '09T02:00:00', '09T02:00:01'],
    ]);
  });

  test.each([
    ['07T00:00:00', '09T00:00:00', 'day', ['day']],
    ['07T00:00:00', '09T00:00:00', 'hour', ['hour']],
    ['07T01:00:00', '07T23:00:00', 'day', ['hour']],
    ['07T01:10:00', '07T01:20:00', 'day', ['event']],
    ['07T23:59:59', '08T00:00:01', 'day', ['event']],
    ['07T01:10:00', '07T02:20:00', 'hour', ['event']],
  ] as const)('%s to %s by %s is %j', (from, to, aggregate, rows) => {
    expect(parts(from, to, aggregate).map(([kind]) => kind)).toEqual(rows);
  });

  test('covers the period without gap or overlap, each part on the bounds of its rows', () => {
    const instant = fc.integer({ min: 0, max: 4_000_000_000_000 }).map((ms) => new Date(ms));
    fc.assert(
      fc.property(
        instant,
        fc.integer({ min: 1, max: 40 * 86_400_000 }),
        fc.constantFrom('day', 'hour'),
        (from, length, aggregate) => {
          const to = new Date(from.getTime() + length);
          const found = splitRange({ from, to }, aggregate);
          expect(found[0]?.from).toEqual(from);
          expect(found.at(-1)?.to).toEqual(to);
          for (const [i, part] of found.entries()) {
            if (i > 0) expect(part.from).toEqual(found[i - 1]?.to);
            const unit = { day: 86_400_000, hour: 3_600_000, event: 1 }[part.rows];
            expect([part.from.getTime() % unit, part.to.getTime() % unit]).toEqual([0, 0]);
            if (part.rows === 'event')
              expect(part.to.getTime() - part.from.getTime()).toBeLessThan(2 * 3_600_000);
          }
        },
      ),
    );
  });
});
