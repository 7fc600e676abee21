import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createPrisma } from '#lib/db/prisma.ts';
import { recordObjects, toLogObjects } from '#lib/sources/record-objects.ts';
import { ACCOUNTS, type Organisation, seedOrganisation } from '#tests/db/people/organisation.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

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
beforeEach(() => database.ownerPool.query('truncate log_object cascade; truncate source_delivery cascade'));

const FOLDER = { prefix: '', accountId: ACCOUNTS.alpha, kind: 'CloudTrail' as const, region: 'eu-central-1' };

function keyAt(stamp: string, n = 1): string {
  const day = `${stamp.slice(0, 4)}/${stamp.slice(4, 6)}/${stamp.slice(6, 8)}`;
  const name = `${ACCOUNTS.alpha}_CloudTrail_eu-central-1_${stamp}Z_${String(n).padStart(16, '0')}.json.gz`;
  return `some_prefix/AWSLogs/${ACCOUNTS.alpha}/CloudTrail/eu-central-1/${day}/${name}`;
}

async function record(keys: string[]): Promise<number> {
  const objects = keys.map((key) => ({ key, etag: 'e', sizeBytes: 100, arrivedAtMs: 0 }));
  return recordObjects(
    database.workerPool,
    organisation.sources.prod ?? 0,
    FOLDER,
    toLogObjects(objects).logs,
  );
}

async function deliveries() {
  const { rows } = await database.ownerPool.query(
    `select d.objects::int, d.size_bytes::int as bytes, d.last_object_at as "lastAt",
       (select json_agg(json_build_array(day, w.objects, w.hours) order by day) from source_delivery_day w
        where w.delivery_id = d.id) as days
     from source_delivery d order by d.region`,
  );
  return rows;
}

test('what is found is counted by folder, day and hour of publication, and never twice', async () => {
  await record([keyAt('20261119T2355', 1), keyAt('20261120T0005', 2), keyAt('20261120T0010', 3)]);
  // A listing that overlaps the one before, as every listing does.
  expect(await record([keyAt('20261120T0010', 3), keyAt('20261120T2315', 4)])).toBe(1);
  expect(await record([keyAt('20261120T0010', 3)])).toBe(0);
  expect(await deliveries()).toEqual([
    {
      objects: 4,
      bytes: 400,
      lastAt: new Date('2026-11-20T23:15:00Z'),
      days: [
        ['2026-11-19', 1, 2 ** 23],
        ['2026-11-20', 3, 2 ** 23 + 1],
      ],
    },
  ]);
});

test('a late object of an old day does not move the newest one back', async () => {
  await record([keyAt('20261120T1000')]);
  await record([keyAt('20261001T1000')]);
  expect((await deliveries())[0]?.lastAt).toEqual(new Date('2026-11-20T10:00:00Z'));
});

test('names that tell no time, or an impossible one, are counted without an hour', async () => {
  await record([keyAt('20261120T9999'), keyAt('20261120T1000').replace('_20261120T1000Z_', '_renamed_')]);
  expect(await deliveries()).toMatchObject([{ objects: 2, lastAt: null, days: [['2026-11-20', 2, 0]] }]);
});

test('keys that name no account share one row', async () => {
  const insert = (key: string) =>
    database.ownerPool.query(
      `insert into log_object (source_id, key, etag, size_bytes, kind, log_date) values ($1, $2, 'e', 1, 'CloudTrail', '2026-11-20')`,
      [organisation.sources.prod, key],
    );
  await insert('a');
  await insert('b');
  expect(await deliveries()).toMatchObject([{ objects: 2 }]);
});
