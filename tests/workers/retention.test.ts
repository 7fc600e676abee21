import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPrisma } from '#lib/db/prisma.ts';
import { collectSource } from '#lib/ingest/collect-source.ts';
import { createIngestContext } from '#lib/ingest/context.ts';
import { runRetention } from '#lib/retention/run-retention.ts';
import { createSource } from '#lib/sources/mutations.ts';
import { getSource } from '#lib/sources/queries/get-source.ts';
import { createView } from '#lib/views/mutations.ts';
import { put } from '#tests/setup/corpus.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { collectedSnapshot } from '#tests/setup/snapshot.ts';

const DAY_MS = 86_400_000;
const ACCOUNTS = ['111111111111', '222222222222'];
/** Whatever weekday it is: 20 days are kept, so the first are in weeks that stay and the others in weeks that go. */
const KEPT_DAYS = 20;
const YOUNG = [1, 9, 19];
const OLD = [27, 34, 35, 80];
const EVENTS_A_DAY = 3 * ACCOUNTS.length;

/** With all days, and with the young ones alone. */
let whole: string;
let young: string;
let database: TestDatabase;
let prisma: ReturnType<typeof createPrisma>;

beforeAll(async () => {
  whole = await writeDays([...YOUNG, ...OLD]);
  young = await writeDays(YOUNG);
});
beforeEach(fresh);
afterEach(leave);
afterAll(async () => {
  await rm(whole, { recursive: true });
  await rm(young, { recursive: true });
});

async function fresh(): Promise<void> {
  database = await createTestDatabase();
  process.env.TRAILKEEP_SECRET_KEY = database.secretKey;
  prisma = createPrisma(database.webPool);
  await createView(prisma, 'system', { name: 'Prod' });
}

async function leave(): Promise<void> {
  await prisma.$disconnect();
  await database.drop();
}

/** A folder with an object a day and account, of three events each. */
async function writeDays(daysAgo: readonly number[]): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'trailkeep-retention-'));
  for (const account of ACCOUNTS) {
    for (const ago of daysAgo) {
      const day = new Date(Date.now() - ago * DAY_MS).toISOString().slice(0, 10);
      const stamp = day.replaceAll('-', '');
      const records = [1, 2, 3].map((n) => ({
        eventVersion: '1.11',
        eventID: `${account.slice(0, 8)}-0000-4000-8000-${stamp}000${n}`,
        eventTime: `${day}T0${n}:00:00Z`,
        eventSource: 's3.amazonaws.com',
        eventName: n === 3 ? 'DeleteBucket' : 'ListBuckets',
        awsRegion: 'eu-central-1',
        recipientAccountId: account,
        sourceIPAddress: `203.0.113.${n}`,
        userIdentity: { type: 'IAMUser', userName: 'lena', accessKeyId: `AKIA${account}` },
      }));
      const key = `AWSLogs/${account}/CloudTrail/eu-central-1/${day.replaceAll('-', '/')}/${account}_CloudTrail_eu-central-1_${stamp}T0400Z_abcdefghijklmnop.json.gz`;
      await put(directory, key, gzipSync(JSON.stringify({ Records: records })));
      // A file's etag is made of it.
      await utimes(join(directory, key), new Date(day), new Date(day));
    }
  }
  return directory;
}

async function addSource(directory: string): Promise<number> {
  return (await createSource(prisma, 'system', { view: 'prod' }, { kind: 'directory', directory })).id;
}

async function collect(id: number) {
  const source = await getSource(database.workerPool, id);
  const context = createIngestContext(database.workerPool);
  return collectSource(context, source, { lanes: 1, discover: true, full: true });
}

const keep = (days: number | null) =>
  database.ownerPool.query('update retention set event_days = $1', [days]);

/** All that is stored, by value, with the counts of deliveries and the bytes kept. */
async function stored() {
  const { rows } = await database.ownerPool.query(`
    select (select count(*) from log_object_body) as bodies, (select sum(length(body)) from log_object_body) as bytes,
      (select json_agg(d order by d) from (select account_id, objects, size_bytes, last_object_at from source_delivery) d) as deliveries,
      (select json_agg(d order by d) from (select day, objects, hours from source_delivery_day) d) as days,
      (select count(*) from activity_unfolded) as unfolded`);
  return { ...(await collectedSnapshot(database.ownerPool)), ...rows[0] };
}

const countOf = async (table: string) =>
  (await database.ownerPool.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n;

describe('retention', () => {
  it('leaves what a database has that only ever saw the days that are kept, and notes each week that went', async () => {
    await collect(await addSource(young));
    const expected = await stored();
    await leave();
    await fresh();
    const id = await addSource(whole);
    expect((await collect(id)).events).toBe((YOUNG.length + OLD.length) * EVENTS_A_DAY);
    await keep(KEPT_DAYS);
    const run = await runRetention(database.workerPool);
    expect(run).toMatchObject({
      busy: [],
      events: OLD.length * EVENTS_A_DAY,
      objects: OLD.length * ACCOUNTS.length,
      elsewhere: false,
    });
    expect(await stored()).toEqual(expected);
    const { rows } = await database.ownerPool.query(
      `select target, (detail->>'events')::int as events from audit_entry where action = 'retention.drop-week' order by id`,
    );
    expect(rows.map(({ target }) => target)).toEqual(run.weeks.map((week) => `week:${week}`));
    expect(rows.reduce((sum, { events }) => sum + events, 0)).toBe(run.events);
  });

  it('deletes nothing unless somebody says how long things are kept, and nothing twice', async () => {
    await collect(await addSource(whole));
    const before = await stored();
    const nothing = { weeks: [], busy: [], events: 0, objects: 0, auditEntries: 0, elsewhere: false };
    expect(await runRetention(database.workerPool)).toEqual(nothing);
    expect(await stored()).toEqual(before);
    await keep(KEPT_DAYS);
    await runRetention(database.workerPool);
    expect(await runRetention(database.workerPool)).toEqual(nothing);
  });

  it('is not undone by listing the bucket anew, and is once more is kept', async () => {
    const id = await addSource(whole);
    await collect(id);
    await keep(KEPT_DAYS);
    await runRetention(database.workerPool);
    expect(await collect(id)).toMatchObject({ objects: 0, events: 0 });
    expect(await countOf('event')).toBe(YOUNG.length * EVENTS_A_DAY);
    await keep(null);
    expect((await collect(id)).events).toBe(OLD.length * EVENTS_A_DAY);
  });

  it('keeps an empty database from taking what is too old in the first place', async () => {
    await keep(KEPT_DAYS);
    expect((await collect(await addSource(whole))).events).toBe(YOUNG.length * EVENTS_A_DAY);
  });

  it('is gone on with where it was killed between the events and their ledger', async () => {
    await collect(await addSource(young));
    const expected = await stored();
    await leave();
    await fresh();
    await collect(await addSource(whole));
    await keep(KEPT_DAYS);
    const { rows } = await database.ownerPool.query<{ week: string }>(
      `select distinct date_trunc('week', log_date)::date::text as week from log_object
       where date_trunc('week', log_date)::date + 7 <= retained_from()`,
    );
    for (const { week } of rows) {
      await database.workerPool.query('select drop_week($1)', [week]);
      await database.workerPool.query('delete from activity_week where week = $1', [week]);
    }
    expect(await runRetention(database.workerPool)).toMatchObject({ objects: OLD.length * ACCOUNTS.length });
    const { unfolded: _, ...left } = await stored();
    expect({ ...left, unfolded: expected.unfolded }).toEqual(expected);
  });

  it('waits for nobody long: a week in use is left to the next run, with its ledger, and readers read on', async () => {
    await collect(await addSource(whole));
    await keep(KEPT_DAYS);
    const before = await stored();
    const reader = await database.workerPool.connect();
    await reader.query('begin; select count(*) from event');
    const running = runRetention(database.workerPool, { triesAWeek: 1 });
    const asked = performance.now();
    await database.workerPool.query('select count(*) from event');
    expect(performance.now() - asked).toBeLessThan(2_000);
    const run = await running;
    expect(run.weeks).toEqual([]);
    expect(run.busy.length).toBeGreaterThan(0);
    expect(run.objects).toBe(0);
    await reader.query('rollback');
    reader.release();
    expect(await stored()).toEqual(before);
    expect((await runRetention(database.workerPool)).weeks).toEqual(run.busy);
  });

  it('runs once at a time', async () => {
    const other = await database.workerPool.connect();
    await other.query(`select pg_advisory_lock(hashtext('trailkeep.retention'))`);
    expect(await runRetention(database.workerPool)).toMatchObject({ elsewhere: true });
    await other.query('select pg_advisory_unlock_all()');
    other.release();
  });

  it('cannot be made to drop a week that is kept, nor by the web at all', async () => {
    await collect(await addSource(whole));
    await keep(KEPT_DAYS);
    const monday = `(date_trunc('week', now() at time zone 'UTC')::date - 14)`;
    await expect(database.workerPool.query(`select drop_week(${monday})`)).rejects.toThrow(/is kept/);
    await expect(database.workerPool.query(`select drop_week('2020-01-07')`)).rejects.toThrow(/Monday/);
    await keep(null);
    await expect(database.workerPool.query(`select drop_week('2020-01-06')`)).rejects.toThrow(/is kept/);
    await expect(database.webPool.query(`select drop_week('2020-01-06')`)).rejects.toMatchObject({
      code: '42501',
    });
  });
});
