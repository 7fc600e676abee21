import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { ruleDefinition } from '#lib/alerts/rule-model.ts';
import { importSigma } from '#lib/alerts/sigma/import-sigma.ts';
import { ruleText } from './sigma-rule.ts';

const WORDS = [
  'title: X',
  'logsource:',
  'detection:',
  'condition:',
  'correlation:',
  'product: aws',
  'service: cloudtrail',
  'type: temporal',
  'rules:',
  'timespan: 5m',
  'selection',
  'eventName',
  '|contains',
  '|re',
  '|all',
  '|cidr',
  ': ',
  '- ',
  '\n',
  '\n  ',
  '\n    ',
  '\n---\n',
  '*',
  '&a ',
  '*a',
  "'",
  '"',
  '{',
  '}',
  '[',
  ']',
  '? ',
  '!!map ',
  '1 of them',
  ' and ',
  ' not ',
  '(',
  ')',
  '\t',
  'null',
  '~',
  '0x1F',
  '%',
  '\\',
];

function answersFor(text: string): void {
  const { rules, refused } = importSigma(text);
  const lines = text.split('\n').length;
  for (const { definition, line } of rules) {
    expect(ruleDefinition.parse(definition)).toEqual(definition);
    expect(line).toBeGreaterThanOrEqual(1);
  }
  for (const { reason, line } of refused) {
    expect(reason).toMatch(/\S.*[.!?:]/);
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines);
  }
}

describe('any text', () => {
  it('of words that rules are made of becomes rules or reasoned refusals', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...WORDS), { maxLength: 60 }), (words) =>
        answersFor(words.join('')),
      ),
      {
        numRuns: 500,
      },
    );
  });

  it('of random characters does too', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), answersFor), { numRuns: 300 });
  });

  it('that is YAML of any shape, in the places where rules have their parts, does too', () => {
    const anything = fc.anything({
      withNullPrototype: false,
      maxDepth: 3,
      key: fc.constantFrom('a', 'eventName', 'x|re', '|all', 'condition', 'rules', 'type'),
    });
    const key = fc.constantFrom(
      'title',
      'id',
      'level',
      'tags',
      'logsource',
      'detection',
      'correlation',
      'filter',
      'action',
      'author',
      'references',
    );
    fc.assert(
      fc.property(fc.dictionary(key, anything), fc.boolean(), (fields, asRule) => {
        const whole = asRule
          ? { title: 'X', logsource: { product: 'aws', service: 'cloudtrail' }, ...fields }
          : fields;
        answersFor(stringify(JSON.parse(JSON.stringify(whole))));
      }),
      { numRuns: 300 },
    );
  });

  it('that was a rule before some characters of it were changed does too', () => {
    const good = ruleText(
      "selection:\n  eventName|contains: ['a', \"b\"]\n  userAgent|re|i: '^x{1,3}'\nfilter: [one, {a: b}]\ncondition: selection and not 1 of filter*",
    );
    const change = fc.tuple(fc.nat(good.length), fc.nat(3), fc.string({ maxLength: 3 }));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 4 }), (changes) =>
        answersFor(
          changes.reduce((text, [at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut), good),
        ),
      ),
      { numRuns: 300 },
    );
  });
});
