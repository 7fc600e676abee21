import { describe, expect, it } from 'vitest';
import { importSigma } from '#lib/alerts/sigma/import-sigma.ts';
import { imported, ruleText } from './sigma-rule.ts';

const DETECTION = 'selection:\n  eventName: StopLogging\ncondition: selection';

describe('an imported rule', () => {
  it('keeps what the rule says of itself', () => {
    const head = `title: "Trail stopped: somebody's doing"
id: 8f1d2a3b-0000-4000-8000-000000000001
name: trail_stopped
status: experimental
description: |
  First line.
  Second line.
license: DRL-1.1
references:
  - https://docs.example.com/trail
author:
  - Ada
  - Grace
date: 2024-02-03
modified: 2024/03/04
tags: [attack.defense-evasion, attack.t1562.008, attack.T1562.008, attack.g0016, tlp.amber]
falsepositives:
  - A trail is moved by the platform team.
level: informational
custom_field: ignored`;
    expect(imported(ruleText(DETECTION, head))).toEqual({
      name: "Trail stopped: somebody's doing",
      severity: 'info',
      description: 'First line.\nSecond line.',
      runbook: '',
      techniques: ['T1562.008'],
      condition: { field: 'eventName', op: 'equals', values: ['StopLogging'] },
      when: { kind: 'every' },
      groupBy: ['@user'],
      quietMinutes: 60,
      exclusions: [],
      references: ['https://docs.example.com/trail'],
      origin: {
        format: 'sigma',
        id: '8f1d2a3b-0000-4000-8000-000000000001',
        name: 'trail_stopped',
        status: 'experimental',
        license: 'DRL-1.1',
        author: 'Ada, Grace',
        date: '2024-02-03',
        modified: '2024/03/04',
        tags: ['attack.defense-evasion', 'attack.t1562.008', 'attack.T1562.008', 'attack.g0016', 'tlp.amber'],
        falsePositives: ['A trail is moved by the platform team.'],
      },
    });
  });

  it.each([
    ['informational', 'info'],
    ['low', 'low'],
    ['medium', 'medium'],
    ['HIGH', 'high'],
    ['critical', 'critical'],
    ['', 'medium'],
  ])('has for level %j the severity %s', (level, severity) => {
    expect(imported(ruleText(DETECTION, `title: X\nlevel: ${level}`)).severity).toBe(severity);
  });

  it('is imported with a note where a field is one that no CloudTrail record has', () => {
    const detection = 'a:\n  status: success\n  eventname: x\n  userIdentity.type: Root\ncondition: a';
    expect(importSigma(ruleText(detection)).rules[0]?.warnings).toEqual([
      'No CloudTrail record has the field status: it is always absent.',
      'No CloudTrail record has the field eventname; eventName is written otherwise: it is always absent.',
    ]);
  });

  it('has a number as it was written, so that an account keeps the zeros before it', () => {
    const { condition } = imported(
      ruleText('a:\n  recipientAccountId: [012345678901, 111122223333]\ncondition: a'),
    );
    expect(condition).toMatchObject({ values: ['012345678901', 111122223333] });
  });
});

describe('several documents', () => {
  it('are as many rules, each with its line', () => {
    const text = [ruleText(DETECTION, 'title: One'), ruleText(DETECTION, 'title: Two')].join('---\n');
    expect(importSigma(`# A comment\n---\n${text}...\n`)).toMatchObject({
      rules: [
        { line: 3, definition: { name: 'One' } },
        { line: 12, definition: { name: 'Two' } },
      ],
      refused: [],
    });
  });

  it('take over what a global document before them says, until a reset', () => {
    const text = `action: global
title: Bucket opened
logsource: {product: aws, service: cloudtrail}
detection:
  condition: 1 of selection_*
---
detection:
  selection_acl: {eventName: PutBucketAcl}
---
title: Bucket opened by policy
detection:
  selection_policy: {eventName: PutBucketPolicy}
---
action: reset
---
title: Alone`;
    const { rules, refused } = importSigma(text);
    expect(rules.map(({ definition }) => [definition.name, definition.condition])).toEqual([
      ['Bucket opened', { field: 'eventName', op: 'equals', values: ['PutBucketAcl'] }],
      ['Bucket opened by policy', { field: 'eventName', op: 'equals', values: ['PutBucketPolicy'] }],
    ]);
    expect(refused).toEqual([{ line: 16, title: 'Alone', reason: 'The rule has no logsource.' }]);
  });

  it('may repeat the one before with some keys changed', () => {
    const text = `${ruleText(DETECTION)}---\naction: repeat\ntitle: Again\nlevel: high\n`;
    const [first, second] = importSigma(text).rules;
    expect(second?.definition).toEqual({ ...first?.definition, name: 'Again', severity: 'high' });
  });

  it('may share parts by anchors', () => {
    const text = ruleText('a: &one\n  eventName: x\nb: *one\ncondition: a and not b');
    const part = { field: 'eventName', op: 'equals', values: ['x'] };
    expect(imported(text).condition).toEqual({ all: [part, { not: part }] });
  });

  it('of nothing are no rules and no refusals', () => {
    for (const text of ['', '---\n---\n', '# only words\n', '\ufeff'])
      expect(importSigma(text)).toEqual({ rules: [], refused: [] });
  });
});
