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
  type StoredFinding,
  sortFindings,
  storedFindings,
  takeAll,
} from './alert-world.ts';
import { anyRecord, RULES } from './any-records.ts';

const delivery = fc.record({
  samples: fc.array(anyRecord, { minLength: 1, maxLength: 60 }),
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
