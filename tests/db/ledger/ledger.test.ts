import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ObjectOrder } from '#lib/ledger/object-cursor.ts';
import { findObjectDownload, PART_BYTES, readObjectParts } from '#lib/ledger/object-download.ts';
import { getLedgerSummary } from '#lib/ledger/queries/ledger-summary.ts';
import { listObjects, type ObjectQuery } from '#lib/ledger/queries/list-objects.ts';
import { listUnreadRecords } from '#lib/ledger/queries/list-unread-records.ts';
import { ACCOUNTS } from '#tests/db/people/organisation.ts';
import { type LedgerOfTest, openLedger } from './ledger.ts';

let ledger: LedgerOfTest;
beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger.close());
beforeEach(() =>
  ledger.database.ownerPool.query(
    'truncate log_object, source_delivery, source_count, log_object_body cascade',
  ),
);

const asManager = <T>(work: Parameters<typeof ledger.ask<T>>[3]) =>
  ledger.ask('manager', 'view', 'prod', work);
const summary = () => asManager((db, scope) => getLedgerSummary(db, scope, ledger.prod));

async function keysOf(query: Omit<ObjectQuery, 'limit' | 'order'> & { order?: ObjectOrder }, limit = 2) {
  const keys: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await asManager((db, scope) =>
      listObjects(db, scope, { order: 'found', ...query, limit, cursor }),
    );
    expect(page.objects.length).toBeLessThanOrEqual(limit);
    keys.push(...page.objects.map(({ key }) => key));
    cursor = page.next ?? undefined;
  } while (cursor);
  return keys;
}

test('the counts of a ledger agree with its objects', async () => {
  for (const state of ['pending', 'pending', 'failed', 'quarantined', 'ingested'])
    await ledger.add({ key: `${state}-${Math.random()}`, state, reason: 'no' });
  await ledger.add({ key: 'partly', state: 'ingested', unread: [{ ordinal: 1, reason: 'no time' }] });
  await ledger.add({ key: 'of another', sourceId: ledger.alpha });
  await ledger.database.ownerPool.query(
    'insert into source_count (source_id, ingested, quarantined_records) values ($1, 2, 1)',
    [ledger.prod],
  );
  expect((await summary()).counts).toMatchObject({
    found: 6,
    pending: 2,
    ingested: 2,
    failed: 1,
    quarantined: 1,
    partlyRead: 1,
    quarantinedRecords: 1,
  });
});

test('reasons are grouped whatever key or number stands in them, the most frequent first', async () => {
  for (const key of ['a/1.json.gz', 'a/2.json.gz'])
    await ledger.add({ key, state: 'failed', reason: `The object ${key} is no longer there.` });
  await ledger.add({ key: 'b', state: 'quarantined', reason: 'it is not JSON' });
  const unread = [1, 2, 3].map((ordinal) => ({
    ordinal,
    reason: `the record is of account 12345678901${ordinal}`,
  }));
  await ledger.add({ key: 'c', state: 'ingested', unread });
  expect((await summary()).faults.map(({ of, reason, count }) => [of, reason, count])).toEqual([
    ['records', 'the record is of account …', 3],
    ['failed', 'The object … is no longer there.', 2],
    ['quarantined', 'it is not JSON', 1],
  ]);
});

test.each([
  ['found', ['e', 'd', 'c', 'b', 'a']],
  ['key', ['a', 'b', 'c', 'd', 'e']],
  ['turn', ['b', 'd', 'a', 'c', 'e']],
] as const)('pages in the order "%s" hold every object once', async (order, expected) => {
  const days = { a: '2026-11-19', b: '2026-11-20', c: '2026-11-19', d: '2026-11-20', e: '2026-11-19' };
  for (const [key, day] of Object.entries(days)) await ledger.add({ key, day });
  expect(await keysOf({ order })).toEqual(expected);
  expect(await keysOf({ order, state: 'pending', sourceId: ledger.prod })).toEqual(expected);
});

test('a prefix finds what begins so, byte by byte, and takes no character for a wildcard', async () => {
  for (const key of ['logs/a_1', 'logs/ab1', 'logs/a%1', 'Logs/a_1', 'logs/é', 'logs'])
    await ledger.add({ key });
  expect(await keysOf({ order: 'key', prefix: 'logs/a' })).toEqual(['logs/a%1', 'logs/a_1', 'logs/ab1']);
  expect(await keysOf({ order: 'key', prefix: 'logs/a_' })).toEqual(['logs/a_1']);
  expect(await keysOf({ order: 'key', prefix: 'logs/%' })).toEqual([]);
});

test('a cursor of another order or of no list is refused', async () => {
  for (const cursor of ['not-a-cursor', '17'])
    await expect(
      asManager((db, scope) => listObjects(db, scope, { order: 'key', limit: 2, cursor })),
    ).rejects.toThrow('cursor');
});

test('unread records are shown as they were delivered, with their place and reason', async () => {
  const text = '{"Records":[{"eventName":"A"},  {"eventName": "<img src=x>",  "n":1} ,3]}';
  const unread = [
    { ordinal: 1, reason: 'no time' },
    { ordinal: 2, reason: 'the record is 3, not a JSON object' },
  ];
  const objectId = await ledger.add({ key: 'k', state: 'ingested', text, unread });
  const page = (after: number) =>
    asManager((db, scope) => listUnreadRecords(db, scope, { objectId, after, limit: 1 }));
  expect(await page(-1)).toEqual({
    records: [{ ordinal: 1, reason: 'no time', text: '{"eventName": "<img src=x>",  "n":1}', cut: false }],
    next: 1,
  });
  expect(await page(1)).toMatchObject({ records: [{ ordinal: 2, text: '3' }], next: null });
});

test('of an unread record that is long its beginning is shown, and that it goes on, wherever in the object it lies', async () => {
  const long = (length: number) => `{"x":"${randomBytes(length).toString('hex').slice(8)}"}`;
  const text = `{"Records":[${long(PART_BYTES)}, ${long(40_000)}, ${long(1_000)}]}`;
  const unread = [1, 2].map((ordinal) => ({ ordinal, reason: 'no time' }));
  const objectId = await ledger.add({ key: 'long', state: 'ingested', text, unread });
  const { records } = await asManager((db, scope) =>
    listUnreadRecords(db, scope, { objectId, after: -1, limit: 2 }),
  );
  expect(records.map(({ cut, text }) => [cut, text?.length])).toEqual([
    [true, 65_536],
    [false, 2_000],
  ]);
  expect(text).toContain(records[0]?.text);
});

test('the bytes of an object go to those who manage its source, and to nobody else', async () => {
  const objectId = await ledger.add({ key: 'k', state: 'quarantined', text: 'not a log' });
  const own = await ledger.add({ key: 'own', sourceId: ledger.alpha, state: 'quarantined', text: "alpha's" });
  expect(await ledger.download('manager', 'view', 'prod', objectId)).toBe('not a log');
  expect(await ledger.download('ownerAlpha', 'account', ACCOUNTS.alpha, own)).toBe("alpha's");
  for (const [role, kind, id, of] of [
    ['viewViewer', 'view', 'prod', objectId],
    ['ownerAlpha', 'account', ACCOUNTS.alpha, objectId],
    ['manager', 'view', 'prod', own],
    ['manager', 'account', ACCOUNTS.alpha, own],
  ] as const)
    await expect(ledger.download(role, kind, id, of), `${role} ${of}`).rejects.toThrow(
      'There is no log object',
    );
});

test('a download is byte for byte what was fetched, never more of it in memory than a part', async () => {
  const text = randomBytes(PART_BYTES * 2).toString('base64');
  const objectId = await ledger.add({ key: 'large', state: 'ingested', text });
  const { sizeBytes } = await asManager((db, scope) => findObjectDownload(db, scope, objectId));
  const parts: Uint8Array[] = [];
  for await (const part of readObjectParts((work) => asManager(work), objectId, sizeBytes ?? 0))
    parts.push(part);
  expect(parts.length).toBeGreaterThan(2);
  expect(Math.max(...parts.map(({ length }) => length))).toBe(PART_BYTES);
  expect(gunzipSync(Buffer.concat(parts)).toString()).toBe(text);
});

test('a download breaks off where the object was taken anew meanwhile, and is refused to those who may not see its source', async () => {
  const text = randomBytes(PART_BYTES * 2).toString('base64');
  const objectId = await ledger.add({ key: 'changing', state: 'ingested', text });
  const { sizeBytes } = await asManager((db, scope) => findObjectDownload(db, scope, objectId));
  const parts = readObjectParts((work) => asManager(work), objectId, sizeBytes ?? 0);
  await parts.next();
  await ledger.database.ownerPool.query(`update log_object_body set body = 'other' where object_id = $1`, [
    objectId,
  ]);
  await expect(parts.next()).rejects.toMatchObject({ code: 'conflict' });
  const refused = ledger.ask('viewViewer', 'view', 'prod', (db, scope) =>
    findObjectDownload(db, scope, objectId),
  );
  await expect(refused).rejects.toMatchObject({ code: 'not-found' });
});

test('the database itself hides bodies, unread records and deliveries of other sources', async () => {
  const text = '{"Records":[1]}';
  await ledger.add({ key: 'k', state: 'ingested', text, unread: [{ ordinal: 0, reason: 'no' }] });
  await ledger.database.ownerPool.query(
    `with d as (
       insert into source_delivery (source_id, account_id, region, kind, objects, size_bytes) values ($1, 1, 'r', 'k', 1, 1) returning id
     ) insert into source_delivery_day select id, '2026-11-20', 1, 1 from d`,
    [ledger.prod],
  );
  const seen = (role: 'viewViewer' | 'manager') =>
    ledger.ask(role, 'view', 'prod', async (db) => {
      const { rows } = await db.query(
        `select (select count(object_body_part(id, 0, 9)) from generate_series(1, 100) id)::int
           + (select count(*) from quarantined_record)::int + (select count(*) from source_delivery)::int
           + (select count(*) from source_delivery_day)::int as n`,
      );
      return rows[0]?.n;
    });
  expect(await seen('viewViewer')).toBe(0);
  expect(await seen('manager')).toBe(4);
});
