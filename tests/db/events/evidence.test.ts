import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readScope } from '#lib/auth/read-scope.ts';
import { mintScope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { getEvent } from '#lib/events/queries/get-event.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { ACCOUNTS, addObjects, addPlaces, takeAll } from '../alerts/alert-world.ts';

let database: TestDatabase;
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const recordOf = (n: number, eventTime: string, more: object = {}) => ({
  eventVersion: '1.11',
  eventTime,
  eventID: id(n),
  eventName: 'ListBuckets',
  eventSource: 's3.amazonaws.com',
  awsRegion: 'eu-west-1',
  sourceIPAddress: '203.0.113.7',
  recipientAccountId: n % 2 === 0 ? ACCOUNTS[0] : ACCOUNTS[1],
  userIdentity: { type: 'IAMUser', userName: 'alice' },
  ...more,
});
/** Larger than a part of an object even when it is compressed. */
const large = recordOf(1, '2026-06-01T10:00:00Z', {
  requestParameters: { noise: randomBytes(3_000_000).toString('hex') },
});
const second = recordOf(2, '2026-06-01T10:00:01Z');
const third = recordOf(3, '2026-06-30T10:00:00Z');
const fourth = recordOf(4, '2026-09-15T10:00:00Z');
const fifth = recordOf(5, '2026-11-02T00:00:00Z');

beforeAll(async () => {
  database = await createTestDatabase();
  await addPlaces(database);
  await takeAll(database, await addObjects(database, [[large, second], [third, fourth], [fifth]]));
});
afterAll(() => database.drop());

const scope = mintScope({
  kind: 'view',
  id: 'prod',
  name: '',
  accountIds: ACCOUNTS,
  sourceIds: [1],
  canManage: true,
});
const read = <T>(work: (db: Queryable) => Promise<T>) => readScope(database.webPool, scope, work);

async function objectsOf(db: Queryable, asked: { account: string; at: string; id: string }[]) {
  const { rows } = await db.query('select place, ordinal, key, body from raw_objects($1, $2, $3)', [
    asked.map(({ account }) => account),
    asked.map(({ at }) => at),
    asked.map((event) => event.id),
  ]);
  return rows.sort((a, b) => a.place - b.place);
}
const addressOf = ({ recipientAccountId, eventTime, eventID }: ReturnType<typeof recordOf>) => ({
  account: recipientAccountId,
  at: eventTime,
  id: eventID,
});

test('an event’s record is found in the parts of an object that is larger than one, before and after them', async () => {
  for (const record of [large, second]) {
    const { account: accountId, id: eventId } = addressOf(record);
    const event = await read((db) => getEvent(db, scope, { accountId, eventId }));
    expect(event.raw === JSON.stringify(record)).toBe(true);
    expect(event.object).toMatchObject({ key: 'object-0', sourceId: 1 });
  }
});

test('objects of events of any weeks come with the places of their events, and those that are not there have none', async () => {
  const asked = [fifth, third, recordOf(9, third.eventTime), large, fourth, third].map(addressOf);
  const found = await read((db) => objectsOf(db, asked));
  expect(found.map(({ place, ordinal, key }) => [place, ordinal, key])).toEqual([
    [1, 0, 'object-2'],
    [2, 0, 'object-1'],
    [4, 0, 'object-0'],
    [5, 1, 'object-1'],
    [6, 0, 'object-1'],
  ]);
  expect(found.every(({ body }) => body.length > 0)).toBe(true);
});

test('an object whose bytes are not kept any more is named without them', async () => {
  const connection = await database.ownerPool.connect();
  try {
    await connection.query(`begin; set local app.accounts = '${ACCOUNTS}'; delete from log_object_body`);
    expect(await objectsOf(connection, [addressOf(fifth)])).toEqual([
      { place: 1, ordinal: 0, key: 'object-2', body: null },
    ]);
  } finally {
    await connection.query('rollback');
    connection.release();
  }
});

// A statement's plan locks the tables that it looks at: with a year of weeks, those of the events and bodies asked for alone.
test('opening objects looks at no other weeks than theirs, however many there are', async () => {
  await database.ownerPool.query(
    `select ensure_week(week::date) from generate_series('2026-01-05'::timestamp, '2026-12-28', '7 days') week`,
  );
  const weeksLookedAt = (events: ReturnType<typeof recordOf>[]) =>
    read(async (db) => {
      for (let time = 0; time < 8; time += 1) await objectsOf(db, events.map(addressOf));
      const { rows } = await db.query(`
        select count(*) filter (where relname like 'event\\_%')::int as events,
          count(*) filter (where relname like 'log\\_object\\_body\\_%')::int as bodies
        from pg_locks join pg_class on pg_class.oid = relation
        where pid = pg_backend_pid() and relkind = 'r'`);
      return rows[0];
    });
  expect(await weeksLookedAt([third])).toEqual({ events: 1, bodies: 1 });
  expect(await weeksLookedAt([third, fourth])).toEqual({ events: 2, bodies: 1 });
});
