import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findActor } from '#lib/auth/actor.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { resolveScope } from '#lib/auth/resolve-scope.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { noteProgress } from '#lib/sources/progress.ts';
import { listSources } from '#lib/sources/queries/list-sources.ts';
import type { SourceItem } from '#lib/sources/source-item.ts';
import { ACCOUNTS, type Organisation, seedOrganisation } from '#tests/db/people/organisation.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

const NOW = new Date('2026-11-20T12:00:00Z');
let database: TestDatabase;
let prisma: ReturnType<typeof createPrisma>;
let organisation: Organisation;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = createPrisma(database.webPool);
  organisation = await seedOrganisation(database, prisma);
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

beforeEach(async () => {
  await database.ownerPool.query(
    `truncate log_object cascade; truncate source_count; truncate source_progress;
     delete from worker_heartbeat; insert into worker_heartbeat (worker_id, started_at, seen_at) values ('w', now(), now());
     update source set last_listed_at = now(), surveyed_at = now(), requested_at = null, paused_at = null,
       error_code = null, error_message = null, error_hint = null`,
  );
});

type Role = keyof Organisation['people'];

async function sourcesOf(role: Role, kind: 'view' | 'account', id: string): Promise<SourceItem[]> {
  const actor = await findActor(prisma, organisation.people[role]);
  if (!actor) throw new Error(`no actor ${role}`);
  const scope = await resolveScope(actor, kind, id, prisma);
  return readScope(database.webPool, scope, (db) => listSources(db, scope, NOW));
}

async function onlySource(): Promise<SourceItem> {
  const [source, ...others] = await sourcesOf('manager', 'view', 'prod');
  if (!source || others.length > 0) throw new Error(`expected one source, got ${others.length + 1}`);
  return source;
}

/** Objects of the view's bucket, so many of each state. */
async function addObjects(states: Record<string, number>): Promise<void> {
  for (const [state, count] of Object.entries(states)) {
    await database.ownerPool.query(
      `insert into log_object (source_id, key, etag, size_bytes, kind, log_date, state)
       select $1, $2 || n, 'e', 1, 'CloudTrail', '2026-11-20', $2 from generate_series(1, $3::int) n`,
      [organisation.sources.prod, state, count],
    );
  }
}

async function setSource(columns: string): Promise<void> {
  await database.ownerPool.query(`update source set ${columns} where id = $1`, [organisation.sources.prod]);
}

test('counts of a source agree with its ledger, and taken objects are not counted again', async () => {
  await addObjects({ pending: 5, failed: 3, quarantined: 2 });
  await database.ownerPool.query(
    `insert into source_count (source_id, ingested, records, new_events, duplicate_events, quarantined_records, last_event_at)
     values ($1, 70, 1000, 900, 90, 10, '2026-11-20T11:56:00Z')`,
    [organisation.sources.prod],
  );
  expect(await onlySource()).toMatchObject({
    place: 's3://prod-logs/',
    state: 'collecting',
    objects: { found: 80, ingested: 70, pending: 5, failed: 3, quarantined: 2 },
    events: 900,
    duplicateEvents: 90,
    quarantinedRecords: 10,
    lastEventAt: '2026-11-20T11:56:00.000Z',
    lagMs: null,
    accounts: [ACCOUNTS.alpha, ACCOUNTS.discovered],
  });
});

test('a source without anything to do is online, and its lag is the age of its newest event', async () => {
  await addObjects({ failed: 1, quarantined: 1 });
  await database.ownerPool.query(
    `insert into source_count (source_id, ingested, last_event_at) values ($1, 1, '2026-11-20T11:56:00Z')`,
    [organisation.sources.prod],
  );
  expect(await onlySource()).toMatchObject({ state: 'online', lagMs: 240_000 });
});

test.each([
  ['never listed', 'last_listed_at = null', 'collecting'],
  ['asked to collect', 'requested_at = now()', 'collecting'],
  ['looking for folders', 'surveyed_at = null', 'collecting'],
  [
    'stopped by a fault',
    `error_code = 'source-denied', error_message = 'No.', last_listed_at = null`,
    'error',
  ],
  [
    'paused, whatever else',
    `error_code = 'source-denied', error_message = 'No.', paused_at = now()`,
    'paused',
  ],
])('a source that is %s says so', async (_, columns, state) => {
  await setSource(columns);
  expect((await onlySource()).state).toBe(state);
});

test('without a live worker nothing is said to be collected: it waits for the worker', async () => {
  await addObjects({ pending: 2 });
  await database.ownerPool.query(`update worker_heartbeat set seen_at = now() - interval '2 minutes'`);
  expect(await onlySource()).toMatchObject({ state: 'waiting', timeLeftMs: null, lagMs: null });
  await database.ownerPool.query('delete from worker_heartbeat');
  expect((await onlySource()).state).toBe('waiting');
  await database.ownerPool.query('truncate log_object cascade');
  expect((await onlySource()).state).toBe('online');
});

test('the time left follows the pace of the last minutes, as the worker notes it', async () => {
  await addObjects({ pending: 600 });
  const { prod } = organisation.sources;
  await database.ownerPool.query(`insert into source_count (source_id, ingested) values ($1, 100)`, [prod]);
  await noteProgress(database.workerPool);
  expect((await onlySource()).timeLeftMs).toBeNull();
  await database.ownerPool.query(`update source_progress set at = at - interval '1 minute'`);
  await database.ownerPool.query('update source_count set ingested = 300');
  await noteProgress(database.workerPool);
  const { timeLeftMs } = await onlySource();
  expect(Math.round((timeLeftMs ?? 0) / 1000)).toBe(180);
  await database.ownerPool.query(`update source_progress set at = at - interval '6 minutes'`);
  await noteProgress(database.workerPool);
  expect((await onlySource()).timeLeftMs).toBeNull();
});

test('a fault stands with its reason and what to do', async () => {
  await setSource(
    `error_code = 'source-denied', error_message = 'Denied.', error_hint = 'Allow it.', error_at = now()`,
  );
  expect(await onlySource()).toMatchObject({
    reason: 'Denied.',
    hint: 'Allow it.',
    errorCode: 'source-denied',
  });
});

test('only those who manage a scope learn of its sources, and of no other', async () => {
  expect(await sourcesOf('viewViewer', 'view', 'prod')).toEqual([]);
  expect(await sourcesOf('accountViewer', 'account', ACCOUNTS.gamma)).toEqual([]);
  expect(await sourcesOf('manager', 'account', ACCOUNTS.alpha)).toEqual([]);
  const own = await sourcesOf('ownerAlpha', 'account', ACCOUNTS.alpha);
  expect(own.map(({ id }) => id)).toEqual([organisation.sources.alpha]);
});
