import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readScope } from '#lib/auth/read-scope.ts';
import { mintScope, type Scope } from '#lib/auth/scope.ts';
import type { NormalisedEvent } from '#lib/cloudtrail/event.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { groupEvents } from '#lib/events/queries/group-events.ts';
import { listEvents } from '#lib/events/queries/list-events.ts';
import { listFacet } from '#lib/events/queries/list-facet.ts';
import {
  AGGREGATES,
  type Aggregate,
  type EventFilters,
  eventFilters,
  FACETS,
  GROUP_BYS,
  type GroupBy,
  NONE,
} from '#lib/events/schema.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { storeEvents } from '#tests/setup/event-rows.ts';
import { anyFilters } from './any-filters.ts';
import { naiveMatches, newestFirst, valuesOf } from './naive.ts';
import { IN_SCOPE, randomEvents, START } from './random-events.ts';

let database: TestDatabase;
const everything = randomEvents(1500, 7);
const visible = everything.filter((event) => IN_SCOPE.includes(event.accountId)).sort(newestFirst);
const scope = scopeOf(IN_SCOPE);

beforeAll(async () => {
  database = await createTestDatabase();
  // In batches that add to the same hours: a key of the rollups has several rows.
  for (let batch = 0; batch < 3; batch++)
    await storeEvents(
      database.workerPool,
      everything.filter((_, n) => n % 3 === batch),
    );
});
afterAll(() => database.drop());

function scopeOf(accountIds: readonly string[]): Scope {
  return mintScope({ kind: 'view', id: 'all', name: 'All', accountIds, sourceIds: [], canManage: false });
}

function read<T>(work: (db: Queryable) => Promise<T>, of = scope): Promise<T> {
  return readScope(database.webPool, of, work);
}

const allOf = (more: Partial<EventFilters> = {}) =>
  eventFilters.parse({ from: new Date(START), to: new Date(START + 5 * 86_400_000), category: [], ...more });

async function readPages(filters: EventFilters, limit: number): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await read((db) => listEvents(db, scope, filters, { limit, cursor }));
    ids.push(...page.events.map((event) => event.eventId));
    cursor = page.next ?? undefined;
  } while (cursor);
  return ids;
}

describe('listEvents', () => {
  test('gives exactly the events that match, newest first, whatever the filters', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilters, async (filters) => {
        const expected = visible.filter((event) => naiveMatches(event, filters));
        const page = await read((db) => listEvents(db, scope, filters, { limit: 1000 }));
        expect(page.events.map((event) => event.eventId)).toEqual(
          expected.slice(0, 1000).map((event) => event.eventId),
        );
      }),
      { numRuns: 150 },
    );
  });

  test('pages give every event once, though many share a second across accounts', async () => {
    expect(await readPages(allOf(), 37)).toEqual(visible.map((event) => event.eventId));
    const searched = allOf({ q: '*prod*', user: ['alice', 'deploy'] });
    const expected = visible.filter((event) =>
      naiveMatches(event, { ...searched, category: ['management', 'data', 'insight'] }),
    );
    expect(await readPages(searched, 3)).toEqual(expected.map((event) => event.eventId));
  });

  test('shows every field as the event has it', async () => {
    const event = visible.find(
      ({ actor, resources, errorCode }) => actor.sessionName && resources.length > 1 && errorCode,
    ) as NormalisedEvent;
    const at = new Date(event.eventTimeMs);
    const page = await read((db) =>
      listEvents(db, scope, allOf({ from: at, to: new Date(event.eventTimeMs + 1000) }), { limit: 1000 }),
    );
    expect(page.events.find(({ eventId }) => eventId === event.eventId)).toEqual({
      eventId: event.eventId,
      eventTime: at.toISOString().replace('.000Z', 'Z'),
      accountId: event.accountId,
      region: event.region,
      service: event.service,
      eventName: event.eventName,
      user: event.actor.label,
      userType: event.actor.identityType,
      sessionName: event.actor.sessionName,
      userArn: event.actor.arn,
      accessKeyId: event.actor.accessKeyId,
      sourceIp: event.sourceIp,
      userAgent: event.userAgent,
      errorCode: event.errorCode,
      errorMessage: event.errorMessage,
      outcome: event.outcome,
      readOnly: event.readOnly,
      mfa: event.actor.mfa,
      category: event.category,
      resources: event.resources,
    });
  });

  test.each([
    'x',
    '',
    'WzFd',
    'bm90IGpzb24',
    Buffer.from('[1,"012345678901","no-uuid"]').toString('base64url'),
    "'; drop table event",
  ])('refuses a cursor that it did not write: %s', async (cursor) => {
    await expect(read((db) => listEvents(db, scope, allOf(), { limit: 10, cursor }))).rejects.toMatchObject({
      code: 'bad-request',
    });
  });

  test('a scope sees its own accounts’ events and no other’s, even when it asks for them by name', async () => {
    const one = scopeOf(['111111111111']);
    const page = await read(
      (db) => listEvents(db, one, allOf({ account: ['222222222222', '111111111111'] }), { limit: 1000 }),
      one,
    );
    expect(new Set(page.events.map(({ accountId }) => accountId))).toEqual(new Set(['111111111111']));
    const none = scopeOf([]);
    expect(await read((db) => listEvents(db, none, allOf(), { limit: 10 }), none)).toEqual({
      events: [],
      next: null,
    });
  });

  test('a query over more accounts than its transaction’s scope still gives none of the others', async () => {
    const page = await read(
      (db) => listEvents(db, scope, allOf(), { limit: 1000 }),
      scopeOf(['111111111111']),
    );
    expect(new Set(page.events.map(({ accountId }) => accountId))).toEqual(new Set(['111111111111']));
  });
});

type Group = { events: number; errors: number; first: number; last: number };

function naiveGroups(events: readonly NormalisedEvent[], groupBy: GroupBy): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const event of events) {
    for (const value of valuesOf(event, groupBy)) {
      const group = groups.get(value) ?? {
        events: 0,
        errors: 0,
        first: event.eventTimeMs,
        last: event.eventTimeMs,
      };
      group.events += 1;
      group.errors += event.outcome === 'success' ? 0 : 1;
      group.first = Math.min(group.first, event.eventTimeMs);
      group.last = Math.max(group.last, event.eventTimeMs);
      groups.set(value, group);
    }
  }
  return groups;
}

function naiveBuckets(events: readonly NormalisedEvent[], aggregate: Aggregate): Map<string, number> {
  const unit = aggregate === 'day' ? 86_400_000 : 3_600_000;
  const counts = new Map<string, number>();
  for (const { eventTimeMs } of events) {
    const start = new Date(Math.floor(eventTimeMs / unit) * unit).toISOString().replace('.000Z', 'Z');
    counts.set(start, (counts.get(start) ?? 0) + 1);
  }
  return counts;
}

describe('groupEvents', () => {
  test('counts exactly, for every grouping, aggregate and filter', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyFilters,
        fc.constantFrom(...GROUP_BYS),
        fc.constantFrom(...AGGREGATES),
        async (filters, groupBy, aggregate) => {
          const events = visible.filter((event) => naiveMatches(event, filters));
          const answer = await read((db) => groupEvents(db, scope, filters, { groupBy, aggregate }));
          const groups = naiveGroups(events, groupBy);
          expect(answer.total).toEqual({
            events: events.length,
            errors: events.filter(({ outcome }) => outcome !== 'success').length,
            groups: groups.size,
          });
          const found = answer.groups.map((group): [string, Group] => [
            group.value,
            {
              events: group.events,
              errors: group.errors,
              first: Date.parse(group.firstSeen),
              last: Date.parse(group.lastSeen),
            },
          ]);
          expect(new Map(found)).toEqual(groups);
          expect(answer.truncated).toBe(false);
          if (groupBy === 'resource' || groupBy === 'accessKey') return;
          const points = answer.series.filter(
            (point) => point.other > 0 || Object.keys(point.counts).length > 0,
          );
          const sums = points.map((point): [string, number] => [
            point.start,
            Object.values(point.counts).reduce((a, b) => a + b, point.other),
          ]);
          expect(new Map(sums)).toEqual(naiveBuckets(events, aggregate));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('has a point for every bucket of the period, in order, and the six largest groups as series', async () => {
    const answer = await read((db) =>
      groupEvents(db, scope, allOf(), { groupBy: 'event', aggregate: 'day' }),
    );
    expect(answer.series.map(({ start }) => start)).toEqual(
      ['14', '15', '16', '17', '18', '19'].map((day) => `2026-11-${day}T00:00:00Z`),
    );
    expect(answer.topValues).toEqual(answer.groups.slice(0, 6).map(({ value }) => value));
    const hours = await read((db) =>
      groupEvents(db, scope, allOf({ q: 'none' }), { groupBy: 'event', aggregate: 'hour' }),
    );
    expect(hours.series).toHaveLength(5 * 24);
  });

  test('says when there are more groups than it gives', async () => {
    const answer = await read((db) =>
      groupEvents(db, scope, allOf(), { groupBy: 'user', aggregate: 'day', limit: 2 }),
    );
    expect(answer).toMatchObject({ truncated: true, total: { groups: 5, events: visible.length } });
    expect(answer.groups).toHaveLength(2);
  });

  test('names the identity types behind a user', async () => {
    const answer = await read((db) =>
      groupEvents(db, scope, allOf({ user: ['root'] }), { groupBy: 'user', aggregate: 'day' }),
    );
    expect(answer.groups[0]?.identityTypes).toEqual(['AssumedRole', 'IAMUser', 'Root']);
  });
});

describe('listFacet', () => {
  test('counts what each value would give under the other filters', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilters, fc.constantFrom(...FACETS), async (filters, facet) => {
        const events = visible.filter((event) => naiveMatches(event, { ...filters, [facet]: [] }));
        const expected = new Map<string, number>();
        for (const event of events) {
          for (const value of valuesOf(event, facet as GroupBy))
            expected.set(value || NONE, (expected.get(value || NONE) ?? 0) + 1);
        }
        const answer = await read((db) => listFacet(db, scope, filters, facet));
        expect(new Map(answer.values.map(({ value, events: count }) => [value, count]))).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  test('finds by any part in either case, or by wildcards, and takes % and _ for themselves', async () => {
    const find = async (text: string) => {
      const { values } = await read((db) => listFacet(db, scope, allOf(), 'user', text));
      return values.map(({ value }) => value).sort();
    };
    expect(await find('ALI')).toEqual(['alice']);
    expect(await find('*o?')).toEqual(['deploy', 'root']);
    expect(await find('o?')).toEqual([]);
    expect(await find('d*y')).toEqual(['deploy']);
    expect(await find('%')).toEqual(['o%k_ay']);
    expect(await find('_')).toEqual(['o%k_ay']);
    expect(await find('\\')).toEqual([]);
  });
});
