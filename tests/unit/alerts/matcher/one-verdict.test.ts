import { expect, test } from 'vitest';
import type { RuleDefinition } from '#lib/alerts/rule-model.ts';
import { RuleSet } from '#lib/alerts/rule-set.ts';
import { normalise } from '#lib/cloudtrail/normalise.ts';

const ACCOUNT = '111122223333';

test('events whose people no rule asks about, but one groups by, keep the groups of their own', () => {
  const set = new RuleSet(
    [
      ruleOf(1, 'X', { kind: 'first-seen', field: '@event', lookbackDays: 9, learningDays: 1 }),
      ruleOf(2, 'Y', { kind: 'every' }),
    ],
    new Map(),
  );
  const groups = ['alice', 'bob'].map((userName) => {
    const record = recordOf(userName);
    const result = normalise(record, { keyAccountId: null, now: Date.UTC(2026, 10, 21) });
    if (!('event' in result)) throw new Error('no event');
    const noted = set.see(result.event, record, { viewId: null, nowMs: Date.UTC(2026, 10, 21) }, {});
    return noted?.matches.map(({ parts }) => parts.map(({ group }) => group));
  });
  expect(groups).toEqual([[[['alice']]], [[['bob']]]]);
});

function ruleOf(id: number, eventName: string, when: RuleDefinition['when']) {
  const definition: RuleDefinition = {
    name: `Rule ${id}`,
    severity: 'low',
    description: '',
    runbook: '',
    techniques: [],
    condition: { field: '@event', op: 'equals', values: [eventName] },
    when,
    groupBy: ['@user'],
    quietMinutes: 60,
    exclusions: [],
    references: [],
  };
  return { id, revision: 1, definition, viewId: null, accountId: ACCOUNT, exclusions: [], ownOff: [] };
}

function recordOf(userName: string) {
  return {
    eventVersion: '1.11',
    eventTime: '2026-11-20T10:00:00Z',
    eventID: '00000000-0000-4000-8000-000000000001',
    eventName: 'Y',
    eventSource: 'ec2.amazonaws.com',
    awsRegion: 'eu-west-1',
    recipientAccountId: ACCOUNT,
    userIdentity: { type: 'IAMUser', userName },
  };
}
