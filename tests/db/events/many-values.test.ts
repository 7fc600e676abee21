import { afterAll, beforeAll, expect, test } from 'vitest';
import { readScope } from '#lib/auth/read-scope.ts';
import { mintScope } from '#lib/auth/scope.ts';
import { groupEvents } from '#lib/events/queries/group-events.ts';
import { listEvents } from '#lib/events/queries/list-events.ts';
import { eventFilters } from '#lib/events/schema.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { plainEvent, storeEvents } from '#tests/setup/event-rows.ts';
import { naiveMatches, newestFirst } from './naive.ts';

/** Searches that match hundreds of users and resources: other SQL than for a few. */
const ACCOUNT = '111111111111';
const START = Date.parse('2026-11-18T00:00:00Z');
const scope = mintScope({
  kind: 'account',
  id: ACCOUNT,
  name: 'One',
  accountIds: [ACCOUNT],
  sourceIds: [],
  canManage: false,
});

const events = Array.from({ length: 700 }, (_, n) => {
  const plain = plainEvent(n);
  return {
    ...plain,
    eventTimeMs: START + n * 61_000,
    actor: { ...plain.actor, label: `bulk-${n}`, sessionName: '' },
    resources: [0, 1, 2, 3, 4]
      .slice(0, n % 6)
      .map((k) => `${k === n % 5 ? 'many' : 'other'}-${(n * 7 + k) % 120}`),
  };
}).sort(newestFirst);

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await storeEvents(database.workerPool, events);
});
afterAll(() => database.drop());

const filtersOf = (q: string) =>
  eventFilters.parse({ from: new Date(START), to: new Date(START + 86_400_000), q });

test.each(['bulk', 'many', 'many-1', '*-7', 'other', 'bulk-69?'])(
  'a search for %s gives and counts exactly the events that match',
  async (q) => {
    const filters = filtersOf(q);
    const expected = events.filter((event) => naiveMatches(event, filters)).map(({ eventId }) => eventId);
    const page = await readScope(database.webPool, scope, (db) =>
      listEvents(db, scope, filters, { limit: 1000 }),
    );
    expect(page.events.map(({ eventId }) => eventId)).toEqual(expected);
    const groups = await readScope(database.webPool, scope, (db) =>
      groupEvents(db, scope, filters, { groupBy: 'region', aggregate: 'hour' }),
    );
    expect(groups.total.events).toBe(expected.length);
  },
);

test('a search that matches more values than can be used is refused with what to do, never cut', async () => {
  await database.ownerPool.query(
    `insert into address (hash, account_id, value) select gen_random_uuid(), $1::bigint, 'swarm-' || n from generate_series(1, 50001) n`,
    [ACCOUNT],
  );
  const ask = readScope(database.webPool, scope, (db) =>
    listEvents(db, scope, filtersOf('swarm'), { limit: 10 }),
  );
  await expect(ask).rejects.toMatchObject({
    code: 'bad-request',
    hint: expect.stringMatching(/longer search/),
  });
});
