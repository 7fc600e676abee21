import { afterAll, beforeAll, expect, test } from 'vitest';
import { readScope } from '#lib/auth/read-scope.ts';
import { mintScope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { exportEvents, type ReadPage } from '#lib/events/export/export-events.ts';
import { toStream } from '#lib/events/export/to-stream.ts';
import { listEvents } from '#lib/events/queries/list-events.ts';
import { type EventFilters, eventFilters } from '#lib/events/schema.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { storeEvents } from '#tests/setup/event-rows.ts';
import { newestFirst } from './naive.ts';
import { IN_SCOPE, randomEvents, START } from './random-events.ts';

let database: TestDatabase;
const everything = randomEvents(900, 11);
const visible = everything.filter((event) => IN_SCOPE.includes(event.accountId)).sort(newestFirst);
const scope = mintScope({
  kind: 'view',
  id: 'all',
  name: 'All',
  accountIds: IN_SCOPE,
  sourceIds: [],
  canManage: false,
});

beforeAll(async () => {
  database = await createTestDatabase();
  await storeEvents(database.workerPool, everything);
});
afterAll(() => database.drop());

const read: ReadPage = (work) => readScope(database.webPool, scope, work);
const filtersOf = (more: Partial<EventFilters> = {}) =>
  eventFilters.parse({ from: new Date(START), to: new Date(START + 5 * 86_400_000), category: [], ...more });

async function linesOf(parts: AsyncIterable<string>): Promise<string[]> {
  let text = '';
  for await (const part of parts) text += part;
  return text.split('\n').slice(0, -1);
}

test.each([3, 40, 5000])(
  'pages of %i give every event once and in order, ties of a second too',
  async (size) => {
    const lines = await linesOf(exportEvents(read, scope, filtersOf(), 'ndjson', size));
    expect(lines.map((line) => JSON.parse(line).eventId)).toEqual(visible.map(({ eventId }) => eventId));
  },
);

test.each([{ q: '*prod*' }, { resource: ['i-0abc'], outcome: 'error' as const }, { user: ['alice'] }, {}])(
  'an exported line is the event as the list has it: %j',
  async (more) => {
    const filters = filtersOf(more);
    const { events } = await read((db) => listEvents(db, scope, filters, { limit: 1000 }));
    const lines = await linesOf(exportEvents(read, scope, filters, 'ndjson', 10));
    expect(events.length).toBeGreaterThan(10);
    expect(lines.map((line) => JSON.parse(line))).toEqual(events);
  },
);

test('CSV has a head line, and a line for each event though nothing matches', async () => {
  const head = 'eventTime,accountId,eventId,region,service,eventName,readOnly,category,user,';
  const [first, ...rest] = await linesOf(exportEvents(read, scope, filtersOf(), 'csv'));
  expect(first).toContain(head);
  expect(rest).toHaveLength(visible.length);
  const nothing = await linesOf(exportEvents(read, scope, filtersOf({ user: ['nobody'] }), 'csv'));
  expect(nothing).toEqual([first]);
});

test('an export that breaks off fails for its reader instead of ending short', async () => {
  let reads = 0;
  const breaking: ReadPage = (work) => {
    reads += 1;
    return reads > 3 ? Promise.reject(new Error('the database went away')) : read(work);
  };
  const heard: unknown[] = [];
  const stream = await toStream(
    exportEvents(breaking, scope, filtersOf(), 'csv', 10),
    (error) => void heard.push(error),
  );
  await expect(new Response(stream).text()).rejects.toThrow('the database went away');
  expect(heard).toHaveLength(1);
});

test('a slow reader holds at most the next page, and one who leaves ends the reading', async () => {
  let reads = 0;
  const counting: ReadPage = (work) => {
    reads += 1;
    return read(work);
  };
  const stream = await toStream(exportEvents(counting, scope, filtersOf(), 'csv', 5), () => undefined);
  const reader = stream.getReader();
  await reader.read();
  await new Promise((resolve) => setTimeout(resolve, 150));
  // The filters, the page that was taken and the one after it.
  expect(reads).toBeLessThanOrEqual(3);
  await reader.cancel();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(reads).toBeLessThanOrEqual(3);
});

test('whoever stops waiting ends the query, and the pool goes on with other connections', async () => {
  const stop = new AbortController();
  // Longer than any test may take: only its end can bring this one to its own.
  const slow = (db: Queryable) => db.query('select pg_sleep(600)');
  const waiting = readScope(database.webPool, scope, slow, { signal: stop.signal, timeoutMs: 600_000 });
  setTimeout(() => stop.abort(), 150);
  await expect(waiting).rejects.toThrow(/abort/i);
  const { rows } = await database.ownerPool.query(
    `select from pg_stat_activity where datname = current_database() and query like '%pg_sleep%' and state = 'active' and pid <> pg_backend_pid()`,
  );
  expect(rows).toHaveLength(0);
  await expect(read((db) => db.query('select 1'))).resolves.toBeTruthy();
});
