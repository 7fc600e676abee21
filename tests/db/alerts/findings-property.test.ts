import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { evaluateOnce } from '#lib/alerts/evaluate-once.ts';
import { foldSilence } from '#lib/alerts/fold/fold-silence.ts';
import type { RuleDefinition, Sample } from '#lib/alerts/rule-model.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import {
  ACCOUNTS,
  addObjects,
  addPlaces,
  addRule,
  ruleOf,
  type StoredFinding,
  sortFindings,
  storedFindings,
  takeAll,
} from './alert-world.ts';

const MINUTE_MS = 60_000;
const START_MS = Math.floor(Date.now() / 86_400_000 - 30) * 86_400_000;
const named = (...values: string[]) => ({ field: '@event', op: 'equals' as const, values });

const RULES: RuleDefinition[] = [
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
const sample = fc
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
const delivery = fc.record({
  samples: fc.array(sample, { minLength: 1, maxLength: 60 }),
  /** Which object each goes to; some go to a second one too. */
  places: fc.array(fc.tuple(fc.nat(11), fc.option(fc.nat(11))), { minLength: 60, maxLength: 60 }),
  workers: fc.integer({ min: 1, max: 4 }),
  batchObjects: fc.integer({ min: 1, max: 4 }),
  breaks: fc.uniqueArray(fc.nat(9), { maxLength: 3 }),
});

let database: TestDatabase;
const ids: number[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  await addPlaces(database);
  for (const rule of RULES) ids.push(await addRule(database, rule));
  // The same again for one account alone, beside the view's.
  ids.push(await addRule(database, RULES[0] as RuleDefinition, { accountId: ACCOUNTS[1] }));
});
afterAll(() => database.drop());

test('findings are the same whatever the order, the batches, the number of workers, and where they are killed', async () => {
  await fc.assert(
    fc.asyncProperty(delivery, async ({ samples, places, ...how }) => {
      await database.ownerPool.query(
        'truncate event, activity_hour, activity_day, activity_value, log_object, alert_match, alert_seen, alert_seen_new, finding cascade',
      );
      const objects = Array.from({ length: 12 }, (_, object) =>
        samples.filter((_one, at) => places[at]?.includes(object)),
      );
      const store = await addObjects(
        database,
        objects.filter((records) => records.length > 0),
      );
      await takeAll(database, store, how);
      const newestMs = Math.max(...samples.map(({ eventTime }) => Date.parse(String(eventTime))));
      await foldSilence(database.workerPool, () => newestMs);
      expect(await storedFindings(database)).toEqual(expectedFindings(samples));
    }),
    { numRuns: Number(process.env.FC_RUNS ?? 40), endOnFailure: true },
  );
}, 600_000);

function expectedFindings(samples: readonly Sample[]): StoredFinding[] {
  const all = ids.flatMap((ruleId, at) => {
    const rule = RULES[at] ?? (RULES[0] as RuleDefinition);
    return evaluateOnce(rule, samples)
      .filter(({ accountId }) => at < RULES.length || accountId === ACCOUNTS[1])
      .map(({ eventIds, group, ...found }) => ({
        ruleId,
        ...found,
        group: [...group],
        events: eventIds.length,
      }));
  });
  return sortFindings(all);
}
