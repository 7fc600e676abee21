import { describe, expect, it } from 'vitest';
import type { Condition, RuleDefinition, When } from '#lib/alerts/rule-model.ts';
import { exportSigma } from '#lib/alerts/sigma/export-sigma.ts';
import { imported } from './sigma-rule.ts';

const rule: RuleDefinition = {
  name: 'Key disabled',
  severity: 'info',
  description: 'A key was disabled.\nNothing can be read with it.',
  runbook: 'Ask who did it.',
  techniques: ['T1485'],
  condition: {
    all: [
      { field: '@service', op: 'equals', values: ['kms'] },
      { field: '@event', op: 'equals', values: ['DisableKey', 'ScheduleKeyDeletion'] },
      { field: '@outcome', op: 'equals', values: ['success'] },
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [
    { reason: 'AWS', condition: { field: 'userIdentity.invokedBy', op: 'exists', values: [true] } },
    { reason: 'The pipeline', condition: { field: '@ip', op: 'cidr', values: ['192.0.2.0/24'] } },
  ],
  references: ['https://docs.example.com/kms'],
};

describe('exportSigma', () => {
  it('writes a rule by the record’s fields, as Sigma’s rules are written, its exclusions as filters', () => {
    expect(exportSigma(rule)).toBe(`title: Key disabled
description: |-
    A key was disabled.
    Nothing can be read with it.
references:
    - https://docs.example.com/kms
tags:
    - attack.t1485
logsource:
    product: aws
    service: cloudtrail
detection:
    selection:
        eventSource: kms.amazonaws.com
        eventName:
            - DisableKey
            - ScheduleKeyDeletion
        errorCode: null
        errorMessage: null
    filter:
        userIdentity.invokedBy|exists: true
    filter_2:
        sourceIPAddress|cidr: 192.0.2.0/24
    condition: selection and not filter and not filter_2
level: informational
runbook: Ask who did it.
`);
  });

  it('quotes what a reader of YAML 1.1 would take for something else', () => {
    const text = exportSigma({
      ...rule,
      condition: { field: 'additionalEventData.MFAUsed', op: 'equals', values: ['No'] },
    });
    expect(text).toContain("additionalEventData.MFAUsed: 'No'");
  });

  it('writes a threshold as a correlation and the rule that it counts', () => {
    const when = { kind: 'threshold', atLeast: 5, distinct: '@ip', withinMinutes: 120 } as const;
    const text = exportSigma({ ...rule, when, groupBy: ['userIdentity.arn'], exclusions: [] });
    expect(text).toContain(`correlation:
    type: value_count
    rules:
        - counted_events
    group-by:
        - userIdentity.arn
    timespan: 2h
    condition:
        gte: 5
        field: sourceIPAddress
`);
    expect(imported(text).when).toEqual({ ...when, distinct: 'sourceIPAddress' });
  });

  it('keeps what a sequence asks of all its events besides its steps', () => {
    const step = (name: string): Condition => ({ field: 'eventName', op: 'equals', values: [name] });
    const common: Condition = { field: 'awsRegion', op: 'equals', values: ['eu-west-1'] };
    const steps = ['A', 'B'].map((name) => ({ name, condition: step(name), atLeast: 1 }));
    const when: When = { kind: 'sequence', steps, ordered: false, withinMinutes: 5 };
    const back = imported(exportSigma({ ...rule, condition: common, when, groupBy: [], exclusions: [] }));
    expect(back.when).toMatchObject({ steps: [{ condition: { all: [common, step('A')] } }, { name: 'B' }] });
  });

  it('keeps how findings are told apart, which Sigma does not say', () => {
    const grouping = { groupBy: ['@ip', 'userIdentity.arn'], quietMinutes: 15 };
    const text = exportSigma({ ...rule, ...grouping });
    expect(text).toContain('trailkeep:');
    expect(imported(text)).toMatchObject(grouping);
  });

  it.each<[string, Partial<RuleDefinition>]>([
    [
      'for the first time',
      { when: { kind: 'first-seen', field: '@region', lookbackDays: 90, learningDays: 14 } },
    ],
    ['after a long time', { when: { kind: 'returning', afterDays: 60 } }],
    ['fails to happen', { when: { kind: 'absence', silentMinutes: 60, lookbackDays: 7 } }],
    [
      '@country is worked out by Trailkeep',
      { condition: { field: '@country', op: 'equals', values: ['SE'] } },
    ],
    ['@user is worked out', { when: { kind: 'threshold', atLeast: 2, withinMinutes: 5 } }],
    ['an outcome other than success', { condition: { field: '@outcome', op: 'equals', values: ['denied'] } }],
    ['endsWith of a service', { condition: { field: '@service', op: 'endsWith', values: ['3'] } }],
    [
      'all elements of resources',
      { condition: { field: 'resources', op: 'equals', values: ['a'], elements: 'all' } },
    ],
    [
      'It compares accounts, that of userIdentity.arn',
      { condition: { field: 'userIdentity.arn', op: 'belongsToField', values: ['@account'] } },
    ],
    [
      'of one element of resources',
      { condition: { within: 'resources', has: { field: 'type', op: 'equals', values: ['a'] } } },
    ],
  ])('refuses a rule that Sigma has no words for: %s', (reason, part) => {
    expect(() => exportSigma({ ...rule, ...part })).toThrow(reason);
  });
});
