import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { collectSource } from '#lib/ingest/collect-source.ts';
import { createIngestContext } from '#lib/ingest/context.ts';
import { retryObjects } from '#lib/ledger/mutations.ts';
import { getObjectCounts } from '#lib/ledger/queries/object-counts.ts';
import { getSource } from '#lib/sources/queries/get-source.ts';
import { type LedgerOfTest, openLedger } from './ledger.ts';

let ledger: LedgerOfTest;
let directory: string;
beforeAll(async () => {
  ledger = await openLedger();
  directory = await mkdtemp(join(tmpdir(), 'trailkeep-retry-'));
});
afterAll(async () => {
  await ledger.close();
  await rm(directory, { recursive: true });
});
let auditedBefore = '0';
beforeEach(async () => {
  await ledger.database.ownerPool.query(
    'truncate log_object, source_delivery, source_count, log_object_body cascade; update source set requested_at = null',
  );
  const { rows } = await ledger.database.ownerPool.query<{ last: string }>(
    'select coalesce(max(id), 0) as last from audit_entry',
  );
  auditedBefore = rows[0]?.last ?? '0';
});

const statesOf = async () => {
  const { rows } = await ledger.database.ownerPool.query(
    'select key, state, attempts, reason from log_object order by key',
  );
  return rows.map(({ key, state }) => `${key} ${state}`);
};
const audited = async () => {
  const { rows } = await ledger.database.ownerPool.query(
    'select actor, action, target, detail from audit_entry where id > $1 order by id',
    [auditedBefore],
  );
  return rows;
};

async function addSome(): Promise<string> {
  await ledger.add({ key: 'a', state: 'failed', reason: 'r' });
  await ledger.add({ key: 'b', state: 'failed', reason: 'r' });
  await ledger.add({ key: 'd', state: 'ingested' });
  return ledger.add({ key: 'c', state: 'quarantined', reason: 'r' });
}

test('all failed objects of a source wait anew; the others stay as they are, and who did it is noted', async () => {
  await addSome();
  expect(
    await retryObjects(ledger.prisma, await ledger.actor('manager'), ledger.prod, { states: ['failed'] }),
  ).toBe(2);
  expect(await statesOf()).toEqual(['a pending', 'b pending', 'c quarantined', 'd ingested']);
  expect(await audited()).toMatchObject([
    { actor: 'manager@example.com', action: 'source.retry', detail: { objects: 2, states: ['failed'] } },
  ]);
  const { rows } = await ledger.database.ownerPool.query('select requested_at from source where id = $1', [
    ledger.prod,
  ]);
  expect(rows[0]?.requested_at).not.toBeNull();
});

test('one object is tried again alone, and only once', async () => {
  const objectId = await addSome();
  const retry = async () =>
    retryObjects(ledger.prisma, await ledger.actor('admin'), ledger.prod, { objectId });
  expect(await retry()).toBe(1);
  expect(await statesOf()).toEqual(['a failed', 'b failed', 'c pending', 'd ingested']);
  await expect(retry()).rejects.toThrow('no longer waits for another try');
});

test('nobody tries objects of a source again that they do not manage, and nothing is noted', async () => {
  await addSome();
  for (const role of ['viewViewer', 'ownerAlpha', 'stranger'] as const)
    await expect(
      retryObjects(ledger.prisma, await ledger.actor(role), ledger.prod, {
        states: ['failed', 'quarantined'],
      }),
      role,
    ).rejects.toThrow('log source');
  expect(await statesOf()).toEqual(['a failed', 'b failed', 'c quarantined', 'd ingested']);
  expect(await audited()).toEqual([]);
});

test('an object that a batch holds this moment is passed over', async () => {
  await addSome();
  const batch = await ledger.database.workerPool.connect();
  await batch.query(`begin; select from log_object where key = 'a' for update`);
  const retried = await retryObjects(ledger.prisma, 'system', ledger.prod, { states: ['failed'] });
  await batch.query('rollback');
  batch.release();
  expect(retried).toBe(1);
});

const KEY =
  'AWSLogs/111111111111/CloudTrail/eu-central-1/2026/11/20/111111111111_CloudTrail_eu-central-1_20261120T1000Z_aaaaaaaaaaaaaaaa.json.gz';
const RECORD = `{"eventVersion":"1.11","eventID":"11111111-0000-4000-8000-000000000001","eventTime":"2026-11-20T09:55:00Z",
  "eventSource":"s3.amazonaws.com","eventName":"ListBuckets","awsRegion":"eu-central-1","recipientAccountId":"111111111111",
  "userIdentity":{"type":"IAMUser","userName":"lena"}}`;

async function put(text: string): Promise<void> {
  await mkdir(dirname(join(directory, KEY)), { recursive: true });
  await writeFile(join(directory, KEY), gzipSync(text));
}

test('an unreadable object that was mended is taken when tried again; until then what was kept of it stays', async () => {
  const { database, prisma, prod } = ledger;
  await database.ownerPool.query(
    `update source set kind = 'directory', directory = $2, bucket = null, collect_days = 36500 where id = $1`,
    [prod, directory],
  );
  const collect = async () =>
    collectSource(createIngestContext(database.workerPool), await getSource(database.workerPool, prod), {
      lanes: 1,
      discover: true,
    });
  const counts = () => ledger.ask('admin', 'view', 'prod', (db, scope) => getObjectCounts(db, scope, prod));
  await put('not json');
  await collect();
  expect(await counts()).toMatchObject({ found: 1, quarantined: 1, ingested: 0, pending: 0 });
  await put(`{"Records":[${RECORD}]}`);
  await retryObjects(prisma, 'system', prod, { states: ['quarantined'] });
  expect(await counts()).toMatchObject({ found: 1, pending: 1, quarantined: 0 });
  const { rows } = await database.ownerPool.query<{ id: string }>('select id from log_object');
  const body = () => ledger.download('admin', 'view', 'prod', rows[0]?.id ?? '');
  expect(await body()).toBe('not json');
  await collectSource(createIngestContext(database.workerPool), await getSource(database.workerPool, prod), {
    lanes: 1,
    discover: false,
  });
  expect(await counts()).toMatchObject({ found: 1, ingested: 1, pending: 0, quarantined: 0, newEvents: 1 });
  expect(await body()).toContain('ListBuckets');
  const delivered = await database.ownerPool.query('select objects::int from source_delivery');
  expect(delivered.rows).toEqual([{ objects: 1 }]);
});
