import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { RuleDefinition } from '#lib/alerts/rule-model.ts';
import { exportSigma } from '#lib/alerts/sigma/export-sigma.ts';
import { importSigma } from '#lib/alerts/sigma/import-sigma.ts';
import { imported, ruleText } from './sigma-rule.ts';

const text = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({ unit: fc.constantFrom(...'ab*?\\-/ \'":#%é'), minLength: 1, maxLength: 8 }),
  fc.constantFrom('NO', 'true', '012', '1e3', '~', 'null', 'a: b', '- a', '&a', '2024-01-01', 'line\nline'),
);
const scalar = fc.oneof(text, fc.integer(), fc.boolean());
const list = (values: fc.Arbitrary<unknown>) =>
  fc.oneof(values, fc.array(values, { minLength: 1, maxLength: 4 }));
const field = fc.constantFrom('eventName', 'userAgent', 'requestParameters.a.b', 'userIdentity.arn');
const line = fc.oneof(
  fc.tuple(
    fc.constantFrom(
      '',
      '|contains',
      '|startswith',
      '|endswith',
      '|contains|all',
      '|cased',
      '|contains|all|cased',
      '|neq',
    ),
    list(scalar),
  ),
  fc.tuple(
    fc.constantFrom('|windash', '|base64', '|base64offset|contains', '|wide|base64offset|contains'),
    list(text),
  ),
  fc.tuple(
    fc.constantFrom('|re', '|re|i', '|re|m|s', '|re|i|s', '|re|all'),
    list(fc.constantFrom('^a+$', '(?i)x.*', '(?s)y', '\\d{3}', '[a-f]|z')),
  ),
  fc.tuple(fc.constantFrom('|lt', '|gte'), fc.integer()),
  fc.tuple(fc.constant('|exists'), fc.boolean()),
  fc.tuple(fc.constant('|cidr'), list(fc.constantFrom('10.0.0.0/8', '2001:db8::/32'))),
  fc.tuple(fc.constantFrom('|fieldref', '|contains|fieldref'), list(field)),
  fc.tuple(fc.constant(''), fc.constant(null)),
);
const map = fc
  .array(fc.tuple(field, line), { minLength: 1, maxLength: 3 })
  .map((lines) => Object.fromEntries(lines.map(([name, [modifiers, value]]) => [name + modifiers, value])));
const selection = fc.oneof(
  { weight: 4, arbitrary: map },
  { weight: 2, arbitrary: fc.array(map, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(text, { minLength: 1, maxLength: 3 }) },
  {
    weight: 1,
    arbitrary: fc.array(text, { minLength: 1, maxLength: 3 }).map((words) => ({ '|all': words })),
  },
);
const expression = fc.constantFrom(
  'sel_a',
  'sel_a and sel_b',
  'sel_a and not filter_c',
  'sel_a or not (sel_b and filter_c)',
  '1 of sel_* and not 1 of filter_*',
  'all of them',
  'not (sel_a or filter_c) or sel_b and sel_a',
  'filter_c and (not sel_a or sel_b) and sel_b',
);
const rule = fc.record({
  title: text.filter((title) => title.trim() !== ''),
  description: text,
  tags: fc.subarray(['attack.t1562', 'attack.t1562.008', 'attack.persistence', 'tlp.red']),
  falsepositives: fc.array(text, { maxLength: 2 }),
  level: fc.constantFrom('informational', 'low', 'critical'),
  logsource: fc.constant({ product: 'aws', service: 'cloudtrail' }),
  detection: fc.record({ sel_a: selection, sel_b: selection, filter_c: selection, condition: expression }),
});
const correlation = fc.record({
  title: fc.constant('Together'),
  correlation: fc.record({
    type: fc.constantFrom('event_count', 'value_count', 'temporal', 'temporal_ordered'),
    rules: fc.constantFrom(['one'], ['one', 'two'], ['two', 'one']),
    'group-by': fc.subarray(['userIdentity.arn', 'sourceIPAddress']),
    timespan: fc.constantFrom('5m', '90m', '2h', '3d'),
  }),
});

function comesBack(definition: RuleDefinition): void {
  const again = importSigma(exportSigma(definition));
  expect(again.refused).toEqual([]);
  expect(again.rules.map((found) => found.definition)).toEqual([definition]);
}

describe('a rule that was imported, exported and imported again', () => {
  it('is the same, whatever its selections, modifiers, texts and condition', () => {
    let kept = 0;
    fc.assert(
      fc.property(rule, (fields) => {
        for (const { definition } of importSigma(stringify(fields)).rules) {
          comesBack(definition);
          kept += 1;
        }
      }),
      { numRuns: 250 },
    );
    // Most of what is generated must be rules, or the property says little.
    expect(kept).toBeGreaterThan(60);
  });

  it('is the same when it is a correlation', () => {
    const parts = ['one', 'two'].map((name) =>
      ruleText(`a:\n  eventName: ${name}\ncondition: a`, `name: ${name}`),
    );
    fc.assert(
      fc.property(correlation, fc.integer({ min: 2, max: 50 }), (fields, gte) => {
        const { type } = fields.correlation;
        const condition = type === 'value_count' ? { gte, field: 'userIdentity.arn' } : { gte };
        const counts = type.endsWith('_count') ? { condition } : {};
        const whole = stringify({ ...fields, correlation: { ...fields.correlation, ...counts } });
        const { rules } = importSigma([whole, ...parts].join('---\n'));
        for (const { definition } of rules) if (definition.name === 'Together') comesBack(definition);
        expect(rules.some(({ definition }) => definition.name === 'Together')).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same when a step counts', () => {
    const [one, two] = ['one', 'two'].map((name) =>
      ruleText(`a:\n  eventName: ${name}\ncondition: a`, `name: ${name}`),
    );
    const many =
      'name: many\ncorrelation: {type: event_count, rules: [one], group-by: [sourceIPAddress], timespan: 1h, condition: {gte: 4}}\n';
    const whole =
      'title: X\ncorrelation: {type: temporal_ordered, rules: [many, two], group-by: [sourceIPAddress], timespan: 1h}\n';
    comesBack(imported([whole, many, one, two].join('---\n')));
  });
});
