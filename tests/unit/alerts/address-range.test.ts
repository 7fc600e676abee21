import { expect, test } from 'vitest';
import { addressRangesTest } from '#lib/alerts/address-range.ts';

test('an address lies in a list of ranges when it lies in one of them, of its own version', () => {
  const liesIn = addressRangesTest(['10.0.0.0/8', '10.1.0.0/16', '203.0.113.7', '2001:db8::/32']);
  const of = (texts: string[]) => texts.map((text) => liesIn?.(text));
  expect(of(['10.255.0.1', '203.0.113.7', '2001:db8:1::1', '10.0.0.0/9'])).toEqual([true, true, true, true]);
  expect(of(['11.0.0.1', '203.0.113.8', '2001:db9::1', '10.0.0.0/7', '::ffff:a00:1'])).toEqual(
    Array.from({ length: 5 }, () => false),
  );
});

test('what is no address lies in no range, not even in that of all addresses', () => {
  const liesIn = addressRangesTest(['0.0.0.0/0', '::/0']);
  const others = ['AWS Internal', 's3.amazonaws.com', '', '10.0.0', '10.0.0.256', '1::2::3'];
  expect(others.map((text) => liesIn?.(text))).toEqual(others.map(() => false));
  expect(liesIn?.('198.51.100.1')).toBe(true);
  expect(liesIn?.('::1')).toBe(true);
});

test('a list with a range that is none is refused as a whole', () => {
  expect(addressRangesTest(['10.0.0.0/8', '10.0.0.0/33'])).toBeNull();
});
