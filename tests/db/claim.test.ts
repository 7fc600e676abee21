import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction } from '#lib/db/pool.ts';
import { claimObjects } from '#lib/ingest/ledger.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

const MIB = 1024 * 1024;
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.ownerPool.query(`insert into view (slug, name) values ('all', 'All')`);
  await database.ownerPool.query(
    `insert into source (view_id, kind, directory) values (1, 'directory', '/logs')`,
  );
});
afterAll(() => database.drop());

async function claimedSizes(sizes: number[]): Promise<number[]> {
  await database.ownerPool.query('delete from log_object');
  await database.ownerPool.query(
    `insert into log_object (source_id, key, etag, size_bytes, kind, log_date)
     select 1, 'key ' || place, 'etag', size, 'CloudTrail', '2026-11-20'
     from unnest($1::bigint[]) with ordinality as given (size, place) order by place`,
    [sizes.map((mib) => mib * MIB)],
  );
  return inTransaction(database.workerPool, async (db) => {
    const claimed = await claimObjects(db, 1, { maxBytes: 8 * MIB, maxObjects: 2_000 });
    return claimed.map(({ sizeBytes }) => sizeBytes / MIB);
  });
}

test('a batch holds no more compressed bytes than its bound, however many objects wait', async () => {
  expect(await claimedSizes(Array(600).fill(3))).toEqual([3, 3]);
});

test('an object larger than the bound is a batch of its own', async () => {
  expect(await claimedSizes([60, 60, 1])).toEqual([60]);
  expect(await claimedSizes([1, 60, 1])).toEqual([1]);
});

test('small objects fill a batch over several pages', async () => {
  expect(await claimedSizes(Array(700).fill(0))).toHaveLength(700);
});
