import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findActor } from '#lib/auth/actor.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { resolveScope } from '#lib/auth/resolve-scope.ts';
import { inTransaction } from '#lib/db/pool.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { addDeliveries } from '#lib/ingest/delivery-counts.ts';
import type { ObjectOutcome } from '#lib/ingest/ledger.ts';
import { moveBackfills } from '#lib/sources/backfill/move-backfills.ts';
import {
  pauseBackfill,
  resumeBackfill,
  startBackfill,
  stopBackfill,
} from '#lib/sources/backfill/mutations.ts';
import { type Backfill, prepareBackfill } from '#lib/sources/backfill/prepare-backfill.ts';
import { listBackfills } from '#lib/sources/backfill/queries/list-backfills.ts';
import { type Discovery, discoverSource } from '#lib/sources/discover.ts';
import { getSource } from '#lib/sources/queries/get-source.ts';
import { ACCOUNTS, type Organisation, seedOrganisation } from '#tests/db/people/organisation.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { MemoryStore } from '#tests/setup/memory-store.ts';

const DAY = 86_400_000;
// The wall clock: what is asked for counts from today.
const NOW = new Date();
const [ACCOUNT] = Object.values(ACCOUNTS) as [string];
const REGIONS = ['eu-west-1', 'us-east-1', 'ap-south-1'];

let database: TestDatabase;
let prisma: ReturnType<typeof createPrisma>;
let organisation: Organisation;
let store: MemoryStore;
let sourceId: number;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = createPrisma(database.webPool);
  organisation = await seedOrganisation(database, prisma);
});
beforeEach(async () => {
  store = new MemoryStore();
  const { rows } = await database.ownerPool.query<{ id: number }>(
    `insert into source (view_id, kind, bucket, collect_days) select id, 's3', 'acme-logs', 14 from view where slug = 'prod' returning id`,
  );
  sourceId = rows[0]?.id ?? 0;
});
afterEach(async () => {
  await database.ownerPool.query('delete from source where id = $1', [sourceId]);
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

/** So many objects a day in each region, `days` back. */
function fill(days: number, aDay = 1): void {
  for (const region of REGIONS)
    for (let day = 0; day < days; day++) {
      const date = new Date(NOW.getTime() - day * DAY).toISOString().slice(0, 10);
      for (let n = 0; n < aDay; n++) {
        const name = `${ACCOUNT}_CloudTrail_${region}_${date.replaceAll('-', '')}T0000Z_${String(n).padStart(16, '0')}`;
        store.put(`AWSLogs/${ACCOUNT}/CloudTrail/${region}/${date.replaceAll('-', '/')}/${name}.json.gz`);
      }
    }
}

async function discover(): Promise<Discovery> {
  const source = await getSource(database.workerPool, sourceId);
  return discoverSource(database.workerPool, store, source, { now: NOW });
}

async function actor(role: keyof Organisation['people']) {
  const found = await findActor(prisma, organisation.people[role]);
  if (!found) throw new Error(`no actor ${role}`);
  return found;
}

async function backfill(): Promise<Backfill | undefined> {
  const scope = await resolveScope(await actor('manager'), 'view', 'prod', prisma);
  const facts = await readScope(database.webPool, scope, (db) => listBackfills(db, scope));
  const own = facts.find((one) => one.sourceId === sourceId);
  return own && prepareBackfill(own, new Date());
}

async function daysInLedger(): Promise<{ count: number; oldest: number }> {
  const { rows } = await database.ownerPool.query<{ count: string; oldest: string }>(
    `select count(*) as count, $2::date - min(log_date) as oldest from log_object where source_id = $1`,
    [sourceId, NOW.toISOString().slice(0, 10)],
  );
  return { count: Number(rows[0]?.count), oldest: Number(rows[0]?.oldest) };
}

/** As a batch does: the ledger's states, and the counts of what came on which day. */
async function take(): Promise<void> {
  await inTransaction(database.workerPool, async (db) => {
    const { rows } = await db.query<{ id: string; key: string; size: number }>(
      `update log_object set state = 'ingested' where source_id = $1 and state = 'pending'
       returning id, key, size_bytes::integer as size`,
      [sourceId],
    );
    await addDeliveries(
      db,
      sourceId,
      rows.map(({ id, key, size }) => ({
        ...TAKEN,
        object: { ...TAKEN.object, id: Number(id), key, sizeBytes: size },
      })),
    );
  });
}
const TAKEN: ObjectOutcome = {
  object: {
    id: 0,
    key: '',
    sizeBytes: 0,
    accountId: null,
    logDateMs: 0,
    attempts: 0,
    kept: false,
    counted: false,
    broughtBefore: 0,
  },
  state: 'ingested',
  reason: null,
  records: 0,
  newEvents: 0,
  duplicateEvents: 0,
  quarantined: [],
  sha256: null,
  body: null,
};

test('collecting further back brings exactly the days asked for, all folders back together, and ends by itself', async () => {
  fill(200);
  await discover();
  expect(await daysInLedger()).toEqual({ count: 45, oldest: 14 });
  await take();
  await startBackfill(prisma, await actor('manager'), sourceId, '100', NOW);
  expect(await backfill()).toMatchObject({ state: 'running', share: 0, totalDays: 86, found: 0 });
  await discover();
  expect(await daysInLedger()).toEqual({ count: 3 * 101, oldest: 100 });
  expect(await backfill()).toMatchObject({ share: 0, listedDays: 86, found: 3 * 86, taken: 0 });
  await moveBackfills(database.workerPool);
  expect((await backfill())?.state).toBe('running');
  await take();
  await database.ownerPool.query('update source set last_listed_at = now() where id = $1', [sourceId]);
  await moveBackfills(database.workerPool);
  expect(await backfill()).toMatchObject({ state: 'done', share: 1, taken: 3 * 86, leftMs: null });
});

test('objects that fail again and again, or were put aside, do not hold a backfill open', async () => {
  fill(60);
  await discover();
  await startBackfill(prisma, 'system', sourceId, 50, NOW);
  await discover();
  const older = `source_id = $1 and log_date < current_date - 20`;
  await database.ownerPool.query(`update log_object set state = 'failed', attempts = 1 where ${older}`, [
    sourceId,
  ]);
  await take();
  await database.ownerPool.query('update source set last_listed_at = now() where id = $1', [sourceId]);
  await moveBackfills(database.workerPool);
  expect((await backfill())?.state).toBe('running');
  await database.ownerPool.query(
    `update log_object set attempts = case when log_date < current_date - 30 then 3 else attempts end,
       state = case when log_date < current_date - 30 then state else 'quarantined' end where ${older}`,
    [sourceId],
  );
  await moveBackfills(database.workerPool);
  expect((await backfill())?.state).toBe('done');
});

test('what is there stays as it is: no object is entered twice, and none that was taken waits again', async () => {
  fill(40);
  await discover();
  await take();
  await startBackfill(prisma, 'system', sourceId, 30, NOW);
  await discover();
  const { rows } = await database.ownerPool.query(
    `select state, count(*)::int as count, count(distinct key)::int as keys from log_object where source_id = $1 group by state order by state`,
    [sourceId],
  );
  expect(rows).toEqual([
    { state: 'ingested', count: 45, keys: 45 },
    { state: 'pending', count: 48, keys: 48 },
  ]);
  expect((await discover()).found).toBe(0);
});

test('while it is paused nothing older is looked for; resumed it goes on, stopped it leaves what it brought', async () => {
  fill(100);
  await discover();
  const manager = await actor('manager');
  await startBackfill(prisma, manager, sourceId, 60, NOW);
  await pauseBackfill(prisma, manager, sourceId);
  await discover();
  expect((await daysInLedger()).oldest).toBe(14);
  expect(await backfill()).toMatchObject({ state: 'paused', leftMs: null });
  await expect(pauseBackfill(prisma, manager, sourceId)).rejects.toMatchObject({ code: 'conflict' });
  await resumeBackfill(prisma, manager, sourceId);
  await discover();
  expect((await daysInLedger()).oldest).toBe(60);
  await stopBackfill(prisma, manager, sourceId);
  expect(await backfill()).toBeUndefined();
  expect((await daysInLedger()).oldest).toBe(60);
});

test('the ledger never gets far ahead: listing waits while enough waits in it, and goes on when that is taken', async () => {
  fill(100);
  await discover();
  await startBackfill(prisma, 'system', sourceId, 90, NOW);
  await database.ownerPool.query(
    `insert into log_object (source_id, key, etag, size_bytes, kind, log_date)
     select $1, 'older-' || n, '', 1, 'CloudTrail', current_date - 20 from generate_series(1, 50000) n`,
    [sourceId],
  );
  await discover();
  expect((await backfill())?.listedDays).toBe(0);
  await take();
  await moveBackfills(database.workerPool);
  const { rows } = await database.ownerPool.query(
    'select requested_at is not null as asked from source where id = $1',
    [sourceId],
  );
  expect(rows).toEqual([{ asked: true }]);
  await discover();
  expect((await backfill())?.listedDays).toBe(76);
});

describe('who may', () => {
  test('a manager of the view; an owner of an account in it and a viewer find no such source', async () => {
    for (const role of ['ownerBeta', 'viewViewer'] as const)
      await expect(startBackfill(prisma, await actor(role), sourceId, 60, NOW)).rejects.toMatchObject({
        code: 'not-found',
      });
    await startBackfill(prisma, await actor('manager'), sourceId, 60, NOW);
    const { rows } = await database.ownerPool.query(
      `select actor, action from audit_entry where target = $1 order by id`,
      [`source:${sourceId}`],
    );
    expect(rows).toEqual([{ actor: expect.stringContaining('@'), action: 'backfill.start' }]);
  });

  test('fewer days than are collected anyway are refused in words', async () => {
    await expect(startBackfill(prisma, 'system', sourceId, 14, NOW)).rejects.toThrow(
      'The last 14 days are collected anyway: enter more.',
    );
    await expect(startBackfill(prisma, 'system', sourceId, 'many', NOW)).rejects.toThrow(
      'Enter a number of days.',
    );
  });
});
