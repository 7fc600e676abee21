import { describe, expect, it, test } from 'vitest';
import { compileCondition } from '#lib/alerts/compile.ts';
import { evaluateOnce } from '#lib/alerts/evaluate-once.ts';
import type { Condition, FieldTest, Sample } from '#lib/alerts/rule-model.ts';

const RECORD: Sample = {
  eventName: 'AuthorizeSecurityGroupIngress',
  eventSource: 'ec2.amazonaws.com',
  sourceIPAddress: '203.0.113.9',
  userIdentity: { type: 'IAMUser', userName: 'Alice' },
  requestParameters: {
    ports: [22, 3389],
    empty: [],
    nothing: null,
    owner: 'alice',
    account: '111122223333',
    own: ['arn:aws:iam::111122223333:root', 'arn:aws-cn:sts::111122223333:assumed-role/a/b', '111122223333'],
    foreign: [
      'arn:aws:iam::999999999999:role/111122223333',
      '1111222233334',
      'arn:aws:iam::*:role/111122223333',
    ],
    items: [{ cidrIp: '10.0.0.0/8', note: 'Office' }, { cidrIp: '0.0.0.0/0' }],
    policyDocument: encodeURIComponent(
      JSON.stringify({
        Statement: [
          { Effect: 'Allow', Action: 's3:Get*', Resource: '*' },
          { Effect: 'Deny', Action: '*', Resource: 'x' },
        ],
      }),
    ),
  },
};

function isMet(condition: Condition, record: Sample = RECORD): boolean {
  const rule = { condition, when: { kind: 'every' as const }, groupBy: [], exclusions: [], quietMinutes: 1 };
  return evaluateOnce(rule, [record]).length > 0;
}

const ask = (
  field: string,
  op: FieldTest['op'],
  values: FieldTest['values'],
  more: Partial<FieldTest> = {},
): FieldTest => ({
  field,
  op,
  values,
  ...more,
});

const ofAccount = (name: string, elements: 'any' | 'all') =>
  ask(`requestParameters.${name}[]`, 'belongsToField', ['requestParameters.account'], { elements });

const everyNull = (name: string) => ask(`requestParameters.${name}`, 'equals', [null], { every: true });

describe('a test of a field', () => {
  it.each<[string, FieldTest, boolean]>([
    ['text without regard to case', ask('@user', 'equals', ['ALICE']), true],
    ['text with regard to case', ask('@user', 'equals', ['ALICE'], { caseSensitive: true }), false],
    ['one of several', ask('@event', 'equals', ['x', 'authorizesecuritygroupingress']), true],
    ['a number as text', ask('requestParameters.ports', 'equals', ['22']), true],
    [
      'all values, each by one element',
      ask('requestParameters.ports', 'equals', [22, 3389], { every: true }),
      true,
    ],
    ['all elements', ask('requestParameters.ports[]', 'atLeast', [23], { elements: 'all' }), false],
    [
      'all elements of an empty list',
      ask('requestParameters.empty', 'equals', ['a'], { elements: 'all' }),
      false,
    ],
    ['through an array without []', ask('requestParameters.items.cidrIp', 'equals', ['0.0.0.0/0']), true],
    ['null for an absent field', ask('requestParameters.absent', 'equals', [null]), true],
    ['null for JSON’s null', ask('requestParameters.nothing', 'equals', [null]), true],
    ['null for a field that is there', ask('requestParameters.owner', 'equals', [null]), false],
    ['null among values that are all to be met, for an absent field', everyNull('absent'), false],
    ['null among values that are all to be met, for JSON’s null', everyNull('nothing'), true],
    [
      'null of all elements, for an absent field',
      ask('requestParameters.absent', 'equals', [null], { elements: 'all' }),
      true,
    ],
    ['existence of an empty list', ask('requestParameters.empty', 'exists', [true]), true],
    ['existence of null', ask('requestParameters.nothing', 'exists', [true]), false],
    ['absence', ask('requestParameters.absent', 'exists', [false]), true],
    ['what every object inherits', ask('requestParameters.constructor', 'exists', [true]), false],
    ['an address in a range', ask('@ip', 'cidr', ['203.0.113.0/24']), true],
    ['an address of another family', ask('@ip', 'cidr', ['::/0']), false],
    ['a range within a range', ask('requestParameters.items[].cidrIp', 'cidr', ['10.0.0.0/7']), true],
    ['a wildcard', ask('@event', 'wildcard', ['authorize*ingres?']), true],
    ['an escaped wildcard', ask('@event', 'wildcard', ['authorize\\*']), false],
    ['a regular expression', ask('@event', 'regex', ['^Authorize.+gress$']), true],
    ['another field of the event', ask('requestParameters.owner', 'equalsField', ['@user']), true],
    [
      'an absent other field',
      ask('requestParameters.owner', 'containsField', ['requestParameters.absent']),
      false,
    ],
    ['an account, by its id or an ARN of it', ofAccount('own', 'all'), true],
    ['an account whose id stands elsewhere in an ARN', ofAccount('foreign', 'any'), false],
    [
      'an account and a field that names none',
      ask('requestParameters.own', 'belongsToField', ['@user']),
      false,
    ],
    [
      'into a text that is JSON',
      ask('requestParameters.policyDocument.Statement[].Effect', 'equals', ['Deny']),
      true,
    ],
  ])('%s', (_name, condition, expected) => {
    expect(isMet(condition)).toBe(expected);
    expect(isMet({ not: condition })).toBe(!expected);
  });
});

test('conditions within one element are met by one element alone', () => {
  const everything = (effect: string): Condition => ({
    within: 'requestParameters.policyDocument.Statement[]',
    has: { all: [ask('Effect', 'equals', [effect]), ask('Action', 'equals', ['*'])] },
  });
  expect(isMet(everything('Deny'))).toBe(true);
  expect(isMet(everything('Allow'))).toBe(false);
});

test('words are found anywhere in the record, without regard to case', () => {
  expect(isMet({ keywords: ['oFFice'] })).toBe(true);
  expect(isMet({ keywords: ['office', 'nowhere'], every: true })).toBe(false);
});

test('the names of events that may match are known where the condition says them', () => {
  const names = (condition: Condition) => compileCondition(condition).eventNames;
  const named = ask('@event', 'equals', ['RunInstances', 'StopInstances']);
  expect(names({ all: [named, ask('@user', 'exists', [true])] })).toEqual(
    new Set(['runinstances', 'stopinstances']),
  );
  expect(names({ all: [named, ask('eventName', 'equals', ['StopInstances'])] })).toEqual(
    new Set(['stopinstances']),
  );
  expect(names({ any: [named, ask('@user', 'exists', [true])] })).toBeNull();
  expect(names({ not: named })).toBeNull();
});

test('what cannot be compiled is refused with the reason', () => {
  expect(() => compileCondition(ask('@ip', 'cidr', ['203.0.113.0/33']))).toThrow(/range/);
  expect(() => compileCondition(ask('@ip', 'lessThan', ['many']))).toThrow(/number/);
  expect(() => compileCondition(ask('@ip', 'exists', ['yes']))).toThrow(/true or false/);
});
