import { afterAll, beforeAll, expect, test } from 'vitest';
import { ZodError } from 'zod';
import { createSource } from '#lib/sources/mutations.ts';
import { findTest } from '#lib/sources/queries/find-test.ts';
import type { NewSourceInput, SourceChangeInput } from '#lib/sources/schema.ts';
import { testChangedSource, testNewSource, testSavedSource } from '#lib/sources/test-record.ts';
import { runTests } from '#lib/sources/test-runner.ts';
import { type OpenOrganisation, openOrganisation } from '#tests/db/people/organisation.ts';

const SECRET = 'a secret that nobody may read back';
/** Nothing listens there: the test ends at once. */
const ENDPOINT = 'http://127.0.0.1:9';
const KEY = { kind: 'access-key', accessKeyId: 'AKIAONE', secretAccessKey: SECRET } as const;
const BUCKET: NewSourceInput = { kind: 's3', bucket: 'acme-logs', endpoint: ENDPOINT, credentials: KEY };

let database: OpenOrganisation['database'];
let prisma: OpenOrganisation['prisma'];
let organisation: OpenOrganisation['organisation'];
let actor: OpenOrganisation['actor'];
let close: OpenOrganisation['close'];

beforeAll(async () => {
  ({ database, prisma, organisation, actor, close } = await openOrganisation());
});
afterAll(() => close());

const inProd = { view: 'prod' };

test('a test waits until a worker makes it, then its steps are there for who asked and for nobody else', async () => {
  const manager = await actor('manager');
  const id = await testNewSource(prisma, manager, inProd, BUCKET);
  expect(await findTest(database.webPool, manager, id)).toMatchObject({
    startedAt: null,
    finishedAt: null,
    steps: [],
  });
  await runTests(database.workerPool);
  const made = await findTest(database.webPool, manager, id);
  expect(made.finishedAt).not.toBeNull();
  expect(made.steps.map(({ name }) => name)).toEqual(made.names);
  expect(made.steps[0]).toMatchObject({ name: 'Endpoint', state: 'failed', code: 'ECONNREFUSED' });
  await expect(findTest(database.webPool, await actor('admin'), id)).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('a typed secret is sealed, unreadable for the web, and gone once a worker has taken it', async () => {
  await testNewSource(prisma, await actor('manager'), inProd, BUCKET);
  await expect(database.webPool.query('select * from source_test_secret')).rejects.toThrow(
    /permission denied/,
  );
  const sealed = await database.ownerPool.query<{ ciphertext: Buffer }>(
    'select ciphertext from source_test_secret',
  );
  expect(sealed.rows).toHaveLength(1);
  expect(sealed.rows[0]?.ciphertext.includes(Buffer.from(SECRET))).toBe(false);
  await runTests(database.workerPool);
  expect((await database.ownerPool.query('select from source_test_secret')).rowCount).toBe(0);
  const { rows } = await database.ownerPool.query('select row_to_json(t)::text as whole from source_test t');
  expect(JSON.stringify(rows)).not.toContain(SECRET);
});

test('who may not save settings may not test them either', async () => {
  const stranger = await actor('ownerBeta');
  const id = organisation.sources.prod ?? 0;
  const change: SourceChangeInput = { credentials: KEY };
  await expect(testNewSource(prisma, stranger, inProd, BUCKET)).rejects.toMatchObject({ code: 'not-found' });
  await expect(testChangedSource(prisma, stranger, id, change)).rejects.toMatchObject({ code: 'not-found' });
  await expect(testSavedSource(prisma, stranger, id)).rejects.toMatchObject({ code: 'not-found' });
  const machine = { ...BUCKET, credentials: { kind: 'default' } } as const;
  await expect(testNewSource(prisma, await actor('manager'), inProd, machine)).rejects.toMatchObject({
    code: 'forbidden',
  });
});

test('the stored secret is not carried to another endpoint by a test', async () => {
  const manager = await actor('manager');
  const { id } = await createSource(prisma, manager, inProd, { ...BUCKET, bucket: 'stored-logs' });
  const kept = { kind: 'access-key', accessKeyId: 'AKIAONE' } as const;
  await expect(
    testChangedSource(prisma, manager, id, { credentials: kept, endpoint: 'http://127.0.0.1:10' }),
  ).rejects.toBeInstanceOf(ZodError);
  await expect(
    testChangedSource(prisma, manager, id, { credentials: kept, endpoint: ENDPOINT }),
  ).resolves.toBeTruthy();
  await expect(testSavedSource(prisma, manager, id)).resolves.toBeTruthy();
  await runTests(database.workerPool);
});

test('one person cannot pile up tests', async () => {
  const manager = await actor('manager');
  for (let count = 0; count < 5; count++) await testNewSource(prisma, manager, inProd, BUCKET);
  await expect(testNewSource(prisma, manager, inProd, BUCKET)).rejects.toMatchObject({
    code: 'too-many-requests',
    retryAfterSeconds: 10,
  });
});
