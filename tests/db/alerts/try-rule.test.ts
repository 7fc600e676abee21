import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evaluateOnce } from '#lib/alerts/evaluate-once.ts';
import type { RuleDefinition, Sample } from '#lib/alerts/rule-model.ts';
import { type OpenedObject, openObjects } from '#lib/alerts/try-rule/open-objects.ts';
import { PLACED_COLUMNS, placedRows } from '#lib/alerts/try-rule/stored-events.ts';
import type { Trial } from '#lib/alerts/try-rule/trial.ts';
import { type TrialOptions, tryRule } from '#lib/alerts/try-rule/try-rule.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { mintScope } from '#lib/auth/scope.ts';
import { sql } from '#lib/db/sql.ts';
import { countryLookup } from '#lib/geo/country.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { ACCOUNTS, addObjects, addPlaces, ruleOf, takeAll } from './alert-world.ts';
import { anyRecord, RULES, START_MS } from './any-records.ts';

const DAY_MS = 86_400_000;
const NOW = new Date(START_MS + 5 * DAY_MS + 1);

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await addPlaces(database);
});
afterAll(() => database.drop());

/** The records and no others, in objects of a few. */
async function store(records: readonly Sample[]): Promise<void> {
  await database.ownerPool.query(
    'truncate event, activity_hour, activity_day, activity_value, log_object, log_object_body cascade',
  );
  const objects = Map.groupBy(records, (_, at) => at % 5);
  await takeAll(database, await addObjects(database, [...objects.values()]));
}

function tried(
  rule: RuleDefinition,
  options: Partial<TrialOptions> = {},
  accountIds: readonly string[] = ACCOUNTS,
): Promise<Trial> {
  const scope = mintScope({ kind: 'view', id: 'prod', name: '', accountIds, sourceIds: [], canManage: true });
  return readScope(database.webPool, scope, (db) =>
    tryRule(db, scope, rule, { now: NOW, days: 5, ...options }),
  );
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

describe('tryRule', () => {
  test('finds what the engine would, whatever the rule, in pages of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anyRecord, { minLength: 1, maxLength: 60, selector: ({ eventID }) => eventID }),
        fc.integer({ min: 1, max: 40 }),
        async (records, size) => {
          await store(records);
          const limits = { ms: 60_000, events: 10_000, page: { least: size, most: size } };
          for (const rule of RULES) {
            const trial = await tried(rule, { limits });
            const expected = evaluateOnce(rule, records).filter(
              ({ firstMs }) => firstMs >= Date.parse(trial.from),
            );
            const byDay = Map.groupBy(expected, ({ firstMs }) => dayOf(firstMs));
            expect(trial.days.map(({ day, findings }) => [rule.name, day, findings])).toEqual(
              trial.days.map(({ day }) => [rule.name, day, byDay.get(day)?.length ?? 0]),
            );
            expect(trial).toMatchObject({ findings: expected.length, complete: true });
          }
        },
      ),
      { numRuns: Number(process.env.FC_RUNS ?? 25), endOnFailure: true },
    );
  }, 300_000);

  describe('of thirty calls', () => {
    const call = (n: number, more: Sample = {}): Sample => ({
      eventVersion: '1.11',
      eventTime: new Date(NOW.getTime() - n * 3_600_000).toISOString(),
      eventID: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
      eventName: n % 3 === 0 ? 'Delete' : 'Read',
      eventSource: 'ec2.amazonaws.com',
      awsRegion: 'eu-west-1',
      sourceIPAddress: '203.0.113.7',
      recipientAccountId: ACCOUNTS[n % 2],
      userIdentity: { type: 'IAMUser', userName: n < 12 ? 'alice' : 'bob' },
      requestParameters: { thing: `thing-${n}` },
      ...more,
    });
    const deletes = ruleOf({ condition: { field: '@event', op: 'equals', values: ['delete'] } });
    const things = (...values: string[]) =>
      ruleOf({ condition: { field: 'requestParameters.thing', op: 'equals', values } });
    const limits = { ms: 60_000, events: 10_000, page: { least: 10, most: 10 } };

    const calls = Array.from({ length: 30 }, (_, n) => call(n + 1));

    beforeAll(() => store(calls));

    test('looks only at events that may match, and says who and when', async () => {
      const trial = await tried(deletes);
      expect(trial).toMatchObject({ events: 10, matches: 10, findings: 10, complete: true, note: null });
      expect(trial.users).toEqual([
        { user: 'bob', matches: 7 },
        { user: 'alice', matches: 3 },
      ]);
      expect(trial.days.map(({ day }) => day)).toEqual(
        [1, 2, 3, 4, 5].map((day) => dayOf(START_MS + day * DAY_MS)),
      );
      expect(trial.days.map(({ matches }) => matches)).toEqual([0, 0, 2, 8, 0]);
    });

    test('shows the ten newest matches as the reports show events', async () => {
      const { samples } = await tried(ruleOf({}));
      expect(samples.map(({ eventTime }) => eventTime)).toEqual(
        Array.from({ length: 10 }, (_, n) => new Date(NOW.getTime() - (n + 1) * 3_600_000).toISOString()),
      );
      expect(samples[0]).toMatchObject({
        accountId: ACCOUNTS[1],
        eventId: '00000000-0000-4000-8000-000000000001',
        eventName: 'Read',
        eventSource: 'ec2',
        user: 'alice',
        ip: '203.0.113.7',
        region: 'eu-west-1',
      });
    });

    test('counts what each exclusion hides, and makes no findings of it', async () => {
      const trial = await tried({
        ...deletes,
        exclusions: [
          { reason: 'bob cleans up', condition: { field: '@user', op: 'equals', values: ['Bob'] } },
          { reason: 'never', condition: { field: '@user', op: 'equals', values: ['carol'] } },
        ],
      });
      expect(trial).toMatchObject({
        matches: 3,
        findings: 3,
        exclusions: [
          { reason: 'bob cleans up', hid: 7 },
          { reason: 'never', hid: 0 },
        ],
      });
      expect(trial.days.map(({ hidden }) => hidden)).toEqual([0, 0, 2, 5, 0]);
    });

    test('never reads another account than the scope’s', async () => {
      const trial = await tried(things('thing-1', 'thing-2'), {}, [ACCOUNTS[0]]);
      expect(trial.samples.map(({ accountId }) => accountId)).toEqual([ACCOUNTS[0]]);
      expect(await tried(ruleOf({}), {}, [])).toMatchObject({ events: 0, matches: 0, complete: true });
    });

    test('says why it looked at nothing', async () => {
      const asked = (field: string, value: string) =>
        tried(ruleOf({ condition: { field, op: 'equals', values: [value] } }));
      const noted = async (field: string, value: string) => {
        const { events, complete, note } = await asked(field, value);
        expect({ field, events, complete }).toEqual({ field, events: 0, complete: true });
        return note;
      };
      const none = (of: string) =>
        `No event can match: of the ${of} in this scope, none is what the rule asks for.`;
      expect(await noted('@user', 'carol')).toBe(none('users'));
      expect(await noted('@event', 'NeverCalled')).toBe(none('calls'));
      // 203.0.113.0/24 is kept for documentation.
      expect(await noted('@country', 'DE')).toBe(
        `${none('addresses')} Private and reserved addresses, and those of AWS services, have no country.`,
      );
      await store([call(1, { sourceIPAddress: '5.1.2.3' }), call(2)]);
      const country = (await countryLookup())('5.1.2.3');
      expect(await asked('@country', country)).toMatchObject({ events: 1, matches: 1, note: null });
      await store(calls);
    });

    test('finds events by two of their resources, of which neither is enough', async () => {
      const named = (...values: string[]) => ({ field: '@resource', op: 'contains' as const, values });
      const condition = { all: [named('first'), named('second')] };
      await store([
        call(1, { resources: [{ ARN: 'arn:aws:s3:::first' }, { ARN: 'arn:aws:s3:::second' }] }),
        call(2, { resources: [{ ARN: 'arn:aws:s3:::first' }] }),
        call(3, { resources: [{ ARN: 'arn:aws:s3:::third' }] }),
        call(4),
      ]);
      expect(await tried(ruleOf({ condition }))).toMatchObject({ events: 4, matches: 1 });
      // One test leaves out what it rules out, unless events that name nothing meet it.
      expect(await tried(ruleOf({ condition: named('first') }))).toMatchObject({ events: 2, matches: 2 });
      expect(await tried(ruleOf({ condition: { not: named('first') } }))).toMatchObject({ matches: 2 });
      await store(calls);
    });

    test('says which events were not looked at when there are too many', async () => {
      const trial = await tried(things('thing-3', 'thing-28'), { limits: { ...limits, events: 15 } });
      expect(trial).toMatchObject({ matches: 1, complete: false });
      expect(trial.events).toBeLessThan(30);
      expect(trial.note).toContain(`the newest ${trial.events} of 30 events`);
    });

    test('says which events were not looked at when the time is over', async () => {
      const trial = await tried(things('thing-28'), { limits: { ...limits, ms: 0 } });
      expect(trial).toMatchObject({ matches: 0, complete: false });
      expect(trial.note).toContain('Nothing before is counted here.');
    });

    test('ends when nobody waits any more', async () => {
      const gone = AbortSignal.abort(new Error('gone'));
      await expect(tried(things('thing-28'), { signal: gone })).rejects.toThrow('gone');
    });

    test('refuses a rule that cannot be evaluated', async () => {
      const wrong = ruleOf({ condition: { field: '@ip', op: 'cidr', values: ['nowhere'] } });
      await expect(tried(wrong)).rejects.toMatchObject({ code: 'bad-request' });
    });

    test('opens each object once, however few are in memory at a time', async () => {
      const scope = mintScope({
        kind: 'view',
        id: 'prod',
        name: '',
        accountIds: ACCOUNTS,
        sourceIds: [],
        canManage: true,
      });
      for (const atOnce of [
        { objects: 2, bytes: 1 },
        { objects: 50, bytes: 1 },
        { objects: 3, bytes: 1 << 20 },
      ]) {
        const objects = await readScope(database.webPool, scope, async (db) => {
          const { rows } = await db.query(sql`select ${PLACED_COLUMNS} from event e`.toQuery());
          const opened: OpenedObject[] = [];
          for await (const lot of openObjects(db, placedRows.parse(rows), atOnce)) opened.push(...lot);
          return opened;
        });
        expect(objects.map(({ body }) => body?.length ?? 0)).not.toContain(0);
        expect(new Set(objects.map(({ rows }) => rows[0]?.object_id)).size).toBe(objects.length);
        expect(objects.flatMap(({ rows }) => rows.map((row) => row.event_id)).toSorted()).toEqual(
          calls.map(({ eventID }) => eventID).toSorted(),
        );
      }
    });

    test('opens records only where the rule reads them, and says how many are gone', async () => {
      await database.ownerPool.query('truncate log_object_body');
      expect(await tried(deletes)).toMatchObject({ matches: 10, complete: true });
      const trial = await tried({
        ...deletes,
        exclusions: [
          { reason: 'ours', condition: { field: 'vpcEndpointId', op: 'equals', values: ['vpce-1'] } },
        ],
      });
      expect(trial).toMatchObject({ events: 10, matches: 0, complete: false });
      expect(trial.note).toContain('The records of 10 events could not be looked at');
    });

    test('says how far back there is anything to compare with', async () => {
      const trial = await tried(
        ruleOf({ when: { kind: 'first-seen', field: '@region', lookbackDays: 90, learningDays: 14 } }),
      );
      expect(trial).toMatchObject({ events: 30, matches: 0, complete: true });
      expect(trial.note).toContain('so a group counts as known 14 days later at the earliest');
    });
  });
});
