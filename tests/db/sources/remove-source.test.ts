import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatAccountId } from '#lib/accounts/account-id.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { collectSource } from '#lib/ingest/collect-source.ts';
import { createIngestContext } from '#lib/ingest/context.ts';
import { createSource, removeSource, requestCollect } from '#lib/sources/mutations.ts';
import { getSource } from '#lib/sources/queries/get-source.ts';
import { listAllSources } from '#lib/sources/queries/list-all-sources.ts';
import { createView } from '#lib/views/mutations.ts';
import { put } from '#tests/setup/corpus.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

const ACCOUNT = '012345678901';
const EVENT = '00000000-0000-4000-8000-000000000001';
const today = new Date().toISOString().slice(0, 10);
const key = `AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/${today.replaceAll('-', '/')}/${ACCOUNT}_CloudTrail_eu-west-1_${today.replaceAll('-', '')}T0005Z_abcdefghijklmnop.json.gz`;
const body = gzipSync(
  JSON.stringify({
    Records: [
      {
        eventVersion: '1.11',
        eventTime: `${today}T00:00:01Z`,
        eventSource: 'ec2.amazonaws.com',
        eventName: 'DescribeInstances',
        awsRegion: 'eu-west-1',
        eventID: EVENT,
        recipientAccountId: ACCOUNT,
        userIdentity: { type: 'IAMUser', userName: 'alice', arn: `arn:aws:iam::${ACCOUNT}:user/alice` },
      },
    ],
  }),
);

let database: TestDatabase;
let prisma: ReturnType<typeof createPrisma>;
let directory: string;

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.TRAILKEEP_SECRET_KEY = database.secretKey;
  prisma = createPrisma(database.webPool);
  directory = await mkdtemp(join(tmpdir(), 'trailkeep-remove-'));
  await put(directory, key, body);
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
  await rm(directory, { recursive: true });
});

async function collect(sourceId: number) {
  const source = await getSource(database.workerPool, sourceId);
  return collectSource(createIngestContext(database.workerPool), source, { lanes: 1, discover: true });
}

async function viewAccounts(viewId: number): Promise<string[]> {
  const { rows } = await database.webPool.query<{ id: string }>('select accounts_of_view($1) as id', [
    viewId,
  ]);
  return rows.map(({ id }) => formatAccountId(id));
}

test('a removed source is gone from everywhere, its secret too, while its events still lead back to their object', async () => {
  const view = await createView(prisma, 'system', { name: 'Prod' });
  const { id } = await createSource(prisma, 'system', { view: 'prod' }, { kind: 'directory', directory });
  expect(await collect(id)).toMatchObject({ events: 1 });
  expect(await viewAccounts(view.id)).toEqual([ACCOUNT]);
  const secret = `insert into source_secret (source_id, ciphertext) values ($1, '\\x00')`;
  await database.ownerPool.query(secret, [id]);

  await removeSource(prisma, 'system', id);

  expect(await listAllSources(database.workerPool)).toEqual([]);
  await expect(getSource(database.workerPool, id)).rejects.toMatchObject({ code: 'not-found' });
  await expect(requestCollect(prisma, 'system', id)).rejects.toMatchObject({ code: 'not-found' });
  await expect(removeSource(prisma, 'system', id)).rejects.toMatchObject({ code: 'not-found' });
  expect(await viewAccounts(view.id)).toEqual([]);
  expect((await database.ownerPool.query('select from source_secret')).rowCount).toBe(0);

  const { events, raw } = await readAsOwner();
  expect(events).toBe(1);
  expect(raw?.key).toBe(key);
  expect(raw?.body.equals(body)).toBe(true);
});

/** What the account's owner sees of the event and its object. */
async function readAsOwner() {
  const connection = await database.webPool.connect();
  try {
    await connection.query(`begin; set local app.accounts = '${ACCOUNT}'`);
    const { rowCount } = await connection.query('select account_id from event');
    const { rows } = await connection.query<{ key: string; body: Buffer }>(
      'select key, body from raw_objects($1, $2, $3)',
      [[ACCOUNT], [`${today}T00:00:01Z`], [EVENT]],
    );
    await connection.query('rollback');
    return { events: rowCount, raw: rows[0] };
  } finally {
    connection.release();
  }
}

test('the same place may be added again, and its events are not stored twice', async () => {
  const { id } = await createSource(prisma, 'system', { view: 'prod' }, { kind: 'directory', directory });
  expect(await collect(id)).toMatchObject({ objects: 1, events: 0, duplicates: 1 });
  await expect(
    createSource(prisma, 'system', { view: 'prod' }, { kind: 'directory', directory }),
  ).rejects.toMatchObject({ code: 'conflict' });
});
