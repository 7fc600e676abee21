import { describe, expect, it } from 'vitest';
import { chooseKind } from '#components/alerts/workbench/choose-kind.ts';
import { definitionOfDraft, draftOf } from '#components/alerts/workbench/draft.ts';
import { newStep, stepsOfDraft } from '#components/alerts/workbench/draft-steps.ts';
import { suggestedFields } from '#components/alerts/workbench/field-suggestions.ts';
import { faultIn, readDraft } from '#components/alerts/workbench/rule-faults.ts';
import { searchCondition } from '#lib/alerts/from-filters/search-condition.ts';
import type { Condition, RuleDefinition } from '#lib/alerts/rule-model.ts';
import { BUILT_IN_RULES } from '#lib/alerts/rules/built-in-rules.ts';
import { checkSamples } from '#lib/alerts/scope-rules/check-samples.ts';
import { samplesOf } from '#lib/alerts/scope-rules/rule-samples.ts';

const PERIOD = { from: new Date('2026-11-01T00:00:00Z'), to: new Date('2026-11-21T00:00:00Z') };
const rule: RuleDefinition = {
  name: 'A rule',
  severity: 'high',
  description: '',
  runbook: '',
  techniques: ['T1078'],
  condition: { field: 'eventName', op: 'equals', values: ['StopLogging'] },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [],
  references: ['https://example.com'],
};
/** Conditions may come back in another order of their parts. */
const besideConditions = ({ condition: _, when, exclusions, ...rest }: RuleDefinition) => ({
  ...rest,
  when: 'steps' in when ? { ...when, steps: when.steps.map(({ condition: _, ...step }) => step) } : when,
  exclusions: exclusions.map(({ reason }) => reason),
});
const through = (condition: Condition) =>
  definitionOfDraft(draftOf({ ...rule, condition }, PERIOD)).condition;

describe('a rule in the form', () => {
  it.each(BUILT_IN_RULES.map((builtIn) => [builtIn.id, builtIn] as const))(
    '%s comes out of it as it went in: its samples fire and stay quiet as before',
    async (_, builtIn) => {
      const { id: _id, family: _family, fires: _fires, quiet: _quiet, ...definition } = builtIn;
      const again = readDraft(draftOf(definition, PERIOD));
      if (!('definition' in again)) throw new Error(JSON.stringify(again.faults));
      const samples = samplesOf(builtIn);
      expect(await checkSamples(again.definition, samples)).toEqual(await checkSamples(definition, samples));
      expect(besideConditions(again.definition)).toEqual(besideConditions(definition));
    },
  );

  it('keeps values that nobody touched as they are: numbers, booleans, negations and presence', () => {
    for (const condition of [
      { field: 'requestParameters.port', op: 'equals', values: [22, '3389'] },
      { field: 'requestParameters.port', op: 'atLeast', values: [1024] },
      { not: { field: 'userAgent', op: 'contains', values: ['Console'] } },
      { field: 'errorCode', op: 'exists', values: [false] },
      { any: [rule.condition, { field: 'a.b', op: 'regex', values: ['^x'] }] },
    ] satisfies Condition[])
      expect(through(condition), JSON.stringify(condition)).toEqual(condition);
  });

  it('loses nothing of a condition that it has no controls for', () => {
    const strange: Condition[] = [
      { within: 'requestParameters.items[]', has: { field: 'port', op: 'equals', values: [22] } },
      { keywords: ['TLSv1.1'] },
      { not: { all: [rule.condition, { field: 'a', op: 'exists', values: [true] }] } },
      { field: 'a', op: 'equals', values: [null, 'x'] },
      { field: 'a', op: 'equals', values: ['two\nlines'] },
      { field: 'a', op: 'contains', values: ['x', 'y'], every: true },
      { field: 'a[]', op: 'equals', values: ['x'], elements: 'all' },
      { field: 'a', op: 'equals', values: ['X'], caseSensitive: true },
      { any: [rule.condition, { keywords: ['x'] }] },
    ];
    for (const condition of strange) expect(through(condition)).toEqual(condition);
    const all: Condition = { all: [rule.condition, ...strange] };
    expect(through(all)).toEqual(all);
  });

  it('shows what the filter bar has as filters, and the rest as fields', () => {
    const draft = draftOf(
      {
        ...rule,
        condition: { all: [{ field: '@region', op: 'equals', values: ['eu-west-1'] }, rule.condition] },
      },
      PERIOD,
    );
    expect(draft.filters.region).toEqual(['eu-west-1']);
    expect(draft.condition.rows.map(({ field, values }) => [field, values])).toEqual([
      ['eventName', ['StopLogging']],
    ]);
    expect(draft.condition.kept).toEqual([]);
  });
});

describe('a sequence in the form', () => {
  const names = (name: string): Condition => ({ field: '@event', op: 'equals', values: [name] });
  const steps = [
    { name: 'Failed', condition: names('ConsoleLogin'), atLeast: 5 },
    { name: 'Made', condition: names('CreateUser'), atLeast: 1 },
  ];
  const when = { kind: 'sequence', steps, ordered: true, withinMinutes: 30 } as const;
  const anyOfThem: Condition = { any: steps.map(({ condition }) => condition) };
  const sequence = { ...rule, condition: anyOfThem, when: { ...when, steps: [...steps] } };

  it('comes out of it as it went in, with what all its steps must meet besides', () => {
    expect(definitionOfDraft(draftOf(sequence, PERIOD))).toEqual(sequence);
    const besides = { ...sequence, condition: rule.condition };
    expect(definitionOfDraft(draftOf(besides, PERIOD))).toEqual(besides);
  });

  it('looks for the events of a step that was changed, and no more for those that it had', () => {
    const draft = draftOf(sequence, PERIOD);
    if (draft.when.kind !== 'sequence') throw new Error('it is no sequence');
    const changed = draft.when.steps.map((step, at) =>
      at === 0 ? step : { ...step, filters: { ...step.filters, event: ['CreateRole'] } },
    );
    expect(definitionOfDraft({ ...draft, when: { ...draft.when, steps: changed } }).condition).toEqual({
      any: [names('ConsoleLogin'), names('CreateRole')],
    });
  });

  it('begins with what the rule looked for as its first step, and gives it back', () => {
    const plain = { ...draftOf({ ...rule, condition: names('CreateUser') }, PERIOD) };
    const asSequence = { ...plain, ...chooseKind(plain, 'sequence') };
    expect(definitionOfDraft(asSequence).when).toMatchObject({
      steps: [{ name: 'Step 1', condition: names('CreateUser') }, { name: 'Step 2' }],
    });
    const again = { ...asSequence, ...chooseKind(asSequence, 'threshold') };
    expect(definitionOfDraft(again)).toMatchObject({
      condition: names('CreateUser'),
      when: { kind: 'threshold' },
    });
  });

  it('shows in a step as fields what a step has no filter for', () => {
    const condition: Condition = { all: [searchCondition('lena'), names('CreateUser')] };
    const step = newStep(PERIOD, { condition });
    expect(step.filters).toMatchObject({ q: '', event: ['CreateUser'] });
    expect(stepsOfDraft([step])[0]?.condition).toEqual({
      all: [names('CreateUser'), searchCondition('lena')],
    });
  });

  it('says which step says nothing', () => {
    const draft = draftOf(sequence, PERIOD);
    if (draft.when.kind !== 'sequence') throw new Error('it is no sequence');
    const read = readDraft({
      ...draft,
      when: { ...draft.when, steps: [...draft.when.steps, newStep(PERIOD)] },
    });
    const faults = 'faults' in read ? read.faults : {};
    expect(faultIn(faults, 'when.steps.2.condition')).toBe('Say which events are this step.');
    expect(faultIn(faults, 'when.steps.0.condition')).toBeUndefined();
    expect(faultIn(faults, 'condition')).toBeUndefined();
  });
});

describe('a form that is not filled in', () => {
  const faultsOf = (changed: Partial<ReturnType<typeof draftOf>>) => {
    const read = readDraft({ ...draftOf(rule, PERIOD), ...changed });
    return 'faults' in read ? read.faults : {};
  };
  const none = draftOf({ ...rule, condition: { all: [] } }, PERIOD);

  it('says field by field what is missing, in words', () => {
    expect(faultsOf({ name: ' ' })).toEqual({ name: 'Give the rule a name of up to 256 characters.' });
    expect(faultsOf({ techniques: 'T1078, phishing' })).toEqual({
      'techniques.1': 'Write ids like T1562.008, parted by commas.',
    });
    expect(faultsOf({ when: { kind: 'threshold', atLeast: Number.NaN, withinMinutes: 5 } })).toEqual({
      'when.atLeast': 'Write a whole number from 2 to 100,000.',
    });
  });

  it('is no rule for every event there is, unless events are counted or compared with those before', () => {
    expect(faultsOf(none)).toHaveProperty(['condition.all'], 'Say which events the rule looks for.');
    const counts = { ...none, when: { kind: 'threshold', atLeast: 9, withinMinutes: 5 } } as const;
    expect(faultsOf(counts)).toEqual({});
  });

  it('is no rule while a field has no value, where an empty line is none', () => {
    const { condition } = draftOf(rule, PERIOD);
    const rows = condition.rows.map((row) => ({ ...row, values: [''] }));
    expect(faultsOf({ condition: { ...condition, rows } })).toHaveProperty('condition');
  });
});

it('fields of the samples are offered by their paths, through lists', () => {
  const record = { requestParameters: { items: [{ port: 22 }, { cidr: '::/0' }] }, errorCode: null };
  const offered = suggestedFields([{ expects: 'fires', records: [record] }]);
  expect(offered).toEqual(
    expect.arrayContaining(['@user', 'requestParameters.items[].port', 'requestParameters.items[].cidr']),
  );
  expect(offered).not.toContain('requestParameters');
});
