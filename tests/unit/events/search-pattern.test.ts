import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toLikePattern, toRegExp } from '#lib/events/search-pattern.ts';

describe('a search term', () => {
  test.each([
    ['maria', '%maria%'],
    ['maria*', 'maria%'],
    ['*123456789012*', '%123456789012%'],
    ['i-0?', 'i-0_'],
    ['50%_off', '%50\\%\\_off%'],
    ['a\\*', 'a\\\\%'],
  ])('%s is LIKE %s', (term, pattern) => {
    expect(toLikePattern(term)).toBe(pattern);
  });

  test.each([
    ['1234', '012345678901', true],
    ['1234*', '012345678901', false],
    ['*8901', '012345678901', true],
    ['01234567890?', '012345678901', true],
    ['.', '012345678901', false],
    ['[0-9]+', '012345678901', false],
    ['ROOT', 'root', true],
  ])('%s in memory against %s: %s', (term, text, matches) => {
    expect(toRegExp(term).test(text)).toBe(matches);
  });

  test('any text finds itself, whatever characters it has', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[*?]/.test(text)),
        (text) => {
          expect(toRegExp(text).test(`before ${text} after`)).toBe(true);
        },
      ),
    );
  });
});
