import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inTransaction } from '#lib/db/pool.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { runBatch } from '#lib/ingest/batch.ts';
import { collectSource } from '#lib/ingest/collect-source.ts';
import { createIngestContext } from '#lib/ingest/context.ts';
import { eraseRemovedSources } from '#lib/ingest/erase-source.ts';
import { discoverSource } from '#lib/sources/discover.ts';
import { createSource, removeSource } from '#lib/sources/mutations.ts';
import { openStore } from '#lib/sources/open-store.ts';
import { getSource } from '#lib/sources/queries/get-source.ts';
import { recordObjects } from '#lib/sources/record-objects.ts';
import { createView } from '#lib/views/mutations.ts';
import { put } from '#tests/setup/corpus.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { collectedSnapshot } from '#tests/setup/snapshot.ts';

const A = '222222222222';
const B = '111111111111';
const GATE = 4242;
const TODAY = new Date().toISOString().slice(0, 10);

let database: TestDatabase;
let prisma: ReturnType<typeof createPrisma>;
let folders: string[] = [];

beforeEach(fresh);
afterEach(async () => {
  await close();
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
  folders = [];
});

async function fresh(): Promise<void> {
  database = await createTestDatabase();
  process.env.TRAILKEEP_SECRET_KEY = database.secretKey;
  prisma = createPrisma(database.webPool);
  await createView(prisma, 'system', { name: 'Prod' });
}

async function close(): Promise<void> {
  await prisma.$disconnect();
  await database.drop();
}

async function folder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'trailkeep-race-'));
  folders.push(directory);
  return directory;
}

/** An object in the folder of `account`. */
async function deliver(directory: string, account: string, name: string, records: object[]): Promise<void> {
  await put(directory, keyOf(account, name), gzipSync(JSON.stringify({ Records: records })));
}

function keyOf(account: string, name: string): string {
  const stamp = `${TODAY.replaceAll('-', '')}T0005Z`;
  return `AWSLogs/${account}/CloudTrail/eu-west-1/${TODAY.replaceAll('-', '/')}/${account}_CloudTrail_eu-west-1_${stamp}_${name.padEnd(16, 'x')}.json.gz`;
}

const record = (n: number, account = A, more: object = {}) => ({
  eventVersion: '1.11',
  eventTime: `${TODAY}T00:00:0${n}Z`,
  eventSource: 'ec2.amazonaws.com',
  eventName: 'DescribeInstances',
  awsRegion: 'eu-west-1',
  eventID: `00000000-0000-4000-8000-00000000000${n}`,
  recipientAccountId: account,
  userIdentity: { type: 'IAMUser', userName: 'alice', arn: `arn:aws:iam::${account}:user/alice` },
  ...more,
});

async function add(directory: string): Promise<number> {
  const { id } = await createSource(prisma, 'system', { view: 'prod' }, { kind: 'directory', directory });
  return id;
}

async function collect(id: number) {
  const source = await getSource(database.workerPool, id);
  return collectSource(createIngestContext(database.workerPool), source, { lanes: 1, discover: true });
}

async function collected(directory: string): Promise<number> {
  const id = await add(directory);
  await collect(id);
  return id;
}

async function count(table: string): Promise<number> {
  const { rows } = await database.ownerPool.query<{ count: string }>(`select count(*) from ${table}`);
  return Number(rows[0]?.count);
}

/** What collecting left behind, with what each account delivered. */
async function snapshot(): Promise<object> {
  const { rows: deliveries } = await database.ownerPool.query(
    'select account_id, objects, size_bytes from source_delivery order by account_id',
  );
  return { ...(await collectedSnapshot(database.ownerPool)), deliveries };
}

/** The same of a deployment where only this source ever was. */
async function snapshotOfOnly(directory: string): Promise<object> {
  await close();
  await fresh();
  await collected(directory);
  return snapshot();
}

/** Runs `meanwhile` when the erasure is about to delete events: its transaction sees nothing of what is committed then. */
async function eraseWhile(meanwhile: () => Promise<unknown>): Promise<void> {
  await database.ownerPool.query(
    `create function pass_gate() returns trigger language plpgsql as $$
     begin perform pg_advisory_xact_lock(${GATE}); return null; end $$;
     create trigger gate before delete on event for each statement execute function pass_gate();`,
  );
  const gate = await database.ownerPool.connect();
  await gate.query(`select pg_advisory_lock(${GATE})`);
  const erasing = eraseRemovedSources(database.workerPool);
  try {
    for (let waits = false; !waits; await sleep(20)) {
      const { rows } = await gate.query<{ waits: boolean }>(
        `select exists (select from pg_locks where locktype = 'advisory' and objid = ${GATE} and not granted) as waits`,
      );
      waits = rows[0]?.waits ?? false;
    }
    await meanwhile();
  } finally {
    gate.release(true);
    await erasing;
  }
}

test('the events of a batch that was open when its source was removed with its data are deleted too', async () => {
  const directory = await folder();
  await deliver(directory, A, 'one', [record(1), record(2)]);
  const id = await add(directory);
  const pool = database.workerPool;
  const source = await getSource(pool, id);
  const store = openStore(source, null);
  await discoverSource(pool, store, source, { now: new Date() });
  let erasing: Promise<void> | undefined;
  await inTransaction(pool, async (db) => {
    expect(await runBatch(createIngestContext(pool), db, source, store)).toMatchObject({ events: 2 });
    await removeSource(prisma, 'system', id, 'delete');
    erasing = eraseRemovedSources(pool);
    await sleep(1_000);
  });
  await erasing;
  store.close();
  for (const table of ['event', 'activity_day', 'activity_week', 'source_account', 'log_object'])
    expect([table, await count(table)]).toEqual([table, 0]);
  expect(await count('source where erased_at is not null')).toBe(1);
}, 60_000);

test('a listing under way enters nothing of a source that was removed', async () => {
  const id = await collected(await folder());
  const found = {
    key: keyOf(A, 'late'),
    etag: 'e',
    sizeBytes: 1,
    arrivedAtMs: 0,
    date: TODAY,
    publishedAtMs: null,
  };
  const place = { prefix: '', accountId: A, kind: 'CloudTrail', region: 'eu-west-1' } as const;
  const enter = (key: string) => recordObjects(database.workerPool, id, place, [{ ...found, key }]);
  expect(await enter(keyOf(A, 'early'))).toBe(1);
  await removeSource(prisma, 'system', id, 'delete');
  expect(await enter(found.key)).toBe(0);
  await eraseRemovedSources(database.workerPool);
  expect(await count('log_object')).toBe(0);
}, 60_000);

test('what another source delivers just before the same events are erased is there afterwards, and counted as if the erased one had never been', async () => {
  const [first, second] = [await folder(), await folder()];
  await deliver(first, A, 'first', [record(1), record(2), record(4), record(5), record(7, B)]);
  await deliver(second, A, 'before', [record(1), record(6)]);
  const erased = await collected(first);
  const stays = await collected(second);
  await removeSource(prisma, 'system', erased, 'delete');
  await eraseWhile(async () => {
    await deliver(second, A, 'partly', [record(2), record(3), record(7, B), record(8, B)]);
    await deliver(second, A, 'known', [record(4)]);
    await deliver(second, A, 'broken', [record(5), { eventVersion: '9.0' }]);
    expect(await collect(stays)).toMatchObject({ events: 2, duplicates: 4, quarantinedRecords: 1 });
  });
  expect(await collect(stays)).toMatchObject({ events: 4 });
  const after = await snapshot();
  expect(after).toEqual(await snapshotOfOnly(second));
}, 120_000);

test('no event of an object that holds several accounts is erased before it leads to that object', async () => {
  const [first, second] = [await folder(), await folder()];
  await deliver(first, A, 'a', [record(1)]);
  await deliver(first, B, 'b', [record(2, B)]);
  await deliver(second, A, 'both', [record(1), record(2, B), record(3)]);
  const erased = await collected(first);
  await collected(second);
  await removeSource(prisma, 'system', erased, 'delete');
  await eraseRemovedSources(database.workerPool);
  const after = await snapshot();
  expect(after).toEqual(await snapshotOfOnly(second));
}, 120_000);

test("an event of another account never leads to an account's own source", async () => {
  const [first, own] = [await folder(), await folder()];
  await deliver(first, B, 'first', [record(1, B), record(2, A)]);
  await deliver(own, B, 'forged', [record(1, B), record(2, A), record(3, B)]);
  await prisma.account.create({ data: { id: BigInt(B), name: 'B' } });
  const erased = await collected(first);
  const { id } = await createSource(prisma, 'system', { account: B }, { kind: 'directory', directory: own });
  await collect(id);
  await removeSource(prisma, 'system', erased, 'delete');
  await eraseRemovedSources(database.workerPool);
  const { rows } = await database.ownerPool.query('select account_id, ordinal from event order by ordinal');
  expect(rows).toEqual([
    { account_id: B, ordinal: 0 },
    { account_id: B, ordinal: 2 },
  ]);
}, 60_000);

test('of a large object no more than a part comes from the database at once', async () => {
  const [first, second] = [await folder(), await folder()];
  await deliver(first, A, 'first', [record(1)]);
  const bulk = { requestParameters: { bulk: randomBytes(3 << 20).toString('base64') } };
  await deliver(second, A, 'large', [record(1, A, bulk), record(2)]);
  const erased = await collected(first);
  await collected(second);
  await removeSource(prisma, 'system', erased, 'delete');
  const BYTEA = pg.types.builtins.BYTEA;
  const parse = pg.types.getTypeParser(BYTEA);
  let largest = 0;
  pg.types.setTypeParser(BYTEA, (text) => {
    largest = Math.max(largest, text.length);
    return parse(text);
  });
  await eraseRemovedSources(database.workerPool);
  pg.types.setTypeParser(BYTEA, parse);
  expect(largest).toBeGreaterThan(1 << 20);
  expect(largest).toBeLessThan((2 << 20) + 10);
  const { rows } = await database.ownerPool.query('select ordinal from event order by ordinal');
  expect(rows).toEqual([{ ordinal: 0 }, { ordinal: 1 }]);
}, 60_000);
