import { describe, expect, test } from 'vitest';
import { eventOf, type Fields, NOW, reasonOf, recordWith } from './records.ts';

describe('an ordinary record', () => {
  test('every field lands where the contract says', () => {
    expect(eventOf(recordWith({ sharedEventID: '535103F5-CC74-4812-90DD-6861BFA00FF3' }))).toEqual({
      accountId: '222222222222',
      accountSource: 'recipientAccountId',
      eventTimeMs: Date.UTC(2026, 10, 20, 14, 22, 31),
      eventId: '5b1d7c02-9e34-4f7a-8a61-0c2f4d9be713',
      eventIdDerived: false,
      category: 'management',
      eventType: 'AwsApiCall',
      region: 'eu-central-1',
      service: 's3',
      eventName: 'PutBucketPolicy',
      readOnly: false,
      readOnlyDerived: false,
      actor: {
        identityType: 'IAMUser',
        label: 'svc-deploy',
        labelSource: 'user-name',
        arn: 'arn:aws:iam::222222222222:user/svc-deploy',
        principalArn: 'arn:aws:iam::222222222222:user/svc-deploy',
        sessionName: '',
        accessKeyId: 'AKIAEXAMPLE',
        mfa: null,
      },
      sourceIp: '203.0.113.47',
      userAgent: 'aws-cli/2.31.4',
      errorCode: '',
      errorMessage: '',
      outcome: 'success',
      resources: [],
      sharedEventId: '535103f5-cc74-4812-90dd-6861bfa00ff3',
      cleaned: false,
    });
  });
});

describe('whose event it is', () => {
  const nobody = { recipientAccountId: undefined, userIdentity: { type: 'IAMUser', userName: 'x' } };

  test('the recipient, before the key and the caller', () => {
    expect(eventOf(recordWith({ recipientAccountId: '000000000012' }), '333333333333')).toMatchObject({
      accountId: '000000000012',
      accountSource: 'recipientAccountId',
    });
  });

  test('the account of the object key, before the caller’s', () => {
    const event = eventOf(recordWith({ recipientAccountId: undefined }), '333333333333');
    expect(event).toMatchObject({ accountId: '333333333333', accountSource: 'object-key' });
  });

  test('the caller’s where nothing else says it', () => {
    const event = eventOf(recordWith({ recipientAccountId: 'not-12-digits' }));
    expect(event).toMatchObject({ accountId: '222222222222', accountSource: 'userIdentity' });
  });

  test('a number is no account: its leading zeros are gone', () => {
    const event = eventOf(recordWith({ recipientAccountId: 123456789012 }), '333333333333');
    expect(event.accountSource).toBe('object-key');
  });

  test('nobody’s is quarantined', () => {
    expect(reasonOf(recordWith(nobody))).toMatch(/no account of 12 digits/);
  });
});

describe('ids', () => {
  test('upper case is folded', () => {
    const event = eventOf(recordWith({ eventID: '5B1D7C02-9E34-4F7A-8A61-0C2F4D9BE713' }));
    expect(event).toMatchObject({ eventId: '5b1d7c02-9e34-4f7a-8a61-0c2f4d9be713', eventIdDerived: false });
  });

  test('an id of another form becomes a UUID made from it, the same each time', () => {
    const first = eventOf(recordWith({ eventID: '4d293154-a15b-4c33-9e0a-ff5eeEXAMPLE' }));
    const again = eventOf(
      recordWith({ eventID: '4d293154-a15b-4c33-9e0a-ff5eeEXAMPLE', userAgent: 'other' }),
    );
    expect(first.eventIdDerived).toBe(true);
    expect(first.eventId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(again.eventId).toBe(first.eventId);
  });

  test('a record without an id gets one from its content, whatever the order of its fields', () => {
    const record = recordWith({
      eventID: undefined,
      requestParameters: { a: 1, b: [true, null, { c: 'ü' }] },
    });
    const { requestParameters: _, ...rest } = record;
    const reordered = { requestParameters: { b: [true, null, { c: 'ü' }], a: 1 }, ...rest };
    expect(eventOf(reordered).eventId).toBe(eventOf(record).eventId);
    expect(eventOf({ ...reordered, userAgent: 'other' }).eventId).not.toBe(eventOf(record).eventId);
    expect(eventOf(record).eventIdDerived).toBe(true);
  });

  test('a shared id of another form is still the same for both twins', () => {
    const twin = eventOf(recordWith({ sharedEventID: 'shared-EXAMPLE', recipientAccountId: '333333333333' }));
    expect(eventOf(recordWith({ sharedEventID: 'shared-EXAMPLE' })).sharedEventId).toBe(twin.sharedEventId);
    expect(twin.sharedEventId).toHaveLength(36);
  });
});

describe('categories and types', () => {
  test.each([
    [{ eventCategory: 'Data' }, 'data'],
    [{ eventCategory: 'NetworkActivity' }, 'network-activity'],
    [{ eventCategory: undefined, managementEvent: false }, 'data'],
    [{ eventCategory: undefined, managementEvent: undefined }, 'management'],
    [{ eventCategory: undefined, eventType: 'AwsVpceEvent' }, 'network-activity'],
    [{ eventCategory: 'SomethingNew' }, 'management'],
  ])('%j is %s', (fields, category) => {
    expect(eventOf(recordWith(fields)).category).toBe(category);
  });

  test('AwsVpceEvents of the reference page is the AwsVpceEvent of the records', () => {
    expect(eventOf(recordWith({ eventType: 'AwsVpceEvents' })).eventType).toBe('AwsVpceEvent');
  });

  test('network activity may have neither agent, parameters nor a named caller', () => {
    const event = eventOf({
      eventVersion: '1.09',
      userIdentity: { type: 'AWSAccount', principalId: 'AKIAEXAMPLE', accountId: '333333333333' },
      eventTime: '2026-11-20T14:22:31Z',
      eventSource: 'kms.amazonaws.com',
      eventName: 'ListKeys',
      awsRegion: 'us-east-1',
      sourceIPAddress: '10.0.0.7',
      errorCode: 'VpceAccessDenied',
      errorMessage: 'The request was denied due to a VPC endpoint policy',
      eventID: '16bcc089-ac49-43f1-9177-EXAMPLE23731',
      eventType: 'AwsVpceEvent',
      recipientAccountId: '222222222222',
      eventCategory: 'NetworkActivity',
    });
    expect(event).toMatchObject({
      category: 'network-activity',
      outcome: 'denied',
      userAgent: '',
      readOnly: true,
    });
    expect(event.actor).toMatchObject({ label: '333333333333', labelSource: 'account' });
  });

  test('an insight has the name and service of the call that it tells of', () => {
    const event = eventOf({
      eventVersion: '1.08',
      eventTime: '2022-04-12T16:10:00Z',
      awsRegion: 'eu-central-1',
      eventID: '49dfd327-5991-494b-98bf-6fe1eb3e3732',
      eventType: 'AwsCloudTrailInsight',
      recipientAccountId: '246337027688',
      sharedEventID: '26acc406-e3d7-4f74-90bd-aca9d06c5127',
      insightDetails: {
        state: 'Start',
        eventSource: 'autoscaling.amazonaws.com',
        eventName: 'CompleteLifecycleAction',
        insightType: 'ApiCallRateInsight',
      },
      eventCategory: 'Insight',
    });
    expect(event).toMatchObject({
      category: 'insight',
      service: 'autoscaling',
      eventName: 'CompleteLifecycleAction',
      outcome: 'success',
      sourceIp: '',
    });
    expect(event.actor).toMatchObject({ label: 'unknown', labelSource: 'fallback' });
  });

  const aggregated: Fields = {
    eventVersion: '1.0',
    accountId: '111122223333',
    eventId: '62759c1a-6248-48e1-a6b3-d5fb7e6c4bc0',
    eventCategory: 'Aggregated',
    eventType: 'AwsAggregatedEvent',
    awsRegion: 'us-west-2',
    eventSource: 's3.amazonaws.com',
    timeWindow: {
      windowStart: '2025-11-17T19:20:00Z',
      windowEnd: '2025-11-17T19:25:00Z',
      windowSize: 'PT5M',
    },
    summary: {
      primaryDimension: {
        dimension: 'eventName',
        statistics: [{ name: 'PutObject', value: 1000 }],
        aggregationType: 'Count',
      },
      details: [
        { dimension: 'resourceARN', statistics: [{ name: 'arn:aws:s3:::bucket-1', value: 800 }] },
        { dimension: 'userAgent', statistics: [{ name: 'aws-cli', value: 800 }] },
      ],
    },
  };

  test('an aggregated event has its own names for id, account and time', () => {
    expect(eventOf(aggregated)).toMatchObject({
      category: 'aggregated',
      accountId: '111122223333',
      eventId: '62759c1a-6248-48e1-a6b3-d5fb7e6c4bc0',
      eventIdDerived: false,
      eventTimeMs: Date.UTC(2025, 10, 17, 19, 20),
      eventName: 'PutObject',
      resources: ['arn:aws:s3:::bucket-1'],
    });
  });

  test('an aggregated event by another dimension is named by its kind', () => {
    expect(eventOf({ ...aggregated, summary: {} }).eventName).toBe('AwsAggregatedEvent');
  });

  test.each([
    [{ timeWindow: undefined }, 'timeWindow.windowStart is missing'],
    [{ timeWindow: {} }, 'timeWindow.windowStart is missing'],
  ])('an aggregated event with %j is quarantined', (fields, reason) => {
    expect(reasonOf({ ...aggregated, ...fields })).toBe(reason);
  });
});

describe('read-only', () => {
  test.each([
    ['DescribeInstances', true],
    ['GetObject', true],
    ['ListBuckets', true],
    ['BatchGetItem', true],
    ['LookupEvents', true],
    ['Scan', true],
    ['RunInstances', false],
    ['Listen', false],
    ['BatchWriteItem', false],
  ])('%s without readOnly: %s, by its name', (eventName, readOnly) => {
    const event = eventOf(recordWith({ eventName, readOnly: undefined }));
    expect(event).toMatchObject({ readOnly, readOnlyDerived: true });
  });

  test('what the record says goes before the name', () => {
    expect(eventOf(recordWith({ eventName: 'GetObject', readOnly: false }))).toMatchObject({
      readOnly: false,
      readOnlyDerived: false,
    });
    expect(eventOf(recordWith({ eventName: 'RunInstances', readOnly: 'true' })).readOnly).toBe(true);
  });
});

describe('records that are quarantined', () => {
  test.each<[Fields, string]>([
    [{ eventTime: undefined }, 'eventTime is missing'],
    [{ eventTime: null }, 'eventTime is missing'],
    [{ eventTime: 'yesterday' }, 'eventTime is "yesterday", which is no time'],
    [{ eventTime: 1_700_000_000 }, 'eventTime is a JSON number, which is no time'],
    [{ eventTime: '2026-02-30T00:00:00Z' }, 'eventTime is "2026-02-30T00:00:00Z", which is no time'],
    [
      { eventTime: '2013-10-31T23:59:59Z' },
      'eventTime "2013-10-31T23:59:59Z" is before November 2013, when CloudTrail began',
    ],
    [
      { eventTime: '2026-11-21T15:00:01Z' },
      'eventTime "2026-11-21T15:00:01Z" is more than a day in the future',
    ],
    [{ eventName: undefined }, 'eventName is missing'],
    [{ eventName: '' }, 'eventName is missing'],
    [{ eventName: { a: 1 } }, 'eventName is a JSON object'],
    [{ eventVersion: '2.0' }, 'eventVersion is "2.0"; Trailkeep reads 1.x'],
    [{ eventVersion: '10.1' }, 'eventVersion is "10.1"; Trailkeep reads 1.x'],
    [{ eventCategory: 'Insight', insightDetails: { state: 'Start' } }, 'insightDetails.eventName is missing'],
    [{ eventCategory: 'Insight', insightDetails: null }, 'insightDetails.eventName is missing'],
  ])('%j', (fields, reason) => {
    expect(reasonOf(recordWith(fields))).toBe(reason);
  });

  test.each([null, 'text', 7, true, []])('%j is no record', (record) => {
    expect(reasonOf(record)).toMatch(/not a JSON object/);
  });
});

describe('records at the edge that are events', () => {
  test.each<Fields>([
    { eventVersion: '1.99' },
    { eventVersion: undefined },
    { eventVersion: 1.08 },
    { eventTime: '2013-11-01T00:00:00Z' },
    { eventTime: new Date(NOW + 86_400_000).toISOString() },
    { eventSource: undefined, awsRegion: undefined, sourceIPAddress: undefined, userAgent: undefined },
    {
      userIdentity: null,
      requestParameters: 'text',
      responseElements: [1],
      resources: 'x',
      additionalEventData: [],
    },
    { someFieldOfTheFuture: { a: [{}] } },
  ])('%j', (fields) => {
    expect(eventOf(recordWith(fields)).accountId).toBe('222222222222');
  });

  test('a list of agents, as another tool passed it on, is its first', () => {
    expect(eventOf(recordWith({ userAgent: ['[S3Console/0.4]'] })).userAgent).toBe('[S3Console/0.4]');
  });

  test('the service is eventSource without its domain, in China too', () => {
    expect(eventOf(recordWith({ eventSource: 'ec2.amazonaws.com.cn' })).service).toBe('ec2');
    expect(eventOf(recordWith({ eventSource: 'aws-marketplace.custom' })).service).toBe(
      'aws-marketplace.custom',
    );
  });

  test('an agent beyond 1 KB of UTF-8 is cut between characters, and the event marked', () => {
    const event = eventOf(recordWith({ userAgent: `a${'😀'.repeat(400)}` }));
    expect(event.userAgent).toBe(`a${'😀'.repeat(255)}`);
    expect(event.cleaned).toBe(true);
  });
});
