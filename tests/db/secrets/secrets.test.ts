import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '#lib/db/pool.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { sealSecret } from '#lib/db/secret-box.ts';
import { encryptSecret } from '#lib/secrets/encrypt-secret.ts';
import { readSecret } from '#lib/secrets/read-secret.ts';
import { rotateSecrets } from '#lib/secrets/rotate-secrets.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { ACCOUNT, enterSecret, enterSecrets } from './secret-rows.ts';

let database: TestDatabase;
let web: PrismaClient;
let sourceIds: number[];

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.TRAILKEEP_SECRET_KEY = database.secretKey;
  web = createPrisma(database.webPool);
  sourceIds = await enterSecrets(database.ownerPool, web, 3);
});
afterAll(async () => {
  await web.$disconnect();
  await database.drop();
});

async function rotate() {
  const owner = await connect(database.ownerPool);
  try {
    return await rotateSecrets(owner);
  } finally {
    owner.release();
  }
}

async function opened(): Promise<(string | null)[]> {
  return Promise.all([
    ...sourceIds.map((id) => readSecret(database.workerPool, 'source', id)),
    readSecret(database.workerPool, 'account', ACCOUNT),
  ]);
}

const expected = () => [...sourceIds.map((_, n) => `secret of source ${n + 1}`), 'secret of the account'];

async function keysInUse(): Promise<number[]> {
  const { rows } = await database.ownerPool.query<{ id: number }>(
    `select distinct data_key_of(ciphertext) as id from
       (select ciphertext from source_secret union all select ciphertext from account_secret) all_of_them order by 1`,
  );
  return rows.map(({ id }) => id);
}

test('what the portal encrypts the worker decrypts, and nothing of it can be read in the database', async () => {
  expect(await opened()).toEqual(expected());
  const { rows } = await database.ownerPool.query(
    `select count(*)::int as n from source_secret where position('secret of' in encode(ciphertext, 'escape')) > 0`,
  );
  expect(rows[0].n).toBe(0);
});

test('the web has the public halves alone, and no way to the private ones of the worker', async () => {
  for (const statement of [
    'select * from data_key',
    'select wrapped_private_key from data_key',
    'select ciphertext from source_secret',
    `insert into data_key (opener, public_key, wrapped_private_key, wrapped_by) values ('worker', '\\x00', '\\x00', 'me')`,
    'update data_key set retired_at = now()',
    'delete from data_key',
  ])
    await expect(database.webPool.query(statement), statement).rejects.toMatchObject({ code: '42501' });
  const { rows } = await database.webPool.query(
    `select k.id from generate_series(1, 20) n, web_data_key(n) k`,
  );
  const own = await database.ownerPool.query(`select id from data_key where opener = 'web'`);
  expect(rows).toEqual(own.rows);
  await expect(readSecret(database.webPool, 'source', sourceIds[0] ?? 0)).rejects.toMatchObject({
    code: '42501',
  });
});

test('the worker writes no data keys and takes none away', async () => {
  for (const statement of ['update data_key set retired_at = now()', 'delete from data_key'])
    await expect(database.workerPool.query(statement)).rejects.toMatchObject({ code: '42501' });
});

test('a ciphertext that is copied to another row does not open there, and the error says what to do', async () => {
  const [first, second] = sourceIds;
  const before = await database.ownerPool.query('select ciphertext from source_secret where source_id = $1', [
    second,
  ]);
  await database.ownerPool.query(
    `update source_secret set ciphertext = (select ciphertext from source_secret where source_id = $1) where source_id = $2`,
    [first, second],
  );
  await expect(readSecret(database.workerPool, 'source', second ?? 0)).rejects.toMatchObject({
    code: 'configuration',
    hint: expect.stringContaining('Enter the secret anew'),
  });
  const { ciphertext } = before.rows[0];
  await database.ownerPool.query('update source_secret set ciphertext = $2 where source_id = $1', [
    second,
    ciphertext,
  ]);
});

test('secrets of before there were data keys open, and a rotation brings them under one', async () => {
  const [first = 0] = sourceIds;
  const old = sealSecret(`source ${first}`, 'secret of source 1', database.secretKey);
  await database.ownerPool.query('update source_secret set ciphertext = $2 where source_id = $1', [
    first,
    old,
  ]);
  expect(await opened()).toEqual(expected());
  const rotation = await rotate();
  expect(rotation).toMatchObject({ secrets: 4, failed: [] });
  expect(await opened()).toEqual(expected());
  expect(await keysInUse()).toHaveLength(1);
});

test('after a rotation everything is under new keys, the old ones are gone, and new secrets take the new ones', async () => {
  const [before] = await keysInUse();
  const rotation = await rotate();
  expect(rotation).toEqual({ secrets: 4, keysRemoved: 2, failed: [] });
  const [after] = await keysInUse();
  expect(after).not.toBe(before);
  sourceIds.push(await enterSecret(web, 4));
  expect(await keysInUse()).toEqual([after]);
  expect(await opened()).toEqual(expected());
  const { rows } = await database.ownerPool.query('select opener from data_key order by opener');
  expect(rows).toEqual([{ opener: 'web' }, { opener: 'worker' }]);
});

test('a rotation waits for a secret that is being stored, and finds it', async () => {
  let rotation: ReturnType<typeof rotate> | undefined;
  const { id } = await web.$transaction(async (tx) => {
    const source = await tx.source.create({
      data: { accountId: BigInt(ACCOUNT), kind: 's3', bucket: 'late' },
    });
    const sealed = await encryptSecret(tx, 'source', String(source.id), 'secret of source 5');
    rotation = rotate();
    // Long enough for the rotation to get as far as it can.
    await new Promise((resolve) => setTimeout(resolve, 300));
    await tx.$executeRaw`insert into source_secret (source_id, ciphertext) values (${source.id}, ${sealed})`;
    return source;
  });
  sourceIds.push(id);
  expect(await rotation).toEqual({ secrets: 6, keysRemoved: 2, failed: [] });
  expect(await opened()).toEqual(expected());
});

test('secrets are read and stored all the while rotations run', async () => {
  let turning = true;
  const reading = (async () => {
    while (turning) expect(await opened()).toEqual(expected());
  })();
  const writing = (async () => {
    while (turning)
      await web.$transaction(async (tx) => {
        const [first = 0] = sourceIds;
        const sealed = await encryptSecret(tx, 'source', String(first), 'secret of source 1');
        await tx.$executeRaw`update source_secret set ciphertext = ${sealed} where source_id = ${first}`;
      });
  })();
  for (let turn = 0; turn < 15; turn++) expect((await rotate()).failed).toEqual([]);
  turning = false;
  await Promise.all([reading, writing]);
  expect(await keysInUse()).toHaveLength(1);
});

test('one that does not open is left as it is, with its key, and said; the others are rotated', async () => {
  const [first, second] = sourceIds;
  await database.ownerPool.query(
    `update source_secret set ciphertext = (select ciphertext from source_secret where source_id = $1) where source_id = $2`,
    [first, second],
  );
  const rotation = await rotate();
  expect(rotation).toMatchObject({ secrets: 5, failed: [{ secret: `source ${second}` }] });
  expect(await keysInUse()).toHaveLength(2);
});

test('two rotations do not run at once', async () => {
  const other = await connect(database.ownerPool);
  await other.query(`select pg_advisory_lock(hashtext('trailkeep.rotate'))`);
  await expect(rotate()).rejects.toMatchObject({ code: 'conflict' });
  await other.query(`select pg_advisory_unlock(hashtext('trailkeep.rotate'))`);
  other.release();
});
