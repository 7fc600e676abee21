import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type CollectTotals, collectSource } from '#lib/ingest/collect-source.ts';
import { createIngestContext } from '#lib/ingest/context.ts';
import { getSource } from '#lib/sources/queries/get-source.ts';
import { put, writeCorpusBucket } from '#tests/setup/corpus.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { collectedSnapshot } from '#tests/setup/snapshot.ts';

let database: TestDatabase;
let directory: string;

beforeAll(async () => {
  process.env.TRAILKEEP_SECRET_KEY = Buffer.alloc(32, 7).toString('base64');
});
beforeEach(async () => {
  database = await createTestDatabase();
  directory = await mkdtemp(join(tmpdir(), 'trailkeep-collect-'));
  await database.ownerPool.query(`insert into view (slug, name) values ('all', 'All')`);
  await database.ownerPool.query(
    `insert into source (view_id, kind, directory, collect_days) values (1, 'directory', $1, 365)`,
    [directory],
  );
  return async () => {
    await database.drop();
    await rm(directory, { recursive: true });
  };
});
afterAll(() => undefined);

async function collect(): Promise<CollectTotals> {
  const context = createIngestContext(database.workerPool);
  const source = await getSource(database.workerPool, 1);
  return collectSource(context, source, { lanes: 2, discover: true });
}

const today = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
const keyOf = (name: string, day = today) =>
  `AWSLogs/123456789012/CloudTrail/eu-west-1/${day}/123456789012_CloudTrail_eu-west-1_${day.replaceAll('/', '')}T0005Z_${name.padEnd(16, 'x')}.json.gz`;
const record = (eventID: string, more: object = {}) => ({
  eventVersion: '1.11',
  eventTime: `${today.replaceAll('/', '-')}T00:00:01Z`,
  eventSource: 'ec2.amazonaws.com',
  eventName: 'DescribeInstances',
  awsRegion: 'eu-west-1',
  eventID,
  recipientAccountId: '123456789012',
  userIdentity: { type: 'IAMUser', userName: 'alice', arn: 'arn:aws:iam::123456789012:user/alice' },
  ...more,
});
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const pack = (...records: object[]) => gzipSync(JSON.stringify({ Records: records }));

test('the corpus packed as a bucket of several layouts: every record is an event, a duplicate or quarantined, and a second run changes nothing', async () => {
  const packed = await writeCorpusBucket(directory);
  const first = await collect();
  expect(first).toMatchObject({
    objects: packed.objects,
    ingested: packed.objects,
    failed: 0,
    quarantined: 0,
  });
  expect(first.records).toBe(packed.records);
  expect(first.events + first.duplicates + first.quarantinedRecords).toBe(packed.records);
  expect(first.events).toBeGreaterThan(1000);
  const { rows } = await database.ownerPool.query<{ events: number }>(
    'select count(*)::int as events from event',
  );
  expect(rows[0]?.events).toBe(first.events);

  const before = await collectedSnapshot(database.ownerPool);
  const second = await collect();
  expect(second).toMatchObject({ objects: 0, records: 0, events: 0, duplicates: 0 });
  expect(await collectedSnapshot(database.ownerPool)).toEqual(before);
});

test('an event delivered in several objects is stored and counted once, and the ledger knows all of them', async () => {
  await put(directory, keyOf('first'), pack(record(id(1)), record(id(2))));
  await put(directory, keyOf('second'), pack(record(id(2)), record(id(3)), record(id(3))));
  expect(await collect()).toMatchObject({ objects: 2, records: 5, events: 3, duplicates: 2 });
  await put(directory, keyOf('third'), pack(record(id(1)), record(id(4))));
  expect(await collect()).toMatchObject({ objects: 1, records: 2, events: 1, duplicates: 1 });
  const { rows } = await database.ownerPool.query<{ hours: number; days: number }>(
    'select (select sum(events) from activity_hour)::int as hours, (select sum(events) from activity_day)::int as days',
  );
  expect(rows[0]).toEqual({ hours: 4, days: 4 });
});

test('nothing more is taken of a source that is paused while it is being collected', async () => {
  for (const name of ['first', 'second', 'third'])
    await put(directory, keyOf(name), pack(record(id(name.length))));
  const context = { ...createIngestContext(database.workerPool), batchObjects: 1 };
  const source = await getSource(database.workerPool, 1);
  await context.pool.query(`update source set paused_at = now()`);
  expect(await collectSource(context, source, { lanes: 1, discover: true })).toMatchObject({ objects: 0 });
  await context.pool.query(`update source set paused_at = null`);
  expect(await collectSource(context, source, { lanes: 1, discover: false })).toMatchObject({ objects: 3 });
});

test('an unreadable object and an unreadable record are quarantined with their reasons, and their neighbours go in', async () => {
  await put(
    directory,
    keyOf('good'),
    pack(record(id(1)), record(id(2), { eventTime: 'yesterday' }), record(id(3))),
  );
  await put(directory, keyOf('cut'), pack(record(id(4)), record(id(5))).subarray(0, 60));
  await put(directory, keyOf('other'), gzipSync('{"Nothing":[]}'));
  expect(await collect()).toMatchObject({
    objects: 3,
    ingested: 1,
    quarantined: 2,
    records: 3,
    events: 2,
    quarantinedRecords: 1,
  });
  const objects = await database.ownerPool.query<{ reason: string }>(
    `select reason from log_object where state = 'quarantined' order by key`,
  );
  expect(objects.rows.map((row) => row.reason)).toEqual([
    expect.stringMatching(/gzip|early/),
    expect.stringMatching(/Records/),
  ]);
  const records = await database.ownerPool.query('select ordinal, reason from quarantined_record');
  expect(records.rows).toEqual([{ ordinal: 1, reason: expect.stringMatching(/eventTime/) }]);
});

test('the stored bytes are the object as it was, and an object that changed is taken as another one', async () => {
  const body = pack(record(id(1)));
  await put(directory, keyOf('kept'), body);
  await collect();
  const stored = await database.ownerPool.query<{ body: Buffer }>('select body from log_object_body');
  expect(stored.rows[0]?.body.equals(body)).toBe(true);
  await put(directory, keyOf('kept'), pack(record(id(1)), record(id(2))));
  expect(await collect()).toMatchObject({ objects: 1, events: 1, duplicates: 1 });
});

test('events of many weeks find or make their partitions', async () => {
  const times = [
    '2024-02-29T12:00:00Z',
    '2025-12-31T23:59:59Z',
    '2026-01-01T00:00:00Z',
    '2013-12-01T00:00:00Z',
  ];
  await put(directory, keyOf('old'), pack(...times.map((eventTime, i) => record(id(i), { eventTime }))));
  expect(await collect()).toMatchObject({ events: 4, quarantinedRecords: 0 });
});

test("an account's own source takes records of that account, and refuses those of others with the reason", async () => {
  await database.ownerPool.query(`insert into account (id, name) values (123456789012, 'Own')`);
  await database.ownerPool.query('update source set view_id = null, account_id = 123456789012');
  await put(
    directory,
    keyOf('mixed'),
    pack(record(id(1)), record(id(2), { recipientAccountId: '999999999999' })),
  );
  expect(await collect()).toMatchObject({ records: 2, events: 1, quarantinedRecords: 1 });
  const { rows } = await database.ownerPool.query('select reason from quarantined_record');
  expect(rows).toEqual([
    { reason: 'the record is of account 999999999999, the source of account 123456789012' },
  ]);
});
