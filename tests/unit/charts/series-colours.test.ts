import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatBytes, formatShare, formatShort, isErrorRateHigh } from '#lib/charts/format-number.ts';
import { assignColours } from '#lib/charts/series-colours.ts';

describe('the colours of series', () => {
  const names = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 10 });

  test('no two of up to ten values share one, and grey is no one’s', () => {
    fc.assert(
      fc.property(names, (values) => {
        const colours = [...assignColours(values).values()];
        expect(new Set(colours).size).toBe(values.length);
        expect(colours.every((colour) => colour >= 1 && colour <= 10)).toBe(true);
      }),
    );
  });

  test('follow the value, not its rank', () => {
    fc.assert(
      fc.property(names, (values) => {
        expect(assignColours(values.toReversed())).toEqual(assignColours(values));
      }),
    );
  });

  test('of a value alone is the same every day', () => {
    expect(assignColours(['terraform-ci'])).toEqual(new Map([['terraform-ci', 4]]));
  });

  test('repeat beyond ten instead of failing', () => {
    const values = Array.from({ length: 25 }, (_, n) => `user-${n}`);
    expect(assignColours(values).size).toBe(25);
  });
});

describe('figures', () => {
  test.each([
    [0, '0'],
    [850, '850'],
    [1500, '1.5k'],
    [10_000, '10k'],
    [2_500_000, '2.5M'],
    [3_000_000_000, '3G'],
  ])('%d on an axis is %s', (n, words) => expect(formatShort(n)).toBe(words));

  test.each([
    [340, '340 B'],
    [2150, '2.1 KB'],
    [49_152, '48 KB'],
    [1_258_291, '1.2 MB'],
  ])('%d bytes are %s', (n, words) => expect(formatBytes(n)).toBe(words));

  test('a share of nothing is 0.0 %', () => expect(formatShare(0, 0)).toBe('0.0 %'));

  test('errors are red from 5 % and from 50 on, both', () => {
    expect(isErrorRateHigh(1000, 50)).toBe(true);
    expect(isErrorRateHigh(1001, 50)).toBe(false);
    expect(isErrorRateHigh(60, 49)).toBe(false);
  });
});
