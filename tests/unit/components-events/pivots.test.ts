import { describe, expect, test } from 'vitest';
import { eventFacts } from '#components/events/event-facts.ts';
import { toPivots } from '#components/events/pivots.ts';
import type { EventDetail } from '#lib/events/schema.ts';

const record = {
  userIdentity: {
    type: 'AssumedRole',
    principalId: 'AROA4EXAMPLE7QK2M5JZT:ci-run-7',
    arn: 'arn:aws:sts::222222222222:assumed-role/deploy/ci-run-7',
    accountId: '222222222222',
    accessKeyId: 'ASIA4EXAMPLEX7HQ2N6D',
    sessionContext: {
      sessionIssuer: { arn: 'arn:aws:iam::222222222222:role/ci/deploy', userName: 'deploy' },
      attributes: { creationDate: '2026-11-20T13:58:07Z', mfaAuthenticated: 'false' },
    },
  },
  eventName: 'PutBucketPolicy',
  responseElements: null,
};

function detail(change: Partial<EventDetail> = {}): EventDetail {
  return {
    eventId: '5b1d7c02-9e34-4f7a-8a61-0c2f4d9be713',
    eventTime: '2026-11-20T14:22:31Z',
    accountId: '222222222222',
    region: 'eu-central-1',
    service: 's3',
    eventName: 'PutBucketPolicy',
    user: 'deploy',
    userType: 'AssumedRole',
    sessionName: 'ci-run-7',
    userArn: record.userIdentity.arn,
    accessKeyId: 'ASIA4EXAMPLEX7HQ2N6D',
    sourceIp: '203.0.113.47',
    userAgent: '',
    errorCode: '',
    errorMessage: '',
    outcome: 'success',
    readOnly: false,
    mfa: null,
    category: 'management',
    resources: ['arn:aws:s3:::prod-web-invoices'],
    raw: JSON.stringify(record),
    object: { sourceId: 1, source: 'bucket', key: 'key', sha256: '00', takenAt: '2026-11-20T14:27:40Z' },
    twins: [],
    otherEnd: null,
    ...change,
  };
}

const pivots = (event: EventDetail, period: { from: Date; to: Date } | null = null) =>
  new Map(toPivots(event, eventFacts(event), period).map((pivot) => [pivot.kind, pivot.search]));

describe('searches that lead on from an event', () => {
  test('are all there for a call in a role session', () => {
    expect([...pivots(detail()).keys()]).toEqual([
      'user',
      'ip',
      'access-key',
      'resource',
      'around',
      'assume-role',
      'session',
    ]);
  });

  test('are left out where they could find nothing', () => {
    const bare = detail({ sourceIp: '', accessKeyId: '', resources: [], raw: null });
    expect([...pivots(bare).keys()]).toEqual(['user', 'around']);
  });

  test('offer no session for a long-term key, though it may have one for MFA', () => {
    expect([...pivots(detail({ accessKeyId: 'AKIA4EXAMPLEX7HQ2N6D' })).keys()]).not.toContain('session');
  });

  test('15 minutes around hold the event itself and stay in its account', () => {
    const around = pivots(detail()).get('around');
    expect(around?.filters.from.toISOString()).toBe('2026-11-20T14:07:31.000Z');
    expect(around?.filters.to.toISOString()).toBe('2026-11-20T14:37:32.000Z');
    expect(around?.filters.account).toEqual(['222222222222']);
  });

  test('the call that made the session is looked for when its credentials were made, by its role', () => {
    const call = pivots(detail()).get('assume-role');
    expect(call?.filters.event).toContain('AssumeRoleWithSAML');
    expect(call?.filters.resource).toEqual(['arn:aws:iam::222222222222:role/ci/deploy']);
    expect(call?.filters.from.toISOString()).toBe('2026-11-20T13:57:07.000Z');
  });

  test("a person's own session leads to its sign-in, not to calls of STS", () => {
    const identity = {
      ...record.userIdentity,
      type: 'Root',
      sessionContext: { attributes: { creationDate: '2026-11-20T13:58:07Z' } },
    };
    const found = pivots(
      detail({ user: 'root', raw: JSON.stringify({ ...record, userIdentity: identity }) }),
    );
    expect(found.has('assume-role')).toBe(false);
    expect(found.get('sign-in')?.filters).toMatchObject({
      user: ['root'],
      event: ['ConsoleLogin', 'GetSessionToken'],
    });
  });

  test('an AssumeRole call leads to what its session did', () => {
    const raw = JSON.stringify({ ...record, responseElements: { credentials: { accessKeyId: 'ASIANEW' } } });
    expect(pivots(detail({ raw })).get('made-session')?.filters.accessKey).toEqual(['ASIANEW']);
  });

  test('stay in the period that is looked at, or take a week on both sides where the event is outside of it', () => {
    const period = { from: new Date('2026-11-07T00:00:00Z'), to: new Date('2026-11-21T00:00:00Z') };
    expect(pivots(detail(), period).get('user')?.filters).toMatchObject(period);
    const earlier = { from: new Date('2026-10-01T00:00:00Z'), to: new Date('2026-10-02T00:00:00Z') };
    expect(pivots(detail(), earlier).get('user')?.filters.from.toISOString()).toBe(
      '2026-11-13T14:22:31.000Z',
    );
  });

  test('of a data event look at data events too', () => {
    expect(pivots(detail({ category: 'data' })).get('resource')?.filters.category).toContain('data');
  });
});

describe('facts of a record', () => {
  test.each([
    'not json',
    '[]',
    '"text"',
    'null',
    '{"userIdentity":7}',
    '{"responseElements":{"credentials":[]}}',
  ])('are read from anything that was delivered: %s', (raw) => {
    const facts = eventFacts(detail({ raw }));
    expect(facts.sessionStartMs).toBeNull();
    expect(facts.issuedKey).toBe('');
    expect(facts.actor.label).not.toBe('');
  });
});
