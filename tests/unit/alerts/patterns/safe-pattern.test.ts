import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern } from '#lib/alerts/safe-pattern.ts';

const TEXTS = [
  '',
  'a',
  'A',
  'ab',
  'AWS',
  'aws:role',
  'a.b',
  'line one\nline two',
  'naïve',
  'ſtrasse',
  '0_9',
  'x-y',
  ']',
];

// Patterns made of what both engines read alike.
const atom = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    'Z',
    '0',
    '_',
    '-',
    ' ',
    '\\.',
    '\\*',
    '\\\\',
    '.',
    '\\d',
    '\\W',
    '\\s',
    '\\n',
    'é',
    '\\x61',
    '\\u0062',
  ),
  fc.constantFrom('[ab]', '[^a]', '[a-f0-9]', '[^\\n-]', '[\\d_]', '[A-Z\\s]', '[.*]'),
  fc.constantFrom('^', '$', '\\b', '\\B'),
);
const quantifier = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,}', '{0,3}', '*?', '+?');
const { pattern } = fc.letrec<{ pattern: string; piece: string; group: string }>((tie) => ({
  group: fc
    .tuple(fc.constantFrom('(', '(?:'), fc.array(tie('pattern'), { minLength: 1, maxLength: 2 }), quantifier)
    .map(([open, options, times]) => `${open}${options.join('|')})${times}`),
  piece: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.tuple(atom, quantifier).map(([text, times]) => (/^(\^|\$|\\[bB])$/.test(text) ? text : text + times)),
    tie('group'),
  ),
  pattern: fc.array(tie('piece'), { maxLength: 4 }).map((pieces) => pieces.join('')),
}));

describe('compilePattern', () => {
  it('means what RegExp means by a pattern, with and without its flags', () => {
    fc.assert(
      fc.property(
        pattern,
        fc.constantFrom('', 'i', 'm', 's', 'im', 'is'),
        fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: fc.constantFrom(...'abAZ09_- \n.é\\') })),
        (source, flags, text) => {
          fc.pre(source.length <= 60);
          expect(compilePattern(source, flags).test(text)).toBe(new RegExp(source, flags).test(text));
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('takes a time proportional to the text where a backtracking engine takes an exponential one', () => {
    const text = `${'a'.repeat(20_000)}!`;
    for (const source of ['^(a+)+$', '^(a|a)*$', '(a*)*b', '.*.*.*.*x', '^(([a-z])+.)+[A-Z]([a-z])+$']) {
      const startedAt = performance.now();
      expect(compilePattern(source).test(text), source).toBe(false);
      expect(performance.now() - startedAt, source).toBeLessThan(1_000);
    }
  });

  it('stays within its memory for a pattern whose states are countless', () => {
    const pattern = compilePattern('(a|b)*a(a|b){30}c');
    const text = Array.from({ length: 5_000 }, (_, at) => ((at * 7919) % 13 < 6 ? 'a' : 'b')).join('');
    expect(pattern.test(text)).toBe(false);
    expect(pattern.test(`${text}a${'b'.repeat(30)}c`)).toBe(true);
  });

  it.each([
    ['.+:assumed-role/aws:.+', 'arn:aws:sts::111122223333:assumed-role/aws:ec2/i-1', true],
    ['(?i)^arn:AWS:', 'arn:aws:iam::111122223333:root', true],
    ['^arn:AWS:', 'arn:aws:iam::111122223333:root', false],
    ['a(?i:B)c', 'abc', true],
    ['a(?i:B)C', 'abc', false],
    ['(?s)one.two', 'one\ntwo', true],
    ['(?i)a(?-i)B', 'Ab', false],
    ['\\Aa\\z', 'a', true],
    ['[]x]', ']', true],
    ['a{,2}', 'a{,2}', true],
    ['x{1000000', 'x{1000000', true],
    ['(?P<who>root|admin)', 'the admin', true],
  ])('%j tested against %j is %j', (source, text, fits) => {
    expect(compilePattern(source).test(text)).toBe(fits);
  });

  it.each([
    ['(?=a)b', 'looking ahead or behind'],
    ['(?<!a)b', 'looking ahead or behind'],
    ['(a)\\1', 'a reference back'],
    ['a(', 'a ( without its )'],
    ['a)', 'a ) without its ('],
    ['[a', 'a [ without its ]'],
    ['[z-a]', 'a range of characters that is none'],
    ['*a', 'nothing before it'],
    ['a**', 'a quantifier of a quantifier'],
    ['a++', 'a possessive quantifier'],
    ['a{3,1}', 'wrong order'],
    ['a{5000}', 'more than 1000 repetitions'],
    ['((a{900}){900}){900}', 'too big'],
    ['\\p{L}', '\\p'],
    ['[[:alpha:]]', '[:alpha:]'],
    ['a\\', 'a \\ at the end'],
    ['('.repeat(200), 'deep'],
    ['a'.repeat(513), '512 is the most'],
  ])('refuses %j and says why', (source, why) => {
    expect(() => compilePattern(source)).toThrow(why);
  });

  it('is at once done with nothing repeated a billion times', () => {
    expect(compilePattern('((((){1000}){1000}){1000}){1000}').test('')).toBe(true);
  });

  it('never throws anything but its reasoned refusal', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'a()[]{}|*+?^$\\.,-1:<=!Pi'), maxLength: 30 }),
        (source) => {
          try {
            compilePattern(source).test('a(1)');
          } catch (error) {
            expect(error).toMatchObject({ name: 'TrailkeepError', code: 'bad-request' });
          }
        },
      ),
      { numRuns: 3_000 },
    );
  });
});
