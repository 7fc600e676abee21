import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createPrisma } from '#lib/db/prisma.ts';
import { collectSource } from '#lib/ingest/collect-source.ts';
import { createIngestContext } from '#lib/ingest/context.ts';
import { eraseRemovedSources } from '#lib/ingest/erase-source.ts';
import { createSource, removeSource } from '#lib/sources/mutations.ts';
import { getSource } from '#lib/sources/queries/get-source.ts';
import { createView } from '#lib/views/mutations.ts';
import { put } from '#tests/setup/corpus.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { type SampleDirectory, writeSampleDirectory } from '#tests/setup/sample-directory.ts';
import { collectedSnapshot } from '#tests/setup/snapshot.ts';

/** Of one organisation: the whole, and a half of its files. */
let whole: SampleDirectory;
let half: string;
let database: TestDatabase;
let prisma: ReturnType<typeof createPrisma>;
const opened: TestDatabase[] = [];

beforeAll(async () => {
  whole = await writeSampleDirectory({ events: 3_000 });
  half = await mkdtemp(join(tmpdir(), 'trailkeep-half-'));
  const files = (await readdir(whole.directory, { recursive: true }))
    .filter((file) => file.endsWith('.json.gz'))
    .sort();
  for (const file of files.filter((_, index) => index % 2 === 0))
    await cp(join(whole.directory, file), join(half, file));
});
afterEach(async () => {
  await prisma.$disconnect();
});
afterAll(async () => {
  await Promise.all(opened.map((one) => one.drop()));
  await rm(whole.directory, { recursive: true });
  await rm(half, { recursive: true });
});

async function fresh(): Promise<void> {
  database = await createTestDatabase();
  opened.push(database);
  process.env.TRAILKEEP_SECRET_KEY = database.secretKey;
  prisma = createPrisma(database.webPool);
  await createView(prisma, 'system', { name: 'Prod' });
}

async function add(directory: string): Promise<number> {
  const { id } = await createSource(prisma, 'system', { view: 'prod' }, { kind: 'directory', directory });
  return id;
}

async function collect(id: number) {
  const source = await getSource(database.workerPool, id);
  return collectSource(createIngestContext(database.workerPool), source, { lanes: 1, discover: true });
}

/** All that is shown, by value; the sources' own counts and ledgers aside. */
async function reports(): Promise<Record<string, string | undefined>> {
  const { events, hours, days, values } = await collectedSnapshot(database.ownerPool);
  return { events, hours, days, values };
}

async function count(table: string): Promise<number> {
  const { rows } = await database.ownerPool.query<{ count: string }>(`select count(*) from ${table}`);
  return Number(rows[0]?.count);
}

test('removed with its data, a source leaves no event, no sum, no object and no byte behind, and the log says who asked', async () => {
  await fresh();
  const id = await add(whole.directory);
  expect((await collect(id)).events).toBe(whole.events);
  await removeSource(prisma, 'system', id, 'delete');
  await eraseRemovedSources(database.workerPool);
  for (const table of [
    'event',
    'activity_hour',
    'activity_day',
    'activity_value',
    'activity_week',
    'log_object',
    'log_object_body',
    'source_account',
    'source_folder',
  ])
    expect([table, await count(table)]).toEqual([table, 0]);
  const { rows } = await database.ownerPool.query(
    'select action, detail from audit_entry where target = $1 order by id',
    [`source:${id}`],
  );
  expect(rows.map(({ action }) => action)).toEqual(['source.add', 'source.remove-with-data', 'source.erase']);
  expect(rows.at(-1)?.detail).toMatchObject({ events: whole.events });
}, 120_000);

test('kept, everything stays, and no worker deletes it', async () => {
  await fresh();
  const id = await add(half);
  await collect(id);
  const before = await reports();
  await removeSource(prisma, 'system', id, 'keep');
  await eraseRemovedSources(database.workerPool);
  expect(await reports()).toEqual(before);
  expect(await count('log_object_body')).toBeGreaterThan(0);
}, 120_000);

test('what another source delivers too is there again afterwards, as if the erased one had never been', async () => {
  await fresh();
  const alone = await add(half);
  await collect(alone);
  const expected = await reports();
  const expectedLedger = (await collectedSnapshot(database.ownerPool)).counts;

  await fresh();
  const erased = await add(whole.directory);
  await collect(erased);
  const stays = await add(half);
  expect(await collect(stays)).toMatchObject({ events: 0 });
  await removeSource(prisma, 'system', erased, 'delete');
  await eraseRemovedSources(database.workerPool);
  await collect(stays);
  expect(await reports()).toEqual(expected);
  expect((await collectedSnapshot(database.ownerPool)).counts).toEqual(expectedLedger);
}, 240_000);

test('an event that stands in a kept object of another source leads to that one at once, counted there', async () => {
  await fresh();
  const [first, second] = await Promise.all([folderWith(1, 2), folderWith(2, 3)]);
  const erased = await add(first);
  await collect(erased);
  const stays = await add(second);
  expect(await collect(stays)).toMatchObject({ events: 1, duplicates: 1 });
  await removeSource(prisma, 'system', erased, 'delete');
  await eraseRemovedSources(database.workerPool);
  const { rows } = await database.ownerPool.query(
    `select e.event_id, e.ordinal, o.source_id, o.new_events, o.duplicate_events, c.new_events as source_events,
       a.events as account_events
     from event e join log_object o on o.id = e.object_id join source_count c on c.source_id = o.source_id
       join source_account a on a.source_id = o.source_id order by e.event_id`,
  );
  const there = {
    source_id: stays,
    new_events: 2,
    duplicate_events: 0,
    source_events: '2',
    account_events: '2',
  };
  expect(rows).toEqual([
    { event_id: eventId(2), ordinal: 0, ...there },
    { event_id: eventId(3), ordinal: 1, ...there },
  ]);
  await rm(first, { recursive: true });
  await rm(second, { recursive: true });
}, 60_000);

const ACCOUNT = '012345678901';
const eventId = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;

/** A folder with one object that holds these events. */
async function folderWith(...events: number[]): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'trailkeep-few-'));
  const today = new Date().toISOString().slice(0, 10);
  const stamp = today.replaceAll('-', '');
  const key = `AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/${today.replaceAll('-', '/')}/${ACCOUNT}_CloudTrail_eu-west-1_${stamp}T0005Z_abcdefghijklmno${events[0]}.json.gz`;
  const Records = events.map((n) => ({
    eventVersion: '1.11',
    eventTime: `${today}T00:00:0${n}Z`,
    eventSource: 'ec2.amazonaws.com',
    eventName: 'DescribeInstances',
    awsRegion: 'eu-west-1',
    eventID: eventId(n),
    recipientAccountId: ACCOUNT,
    userIdentity: { type: 'IAMUser', userName: 'alice', arn: `arn:aws:iam::${ACCOUNT}:user/alice` },
  }));
  await put(directory, key, gzipSync(JSON.stringify({ Records })));
  return directory;
}
