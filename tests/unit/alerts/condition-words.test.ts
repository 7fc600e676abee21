import { describe, expect, it } from 'vitest';
import { conditionWords } from '#lib/alerts/condition-words.ts';
import type { Condition } from '#lib/alerts/rule-model.ts';

const user: Condition = { field: '@user', op: 'equals', values: ['lena'] };
const events: Condition = { field: '@event', op: 'equals', values: ['StopLogging', 'DeleteTrail'] };

describe('a condition in words', () => {
  it.each<[Condition, string]>([
    [user, 'User is lena'],
    [events, 'Event is StopLogging or DeleteTrail'],
    [{ all: [user, events] }, 'User is lena and Event is StopLogging or DeleteTrail'],
    [
      { all: [user, { any: [events, user] }] },
      'User is lena and (Event is StopLogging or DeleteTrail or User is lena)',
    ],
    [{ all: [{ any: [user] }] }, 'User is lena'],
    [{ not: user }, 'User is not lena'],
    [{ not: { all: [user, events] } }, 'not (User is lena and Event is StopLogging or DeleteTrail)'],
    [{ field: 'userIdentity.invokedBy', op: 'exists', values: [false] }, 'userIdentity.invokedBy is absent'],
    [{ not: { field: 'errorCode', op: 'exists', values: [false] } }, 'errorCode is there'],
    [{ field: '@ip', op: 'cidr', values: ['10.0.0.0/8'] }, 'IP is in 10.0.0.0/8'],
    [{ field: 'errorCode', op: 'equals', values: [null] }, 'errorCode is absent'],
    [{ field: 'errorCode', op: 'equals', values: [null], every: true }, 'errorCode is null'],
    [{ field: '@user', op: 'equalsField', values: ['@resource'] }, 'User is the same as Resource'],
    [
      { not: { field: 'Principal.AWS', op: 'belongsToField', values: ['@account'], elements: 'all' } },
      'each of Principal.AWS does not belong to Account',
    ],
    [{ keywords: ['a b', 'c'], every: true }, 'the record has “a b” and “c”'],
    [
      { within: 'requestParameters.items[]', has: { field: 'cidrIp', op: 'equals', values: ['0.0.0.0/0'] } },
      'one of requestParameters.items[] with (cidrIp is 0.0.0.0/0)',
    ],
  ])('%j', (condition, words) => expect(conditionWords(condition)).toBe(words));

  it('says how many values are left out of a long list', () => {
    const values = Array.from({ length: 11 }, (_, at) => `u${at}`);
    expect(conditionWords({ field: '@user', op: 'equals', values })).toMatch(/^User is u0, .*u7 or 3 more$/);
  });
});
