import { describe, expect, it } from 'vitest';
import { evaluateOnce } from '#lib/alerts/evaluate-once.ts';
import { importSigma } from '#lib/alerts/sigma/import-sigma.ts';
import { imported, ruleText } from './sigma-rule.ts';

const failed = ruleText(
  'a:\n  eventName: ConsoleLogin\n  errorMessage: Failed authentication\ncondition: a',
  'name: failed',
);
const success = ruleText(
  'a:\n  eventName: ConsoleLogin\n  responseElements.ConsoleLogin: Success\ncondition: a',
  'id: 5f2c0000-0000-4000-8000-000000000002',
);
const COUNT =
  'type: event_count\nrules: failed\ngroup-by: userIdentity.userName\ntimespan: 15m\ncondition: {gte: 5}';

function correlation(lines: string, head = 'title: Together\nlevel: high'): string {
  return [
    head,
    'correlation:',
    ...lines
      .trim()
      .split('\n')
      .map((line) => `  ${line}`),
    '',
  ].join('\n');
}

const text = (...documents: string[]) => documents.join('---\n');
const FAILED = {
  all: [
    { field: 'eventName', op: 'equals', values: ['ConsoleLogin'] },
    { field: 'errorMessage', op: 'equals', values: ['Failed authentication'] },
  ],
};

function signIn(minute: number, outcome: 'failed' | 'success', userName = 'ada') {
  return {
    eventTime: new Date(Date.UTC(2026, 0, 5, 9, minute)).toISOString().replace('.000', ''),
    eventName: 'ConsoleLogin',
    eventSource: 'signin.amazonaws.com',
    userIdentity: { type: 'IAMUser', userName },
    ...(outcome === 'failed' ? { errorMessage: 'Failed authentication' } : {}),
    responseElements: { ConsoleLogin: outcome === 'failed' ? 'Failure' : 'Success' },
  };
}

describe('a correlation', () => {
  it('event_count is a threshold, and its parts are no rules of their own', () => {
    const rule = imported(text(correlation(COUNT), failed));
    expect(rule).toMatchObject({
      name: 'Together',
      severity: 'high',
      condition: FAILED,
      when: { kind: 'threshold', atLeast: 5, withinMinutes: 15 },
      groupBy: ['userIdentity.userName'],
    });
    const five = [0, 3, 6, 9, 12].map((minute) => signIn(minute, 'failed'));
    expect(evaluateOnce(rule, five)).toHaveLength(1);
    expect(evaluateOnce(rule, five.slice(1))).toHaveLength(0);
  });

  it('value_count counts the different values of a field', () => {
    const lines =
      'type: value_count\nrules: [failed]\ngroup-by: [sourceIPAddress]\ntimespan: 1h\ncondition: {gt: 9, field: userIdentity.userName}';
    expect(imported(text(failed, correlation(lines))).when).toEqual({
      kind: 'threshold',
      atLeast: 10,
      distinct: 'userIdentity.userName',
      withinMinutes: 60,
    });
  });

  it('temporal_ordered is a sequence, of rules by name or id, where an event_count is a step that asks for several', () => {
    const counting = correlation(COUNT, 'title: Many\nname: many_failed');
    const lines =
      'type: temporal_ordered\nrules: [many_failed, 5f2c0000-0000-4000-8000-000000000002]\ngroup-by: [userIdentity.userName]\ntimespan: 15m';
    const rule = imported(text(correlation(lines), counting, failed, success));
    expect(rule.when).toMatchObject({
      kind: 'sequence',
      ordered: true,
      withinMinutes: 15,
      steps: [
        { name: 'many_failed', condition: FAILED, atLeast: 5 },
        { name: '5f2c0000-0000-4000-8000-000000000002', atLeast: 1 },
      ],
    });
    const failures = [0, 1, 2, 3, 4].map((minute) => signIn(minute, 'failed'));
    expect(evaluateOnce(rule, [...failures, signIn(6, 'success')])).toHaveLength(1);
    expect(evaluateOnce(rule, [...failures, signIn(6, 'success', 'grace')])).toHaveLength(0);
    expect(evaluateOnce(rule, failures)).toHaveLength(0);
  });

  it('temporal is a sequence in any order, and may say that it wants all its rules', () => {
    const lines =
      'type: temporal\nrules: [failed, 5f2c0000-0000-4000-8000-000000000002]\ngroup-by: []\ntimespan: 2d\ncondition: {gte: 2}';
    expect(imported(text(failed, success, correlation(lines)))).toMatchObject({
      when: { kind: 'sequence', ordered: false, withinMinutes: 2_880 },
      groupBy: [],
    });
  });

  it('with generate leaves its parts rules of their own too', () => {
    const named = failed.replace('name: failed', 'title: Failed\nname: failed');
    const { rules } = importSigma(text(named, correlation(`${COUNT}\ngenerate: true`)));
    expect(rules.map(({ definition }) => definition.name)).toEqual(['Failed', 'Together']);
  });

  it('has an alias for the field that it stands for in all rules', () => {
    const lines = `${COUNT.replace('userIdentity.userName', 'who')}\naliases: {who: {failed: userIdentity.arn}}`;
    expect(imported(text(failed, correlation(lines))).groupBy).toEqual(['userIdentity.arn']);
  });

  it.each([
    [
      COUNT.replace('failed', 'nobody'),
      5,
      'refers to “nobody”, and no rule of this text has that id or name',
    ],
    [COUNT.replace('event_count', 'value_sum'), 4, 'computes with values'],
    [COUNT.replace('event_count', 'guess'), 4, 'There is no correlation type “guess”.'],
    [COUNT.replace('gte: 5', 'lte: 5'), 8, 'The condition “lte” cannot be told while events still come'],
    [COUNT.replace('gte: 5', 'gte: many'), 8, 'gte must be a whole number.'],
    [COUNT.replace('gte: 5', 'gte: 0'), 8, 'gte must ask for 1 to 100,000.'],
    [COUNT.replace('15m', '10s'), 7, 'not of whole minutes'],
    [COUNT.replace('15m', '40d'), 7, 'longer than 31 days'],
    [COUNT.replace('15m', 'soon'), 7, 'The timespan “soon” is none'],
    [COUNT.replace('timespan: 15m\n', ''), 4, 'The correlation has no timespan.'],
    [COUNT.replace('\ncondition: {gte: 5}', ''), 4, 'says no number'],
    [COUNT.replace('event_count', 'value_count'), 8, 'The condition of value_count names no field.'],
    [
      `${COUNT.replace('userIdentity.userName', 'who')}\naliases: {who: {failed: a, other: b}}`,
      6,
      'stands for different fields',
    ],
    ['type: temporal\nrules: [failed]\ntimespan: 1h\ncondition: {gte: 2}', 7, 'asks for 2 of its 1 rules'],
    ['type: temporal\nrules: [failed, failed]\ntimespan: 1h', 5, 'names “failed” twice'],
    ['type: temporal\nrules: []\ntimespan: 1h', 4, 'names no rules'],
  ])('%j is refused, on line %i, and so are its parts', (lines, line, reason) => {
    const { rules, refused } = importSigma(text(correlation(lines), failed));
    expect(rules).toEqual([]);
    expect(refused[0]).toEqual({ line, title: 'Together', reason: expect.stringContaining(reason) });
    expect(refused).toHaveLength(2);
  });

  it('is refused where its step counts in another window', () => {
    const counting = correlation(COUNT, 'title: Many\nname: many_failed');
    const lines = 'type: temporal\nrules: [many_failed, 5f2c0000-0000-4000-8000-000000000002]\ntimespan: 1h';
    expect(
      importSigma(text(counting, failed, success, correlation(lines))).refused.map(({ reason }) => reason),
    ).toContainEqual(expect.stringContaining('has a timespan or group-by other than the correlation'));
  });

  it('is refused where it needs a rule that is refused, or itself', () => {
    const broken = failed.replace('eventName:', 'eventName|nope:');
    expect(importSigma(text(correlation(COUNT), broken)).refused[0]?.reason).toContain(
      'The correlation needs “failed”, which is refused: There is no modifier “nope”.',
    );
    const own = correlation(COUNT.replace('failed', 'me'), 'title: Me\nname: me');
    expect(importSigma(own).refused[0]?.reason).toContain('refers to itself');
  });

  it('is refused where several rules have the name that it refers to', () => {
    const { rules, refused } = importSigma(text(correlation(COUNT), failed, failed));
    expect(rules).toEqual([]);
    expect(refused[0]).toMatchObject({
      line: 5,
      reason: expect.stringContaining('several rules of this text'),
    });
  });
});
