import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readScope } from '#lib/auth/read-scope.ts';
import { mintScope, type Scope } from '#lib/auth/scope.ts';
import type { NormalisedEvent } from '#lib/cloudtrail/event.ts';
import { groupEvents } from '#lib/events/queries/group-events.ts';
import { type EventFilters, eventFilters } from '#lib/events/schema.ts';
import { parseEventSearch } from '#lib/events/url.ts';
import { listQuery, valueQuery } from '#lib/summary/event-links.ts';
import { summarise } from '#lib/summary/queries/summarise.ts';
import { LIST_FIELDS, SUMMARY_LISTS, type Summary, type SummaryRequest } from '#lib/summary/schema.ts';
import { naiveMatches, valuesOf } from '#tests/db/events/naive.ts';
import { IN_SCOPE, randomEvents, START } from '#tests/db/events/random-events.ts';
import { addTrail } from '#tests/db/trails/organisation.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { storeEvents } from '#tests/setup/event-rows.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LATER = new Date(START + 30 * DAY_MS);
const everything = randomEvents(2500, 23);

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await storeEvents(database.workerPool, everything);
});
afterAll(() => database.drop());

/** The view, and each of its accounts alone. */
const SCOPES: Record<string, Scope> = {
  view: scopeOf('view', 'all', IN_SCOPE),
  ...Object.fromEntries(IN_SCOPE.map((id) => [id, scopeOf('account', id, [id])])),
};

/** Whole days, ragged ends, and less than an hour. */
const PERIODS: Record<string, { from: Date; to: Date }> = {
  'whole days': at(3 * HOUR_MS + DAY_MS, 3 * HOUR_MS + 3 * DAY_MS),
  'ragged ends': at(2 * DAY_MS - 1_234_000, 4 * DAY_MS - 77_000),
  'part of an hour': at(2 * DAY_MS + 60_000, 2 * DAY_MS + 41 * 60_000),
};

function at(fromMs: number, toMs: number): { from: Date; to: Date } {
  return { from: new Date(START + fromMs), to: new Date(START + toMs) };
}

function scopeOf(kind: Scope['kind'], id: string, accountIds: readonly string[]): Scope {
  return mintScope({ kind, id, name: id, accountIds, sourceIds: [], canManage: false });
}

const ask = (scope: Scope, request: SummaryRequest, now = LATER): Promise<Summary> =>
  readScope(database.webPool, scope, (db) => summarise(db, scope, request, now));

function matching(scope: Scope, filters: EventFilters): NormalisedEvent[] {
  return everything.filter(
    (event) => scope.accountIds.includes(event.accountId) && naiveMatches(event, filters),
  );
}

function naiveRanking(events: readonly NormalisedEvent[], list: (typeof SUMMARY_LISTS)[number]) {
  const counts = new Map<string, number>();
  for (const event of events) {
    for (const value of valuesOf(event, LIST_FIELDS[list])) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

const cases = Object.keys(SCOPES).flatMap((scope) =>
  Object.keys(PERIODS).map((period) => [scope, period] as const),
);

describe.each(cases)('of %s over %s', (scopeName, periodName) => {
  const scope = SCOPES[scopeName] as Scope;
  const period = PERIODS[periodName] as { from: Date; to: Date };
  const filters = eventFilters.parse(period);

  test("each row of the six lists leads to Events with exactly the row's total", async () => {
    const summary = await ask(scope, { ...period, limit: 100 });
    for (const list of SUMMARY_LISTS) {
      expect(summary[list].length, list).toBe(summary.values[list]);
      for (const { value, events } of summary[list]) {
        const query = new URLSearchParams(valueQuery(filters, list, value));
        const search = parseEventSearch(query, { now: LATER, zone: 'Asia/Kolkata' });
        const answer = await readScope(database.webPool, scope, (db) =>
          groupEvents(db, scope, search.filters, { groupBy: search.groupBy, aggregate: search.aggregate }),
        );
        expect.soft(answer.total.events, `${list} ${value}`).toBe(events);
      }
      const all = parseEventSearch(new URLSearchParams(listQuery(filters, list)), { now: LATER });
      const groups = await readScope(database.webPool, scope, (db) =>
        groupEvents(db, scope, all.filters, { groupBy: all.groupBy, aggregate: 'day' }),
      );
      expect.soft(groups.total.groups, list).toBe(summary.values[list]);
      expect.soft(groups.total.events, list).toBe(summary.events);
    }
  });

  test('counts what is there, now and in the period before', async () => {
    const summary = await ask(scope, { ...period, limit: 100 });
    const before = { from: new Date(summary.before.from), to: new Date(summary.before.to) };
    const now = matching(scope, filters);
    const earlier = matching(scope, eventFilters.parse(before));
    expect(summary).toMatchObject({ ...countsOf(now), before: countsOf(earlier) });
    for (const list of SUMMARY_LISTS) {
      const ranking = naiveRanking(now, list);
      const rankingBefore = naiveRanking(earlier, list);
      const expected = [...ranking]
        .map(([value, events]) => ({ value, events, eventsBefore: rankingBefore.get(value) ?? 0 }))
        .sort((a, b) => b.events - a.events || (a.value < b.value ? -1 : 1));
      expect(summary[list].map(({ events }) => events)).toEqual(expected.map(({ events }) => events));
      expect(new Set(summary[list])).toEqual(new Set(expected));
    }
    const points = summary.series;
    expect(points.reduce((sum, { events }) => sum + events, 0)).toBe(now.length);
    expect(points.reduce((sum, { errors }) => sum + errors, 0)).toBe(summary.errors);
  });
});

function countsOf(events: readonly NormalisedEvent[]) {
  const of = (...outcomes: string[]) => events.filter(({ outcome }) => outcomes.includes(outcome)).length;
  return {
    events: events.length,
    errors: of('denied', 'auth-failed', 'error'),
    unauthorised: of('denied', 'auth-failed'),
  };
}

test('a list holds as many rows as asked for, the most frequent first, and says how many there are', async () => {
  const scope = SCOPES.view as Scope;
  const all = await ask(scope, { ...PERIODS['whole days'], limit: 100 } as SummaryRequest);
  const top = await ask(scope, { ...PERIODS['whole days'], limit: 2 } as SummaryRequest);
  for (const list of SUMMARY_LISTS) {
    expect(top[list]).toEqual(all[list].slice(0, 2));
    expect(top.values[list]).toBe(all.values[list]);
  }
});

test('filters of Events narrow every count alike', async () => {
  const scope = SCOPES.view as Scope;
  const period = PERIODS['ragged ends'] as { from: Date; to: Date };
  const filters = {
    ...period,
    user: ['alice', 'deploy'],
    category: ['management', 'data'],
  } as SummaryRequest;
  const summary = await ask(scope, { ...filters, limit: 100 });
  const expected = matching(scope, eventFilters.parse(filters));
  expect(summary.events).toBe(expected.length);
  expect(Object.fromEntries(summary.resources.map(({ value, events }) => [value, events]))).toEqual(
    Object.fromEntries(naiveRanking(expected, 'resources')),
  );
});

test('a comparison is called incomplete where the logs begin within the period before', async () => {
  const scope = SCOPES.view as Scope;
  const complete = async (fromMs: number, toMs: number) =>
    (await ask(scope, at(fromMs, toMs))).before.complete;
  expect(await complete(2 * DAY_MS, 4 * DAY_MS)).toBe(true);
  expect(await complete(3 * DAY_MS, 13 * DAY_MS)).toBe(false);
});

test('a period that ends in the future is compared up to now', async () => {
  const scope = SCOPES.view as Scope;
  const now = new Date(START + 3 * DAY_MS);
  const { before } = await ask(scope, at(2 * DAY_MS, 9 * DAY_MS), now);
  expect(before).toMatchObject({
    from: at(DAY_MS, 0).from.toISOString(),
    to: at(2 * DAY_MS, 0).from.toISOString(),
  });
});

test('says how many trails log, an organisation’s once, and how many are stopped', async () => {
  const [first = '', second = ''] = IN_SCOPE;
  for (const id of [first, second])
    await database.ownerPool.query(`insert into account (id, name) values ($1, 'a')`, [id]);
  await addTrail(database, { seenBy: first, arn: 'organisation' });
  await addTrail(database, { seenBy: second, arn: 'organisation', logging: null });
  await addTrail(database, { seenBy: second, arn: 'own', logging: false });
  await addTrail(database, { seenBy: first, arn: 'unknown', logging: null });
  const summary = await ask(SCOPES.view as Scope, PERIODS['part of an hour'] as SummaryRequest);
  expect(summary).toMatchObject({ trails: 3, trailStates: { logging: 1, stopped: 1 } });
});

test('a scope without an account has nothing, and says so with zeros', async () => {
  const summary = await ask(scopeOf('view', 'empty', []), PERIODS['ragged ends'] as SummaryRequest);
  expect(summary).toMatchObject({
    trails: 0,
    events: 0,
    errors: 0,
    unauthorised: 0,
    regions: [],
    resources: [],
  });
});
