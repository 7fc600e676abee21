import fc from 'fast-check';
import type { RuleDefinition, Sample } from '#lib/alerts/rule-model.ts';
import { ACCOUNTS, ruleOf } from './alert-world.ts';

const MINUTE_MS = 60_000;
/** Midnight, a month ago. */
export const START_MS = Math.floor(Date.now() / 86_400_000 - 30) * 86_400_000;
const named = (...values: string[]) => ({ field: '@event', op: 'equals' as const, values });

/** A rule of each kind. */
export const RULES: readonly RuleDefinition[] = [
  ruleOf({ name: 'every', condition: named('Delete'), quietMinutes: 30 }),
  ruleOf({
    name: 'threshold',
    condition: named('Read', 'Write'),
    when: { kind: 'threshold', atLeast: 3, withinMinutes: 20 },
    quietMinutes: 45,
  }),
  ruleOf({
    name: 'distinct',
    condition: { field: 'requestParameters.thing', op: 'exists', values: [true] },
    when: { kind: 'threshold', atLeast: 2, distinct: 'requestParameters.thing', withinMinutes: 15 },
    groupBy: [],
  }),
  ruleOf({
    name: 'ordered',
    when: {
      kind: 'sequence',
      ordered: true,
      withinMinutes: 60,
      steps: [
        { name: 'a', condition: named('Read'), atLeast: 2 },
        { name: 'b', condition: named('Delete'), atLeast: 1 },
      ],
    },
  }),
  ruleOf({
    name: 'together',
    groupBy: ['requestParameters.thing'],
    when: {
      kind: 'sequence',
      ordered: false,
      withinMinutes: 30,
      steps: [
        { name: 'a', condition: named('Write'), atLeast: 1 },
        { name: 'b', condition: named('Delete', 'Read'), atLeast: 1 },
      ],
    },
  }),
  ruleOf({
    name: 'first seen',
    when: { kind: 'first-seen', field: 'requestParameters.thing', lookbackDays: 2, learningDays: 1 },
    quietMinutes: 600,
  }),
  ruleOf({ name: 'returning', when: { kind: 'returning', afterDays: 2 } }),
  ruleOf({
    name: 'silent',
    groupBy: [],
    when: { kind: 'absence', silentMinutes: 20 * 60, lookbackDays: 1 },
    quietMinutes: 60,
    exclusions: [{ reason: 'ours', condition: { field: 'vpcEndpointId', op: 'equals', values: ['vpce-1'] } }],
  }),
];

/** Times crowd together, so that windows and quiet times are met at their edges. */
const minute = fc.oneof(fc.integer({ min: 0, max: 5 * 24 * 60 }), fc.integer({ min: 0, max: 90 }));
/** Records of two accounts in the five days from then on, that these rules tell apart. */
export const anyRecord = fc
  .record({
    minute,
    account: fc.constantFrom(...ACCOUNTS),
    user: fc.constantFrom('alice', 'bob'),
    name: fc.constantFrom('Read', 'Write', 'Delete'),
    things: fc.subarray(['x', 'y', 'z'], { maxLength: 2 }),
    endpoint: fc.constantFrom(undefined, undefined, 'vpce-1'),
    id: fc.uuid(),
  })
  .map(
    (drawn): Sample => ({
      eventVersion: '1.11',
      eventTime: new Date(START_MS + drawn.minute * MINUTE_MS).toISOString(),
      eventID: drawn.id,
      eventName: drawn.name,
      eventSource: 'ec2.amazonaws.com',
      awsRegion: 'eu-west-1',
      recipientAccountId: drawn.account,
      userIdentity: { type: 'IAMUser', userName: drawn.user },
      requestParameters: drawn.things.length === 0 ? null : { thing: drawn.things },
      ...(drawn.endpoint && { vpcEndpointId: drawn.endpoint }),
    }),
  );
