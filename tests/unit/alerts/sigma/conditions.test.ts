import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateOnce } from '#lib/alerts/evaluate-once.ts';
import { imported, reasons, ruleText } from './sigma-rule.ts';

const NAMES = ['sel_a', 'sel_b', 'filter_c', '_hidden'] as const;

// A selection each for a key of the request that is there or not.
function detectionWith(condition: string): string {
  return [...NAMES.map((name) => `${name}:\n  requestParameters.${name}: x`), `condition: ${condition}`].join(
    '\n',
  );
}

function holds(condition: string, there: readonly string[]): boolean {
  const requestParameters = Object.fromEntries(there.map((name) => [name, 'x']));
  const rule = imported(ruleText(detectionWith(condition)));
  return evaluateOnce(rule, [{ eventName: 'RunInstances', requestParameters }]).length > 0;
}

type Tree = { text: string; of: (there: ReadonlySet<string>) => boolean };
const tree = (text: string, of: Tree['of']): Tree => ({ text, of });

describe('a condition', () => {
  it.each([
    ['sel_a or sel_b and filter_c', ['sel_a'], true],
    ['(sel_a or sel_b) and filter_c', ['sel_a'], false],
    ['not sel_a and sel_b', ['sel_b'], true],
    ['not (sel_a and sel_b)', ['sel_b'], true],
    ['not not sel_a', ['sel_a'], true],
    ['sel_a AND NOT filter_c', ['sel_a'], true],
    ['1 of sel_*', ['sel_b'], true],
    ['any of sel_*', ['sel_b'], true],
    ['all of sel_*', ['sel_b'], false],
    ['all of sel_*', ['sel_a', 'sel_b'], true],
    ['1 of *_c', ['filter_c'], true],
    ['1 of s*_*a', ['sel_a'], true],
    ['1 of them', ['_hidden'], false],
    ['1 of _*', ['_hidden'], true],
    ['all of them', ['sel_a', 'sel_b', 'filter_c'], true],
    ['all of sel_a', ['sel_a'], true],
    ['sel_a and not 1 of filter_*', ['sel_a', 'filter_c'], false],
    ['not 1 of sel_* or filter_c', [], true],
    ['[sel_a, sel_b]', ['sel_b'], true],
  ])('%s, of %j, is %j', (condition, there, expected) => {
    expect(holds(condition, there)).toBe(expected);
  });

  it('means what the same words mean to a reader who puts all parentheses', () => {
    const { any } = fc.letrec<{ any: Tree }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(...NAMES).map((name) => tree(name, (there) => there.has(name))),
        tie('any').map((part) => tree(`not (${part.text})`, (there) => !part.of(there))),
        fc
          .tuple(tie('any'), tie('any'))
          .map(([a, b]) => tree(`(${a.text}) and (${b.text})`, (there) => a.of(there) && b.of(there))),
        fc
          .tuple(tie('any'), tie('any'))
          .map(([a, b]) => tree(`(${a.text}) or (${b.text})`, (there) => a.of(there) || b.of(there))),
      ),
    }));
    fc.assert(
      fc.property(any, fc.subarray([...NAMES]), ({ text, of }, there) => {
        expect(holds(text, there)).toBe(of(new Set(there)));
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['', 'The condition ends where a selection was expected.'],
    ['sel_a and', 'The condition ends where a selection was expected.'],
    ['sel_a sel_b', 'The condition has “sel_b” where “and” or “or” was expected.'],
    ['(sel_a or sel_b', 'The condition has a ( without its ).'],
    ['sel_a)', 'The condition has “)” where “and” or “or” was expected.'],
    ['sel_x', 'The condition names “sel_x”, and there is no such selection.'],
    ['1 of other_*', 'The condition asks for “1 of other_*”, and none is named so.'],
    ['2 of sel_*', 'The condition has “2 of sel_*”: only “1 of” and “all of” have a meaning.'],
    ['1 of', 'The condition has “1 of” without what of.'],
    ['sel_a | count() by userIdentity.arn > 5', 'The condition counts with a pipe'],
    [`${'('.repeat(40)}sel_a${')'.repeat(40)}`, 'parentheses more than 30 deep'],
    [`sel_a${' or sel_a'.repeat(700)}`, 'longer than 5000 characters'],
  ])('%j is refused on its line', (condition, reason) => {
    const [refused] = reasons(ruleText(detectionWith(condition)));
    expect(refused?.reason).toContain(reason);
    expect(refused?.line).toBe(14);
  });
});
