import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compileRule } from '#lib/alerts/compile-rule.ts';
import type { RuleDefinition, Sample } from '#lib/alerts/rule-model.ts';
import { isOfHistory } from '#lib/alerts/spans.ts';
import { type Subject, subjectOf } from '#lib/alerts/subject.ts';
import type { Trial } from '#lib/alerts/try-rule/trial.ts';
import { tryRule } from '#lib/alerts/try-rule/try-rule.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { mintScope } from '#lib/auth/scope.ts';
import { normalise } from '#lib/cloudtrail/normalise.ts';
import { countryLookup } from '#lib/geo/country.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { ACCOUNTS, anyLog } from '#tests/unit/alerts/matcher/any-log.ts';
import { anyRules } from '#tests/unit/alerts/matcher/any-rules.ts';
import { addObjects, addPlaces, takeAll } from './alert-world.ts';

/** Midnight, three days ago. */
const START_MS = Math.floor(Date.now() / 86_400_000 - 3) * 86_400_000;
const NOW = new Date(START_MS + 2 * 86_400_000);

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await addPlaces(database);
});
afterAll(() => database.drop());

/** Each record as one event of its own, all within a day. */
function told(log: readonly Sample[]): Sample[] {
  return log.map((record, at) => ({
    ...record,
    eventID: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
    eventTime: new Date(START_MS + ((at * 7919) % 86_400) * 1000).toISOString().replace('.000', ''),
  }));
}

function subjectsOf(log: readonly Sample[], country: (address: string) => string): Subject[] {
  return log.flatMap((record) => {
    const result = normalise(record, { keyAccountId: null, now: NOW.getTime() });
    return 'event' in result ? [subjectOf(result.event, record, { country })] : [];
  });
}

async function store(log: readonly Sample[]): Promise<void> {
  await database.ownerPool.query(
    'truncate event, activity_hour, activity_day, activity_value, log_object, log_object_body cascade',
  );
  const objects = Map.groupBy(log, (_, at) => at % 4);
  await takeAll(database, await addObjects(database, [...objects.values()]));
}

function tried(definition: RuleDefinition, pageSize: number): Promise<Trial> {
  const scope = mintScope({
    kind: 'view',
    id: 'prod',
    name: '',
    accountIds: ACCOUNTS,
    sourceIds: [],
    canManage: true,
  });
  const limits = { ms: 60_000, events: 10_000, page: { least: pageSize, most: pageSize } };
  return readScope(database.webPool, scope, (db) =>
    tryRule(db, scope, definition, { now: NOW, days: 5, limits }),
  );
}

/** What the matcher says of each event, put to all of them. */
function matchesOf(definition: RuleDefinition, subjects: readonly Subject[]) {
  const rule = compileRule(definition);
  const met = subjects.filter((subject) => rule.matches(subject));
  const matches = met.filter(
    (subject) => rule.excludedBy(subject) === null && rule.partsOf(subject).length > 0,
  );
  return {
    matches: matches.length,
    samples: matches
      .map(({ event: { eventTimeMs, eventId } }) => ({ eventTimeMs, eventId }))
      .sort((a, b) => b.eventTimeMs - a.eventTimeMs)
      .slice(0, 10)
      .map(({ eventId }) => eventId),
    exclusions: definition.exclusions.map(({ reason }, at) => ({
      reason,
      hid: met.filter((subject) => rule.excludedBy(subject) === at).length,
    })),
  };
}

const anyWorld = anyLog.map(told).chain((log) =>
  fc.record({
    log: fc.constant(log),
    rules: anyRules(
      subjectsOf(log, () => '').map(({ event, record }) => ({ event, record, text: JSON.stringify(record) })),
    ),
    pageSize: fc.integer({ min: 1, max: 40 }),
  }),
);

test('the matches of a trial are those of the matcher over all events, by columns, records or both', async () => {
  const country = await countryLookup();
  await fc.assert(
    fc.asyncProperty(anyWorld, async ({ log, rules, pageSize }) => {
      await store(log);
      const subjects = subjectsOf(log, country);
      const definitions = new Set(rules.map(({ definition }) => definition));
      for (const drawn of definitions) {
        const definition = isOfHistory(drawn.when) ? { ...drawn, when: { kind: 'every' as const } } : drawn;
        const { matches, samples, exclusions, complete } = await tried(definition, pageSize);
        expect({ definition, matches, samples: samples.map(({ eventId }) => eventId), exclusions }).toEqual({
          definition,
          ...matchesOf(definition, subjects),
        });
        expect(complete).toBe(true);
      }
    }),
    { numRuns: Number(process.env.FC_RUNS ?? 20), endOnFailure: true },
  );
}, 300_000);
