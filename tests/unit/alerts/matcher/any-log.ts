import fc from 'fast-check';
import type { Sample } from '#lib/alerts/rule-model.ts';
import { corpusRecords } from '#tests/setup/corpus.ts';

export const ACCOUNTS = ['111111111111', '222222222222', '333333333333'] as const;

const CORPUS = corpusRecords().filter(
  (record): record is Sample => typeof record === 'object' && record !== null && !Array.isArray(record),
);

/** Insights, whose name and service stand elsewhere than in other records. */
const INSIGHTS = ['RunInstances', 'CreateUser'].map((eventName) => ({
  eventVersion: '1.08',
  eventTime: '2026-11-20T10:00:00Z',
  eventType: 'AwsCloudTrailInsight',
  eventCategory: 'Insight',
  awsRegion: 'eu-west-1',
  insightDetails: { eventName, eventSource: 'ec2.amazonaws.com', state: 'Start' },
}));

const name = fc.constantFrom('a', 'b', 'c', 'eventName', 'userIdentity', 'constructor');
const text = fc.constantFrom(
  '',
  'x',
  'X',
  'xy',
  'a*b?',
  '7',
  ' 12.5 ',
  '10.1.2.0/24',
  '2001:db8::7',
  'İstanbul',
  'alice',
);
const { json } = fc.letrec<{ json: unknown; object: unknown }>((tie) => ({
  object: fc.dictionary(name, tie('json'), { maxKeys: 3 }),
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    fc.constantFrom<unknown>(null, true, false, 0, 7, -3.5, 443),
    fc.array(tie('json'), { maxLength: 3 }),
    tie('object'),
    tie('object').map((object) => JSON.stringify(object)),
    tie('object').map((object) => encodeURIComponent(JSON.stringify(object))),
  ),
}));

/** Fields that come again with other ones beside them, as in a log of a few people and services. */
const sketch = fc.record({
  of: fc.nat(),
  identityOf: fc.option(fc.nat(), { freq: 2 }),
  callOf: fc.option(fc.nat(), { freq: 2 }),
  changes: fc.record(
    {
      sourceIPAddress: fc.constantFrom('198.51.100.7', '5.1.2.3', '2001:db8::7', 'ec2.amazonaws.com'),
      awsRegion: fc.constantFrom('eu-west-1', 'us-east-1'),
      errorCode: fc.constantFrom('AccessDenied', 'NoSuchEntity'),
      recipientAccountId: fc.constantFrom(...ACCOUNTS),
      readOnly: fc.boolean(),
      vpcEndpointId: fc.constantFrom('vpce-1', 'vpce-2'),
      requestParameters: fc.record({ thing: json }),
      tlsDetails: json,
      // What says of a sign-in whether it had a second factor, where its identity is the same.
      additionalEventData: fc.constantFrom({ MFAUsed: 'Yes' }, { MFAUsed: 'No' }),
    },
    { requiredKeys: ['recipientAccountId'] },
  ),
});

const anyOfCorpus = fc.constantFrom(...CORPUS);
const anyInsight = fc.constantFrom<Sample>(...INSIGHTS);

/** Records as AWS wrote some, in which single fields were changed for those of others or for any JSON. */
export const anyLog: fc.Arbitrary<readonly Sample[]> = fc
  .tuple(
    fc.array(fc.oneof({ arbitrary: anyOfCorpus, weight: 3 }, anyInsight), { minLength: 1, maxLength: 6 }),
    fc.array(sketch, { minLength: 1, maxLength: 30, size: 'max' }),
  )
  .map(([bases, sketches]) => {
    const baseAt = (at: number): Sample => bases[at % bases.length] ?? {};
    return sketches.map(({ of, identityOf, callOf, changes }) => {
      const base = baseAt(of);
      // An Insight has no call of its own.
      const { eventName, eventSource } = base.insightDetails ? base : baseAt(callOf ?? of);
      const { userIdentity } = baseAt(identityOf ?? of);
      return { ...base, eventName, eventSource, userIdentity, ...changes };
    });
  });
