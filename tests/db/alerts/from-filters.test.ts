import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileCondition } from '#lib/alerts/compile.ts';
import { conditionOfFilters } from '#lib/alerts/from-filters/condition-of-filters.ts';
import type { Sample } from '#lib/alerts/rule-model.ts';
import { subjectOf } from '#lib/alerts/subject.ts';
import { tryRule } from '#lib/alerts/try-rule/try-rule.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { mintScope } from '#lib/auth/scope.ts';
import type { NormalisedEvent } from '#lib/cloudtrail/event.ts';
import { asObject } from '#lib/cloudtrail/json-value.ts';
import { groupEvents } from '#lib/events/queries/group-events.ts';
import { listEvents } from '#lib/events/queries/list-events.ts';
import { listFacet } from '#lib/events/queries/list-facet.ts';
import { type EventFilters, eventFilters, FACETS, NONE, OUTCOME_FILTERS } from '#lib/events/schema.ts';
import { anyFilters } from '#tests/db/events/any-filters.ts';
import { newestFirst } from '#tests/db/events/naive.ts';
import { IN_SCOPE, randomEvents } from '#tests/db/events/random-events.ts';
import { corpusRecords } from '#tests/setup/corpus.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { plainEvent, storeEvents } from '#tests/setup/event-rows.ts';
import { addObjects, addPlaces, ruleOf, takeAll } from './alert-world.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

function scopeOf(accountIds: readonly string[]) {
  return mintScope({ kind: 'view', id: 'all', name: 'All', accountIds, sourceIds: [], canManage: true });
}

/** The report shows those of the events, newest first, that the filters' condition matches. */
async function expectMatched(
  scope: ReturnType<typeof scopeOf>,
  filters: EventFilters,
  visible: readonly NormalisedEvent[],
): Promise<void> {
  const { matches } = compileCondition(conditionOfFilters(filters));
  const expected = visible.filter(
    (event) =>
      event.eventTimeMs >= filters.from.getTime() &&
      event.eventTimeMs < filters.to.getTime() &&
      matches(subjectOf(event, { userIdentity: { arn: event.actor.arn } })),
  );
  const { events } = await readScope(database.webPool, scope, (db) =>
    listEvents(db, scope, filters, { limit: 1000 }),
  );
  expect(events.map(({ eventId }) => eventId)).toEqual(expected.map(({ eventId }) => eventId));
}

describe('the events that the Events report shows for filters', () => {
  test('are those that the filters’ condition matches, whatever the filters', async () => {
    const scope = scopeOf(IN_SCOPE);
    const everything = randomEvents(600, 5);
    const visible = everything.filter(({ accountId }) => IN_SCOPE.includes(accountId)).sort(newestFirst);
    await storeEvents(database.workerPool, everything);
    await fc.assert(
      fc.asyncProperty(anyFilters, (filters) => expectMatched(scope, filters, visible)),
      { numRuns: Number(process.env.FC_RUNS ?? 150) },
    );
  }, 120_000);

  test('are those that it matches where case alone tells values apart, and where there is none', async () => {
    const account = '333333333333';
    const actor = (label: string, accessKeyId: string) => ({ ...plainEvent(0).actor, label, accessKeyId });
    const more = { accountId: account };
    const events = [
      plainEvent(9_001, { ...more, actor: actor('deploy', 'AKIAONE'), resources: ['arn:aws:s3:::b/Key'] }),
      plainEvent(9_002, { ...more, actor: actor('Deploy', 'akiaone'), resources: ['arn:aws:s3:::b/key'] }),
      plainEvent(9_003, { ...more, actor: actor('root', ''), sourceIp: '', region: '' }),
    ];
    await storeEvents(database.workerPool, events);
    const from = new Date((events[0]?.eventTimeMs ?? 0) - 1000);
    const to = new Date(from.getTime() + 60_000);
    for (const filters of [
      { user: ['deploy'] },
      { user: ['Deploy', 'root'] },
      { resource: ['arn:aws:s3:::b/key'] },
      { resource: [NONE] },
      { resource: [NONE, 'arn:aws:s3:::b/Key'] },
      { accessKey: ['AKIAONE'] },
      { accessKey: [NONE] },
      { ip: [NONE] },
      { region: [NONE, 'eu-central-1'] },
      { errorCode: [NONE] },
    ])
      await expectMatched(
        scopeOf([account]),
        eventFilters.parse({ from, to, ...filters }),
        events.toSorted(newestFirst),
      );
  });

  describe('in real records', () => {
    const now = new Date('2026-11-21T12:00:00Z');
    const period = { from: new Date('2014-01-01T00:00:00Z'), to: now };
    const days = (now.getTime() - period.from.getTime()) / 86_400_000;
    const everything = eventFilters.parse({ ...period, category: [] });
    let accounts: string[];

    beforeAll(async () => {
      await database.ownerPool.query('truncate event, activity_hour, activity_day, activity_value');
      await addPlaces(database);
      const records = corpusRecords()
        .map((record): Sample | null => asObject(record))
        .filter((record) => record !== null);
      const objects = Map.groupBy(records, (_, at) => at % 20);
      await takeAll(database, await addObjects(database, [...objects.values()]), { batchObjects: 5 });
      const { rows } = await database.ownerPool.query<{ id: string }>(
        `select distinct lpad(account_id::text, 12, '0') as id from event order by 1`,
      );
      accounts = rows.map(({ id }) => id);
    }, 120_000);

    /** Events as the report counts them, beside the matches of a trial of the same filters. */
    async function bothCounts(filters: EventFilters): Promise<[number, number]> {
      const scope = scopeOf(accounts);
      return readScope(database.webPool, scope, async (db) => {
        const grouping = { groupBy: 'user', aggregate: 'day' } as const;
        const { total } = await groupEvents(db, scope, filters, grouping);
        const rule = ruleOf({ condition: conditionOfFilters(filters) });
        const trial = await tryRule(db, scope, rule, { now, days: Math.ceil(days) });
        expect(trial.complete).toBe(true);
        return [total.events, trial.matches];
      });
    }

    async function expectSame(more: Partial<EventFilters>): Promise<number> {
      const [reported, tried] = await bothCounts({ ...everything, ...more });
      expect([JSON.stringify(more), tried]).toEqual([JSON.stringify(more), reported]);
      return reported;
    }

    test.each(FACETS)('are as many as a trial finds: %s', async (name) => {
      const scope = scopeOf(accounts);
      const { values } = await readScope(database.webPool, scope, (db) =>
        listFacet(db, scope, everything, name),
      );
      for (const { value } of values.slice(0, 2))
        expect(await expectSame({ [name]: [value] })).toBeGreaterThan(0);
      await expectSame({ [name]: values.slice(0, 50).map(({ value }) => value) });
    });

    test('are as many as a trial finds: outcome, read-only, MFA, category', async () => {
      expect(await expectSame({})).toBeGreaterThan(1_000);
      for (const outcome of OUTCOME_FILTERS) expect(await expectSame({ outcome })).toBeGreaterThan(0);
      for (const flag of [true, false]) {
        expect(await expectSame({ readOnly: flag })).toBeGreaterThan(0);
        expect(await expectSame({ mfa: flag })).toBeGreaterThan(0);
      }
      expect(await expectSame({ category: ['management'] })).toBeGreaterThan(0);
      await expectSame({ category: ['data', 'insight'] });
    });

    test.each(['ASSUMED-role', 'arn:aws:iam::*:user/*', '*.amazonaws.com', 'AKIA*', '1234'])(
      'are as many as a trial finds: search %s',
      async (q) => {
        await expectSame({ q });
      },
    );
  });
});
