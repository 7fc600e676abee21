import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern } from '#lib/alerts/safe-pattern.ts';

describe('compilePattern', () => {
  it.each([
    ['.+:assumed-role/aws:.+', '', 'arn:aws:sts::111122223333:assumed-role/aws:ec2/i-1', true],
    ['^arn:AWS:', '', 'arn:aws:iam::111122223333:root', false],
    ['^arn:AWS:', 'i', 'arn:aws:iam::111122223333:root', true],
    ['(?i)^arn:AWS:', '', 'arn:aws:iam::111122223333:root', true],
    ['one.two', '', 'one\ntwo', false],
    ['one.two', 's', 'one\ntwo', true],
    ['^two$', '', 'one\ntwo', false],
    ['^two$', 'm', 'one\ntwo', true],
    ['(?P<who>root|admin)', '', 'the admin', true],
    ['\\p{L}+', '', 'é', true],
  ])('%j with %j tested against %j is %j', (source, flags, text, fits) => {
    expect(compilePattern(source, flags).test(text)).toBe(fits);
  });

  // A backtracking engine would not end within the test's time.
  it.each(['^(a+)+$', '^(a|a)*$', '^(([a-z])+.)+[A-Z]([a-z])+$'])('has done with %s at once', (source) => {
    expect(compilePattern(source).test(`${'a'.repeat(20_000)}!`)).toBe(false);
  });

  it.each([
    ['(?=a)b', '`(?=`'],
    ['(?<!a)b', '`(?<!a)b`'],
    ['(a)\\1', '`\\1`'],
    ['a(', 'missing closing )'],
    ['[z-a]', 'invalid character class range'],
    ['a++', 'nested repetition'],
    ['a{5000}', 'invalid repeat count'],
    ['a'.repeat(513), '512 is the most'],
  ])('refuses %j and says why', (source, why) => {
    expect(() => compilePattern(source)).toThrow(why);
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
      { numRuns: 2_000 },
    );
  });
});
