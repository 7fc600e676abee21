import { afterAll, beforeAll, expect, test } from 'vitest';
import { findActor } from '#lib/auth/actor.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { resolveReach } from '#lib/auth/resolve-reach.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { parseListParams } from '#lib/lists/list-params.ts';
import { LOG_SOURCE_LIST, type LogSource, toLogSourcePage } from '#lib/sources/log-sources.ts';
import { listLogSources } from '#lib/sources/queries/list-log-sources.ts';
import { listSourceReach } from '#lib/sources/queries/list-source-reach.ts';
import { ACCOUNTS, type Organisation, seedOrganisation } from '#tests/db/people/organisation.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { rowsRead } from '#tests/setup/rows-read.ts';

const NOW = new Date('2026-11-20T12:00:00Z');
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

async function sourcesOf(
  role: keyof Organisation['people'],
  accountPart: string | null = null,
): Promise<LogSource[]> {
  const actor = await findActor(prisma, organisation.people[role]);
  if (!actor) throw new Error(`no actor ${role}`);
  const { scope } = await resolveReach(actor, prisma);
  return readScope(database.webPool, scope, (db) => listLogSources(db, scope, { accountPart }, NOW));
}
const namesOf = async (...question: Parameters<typeof sourcesOf>) =>
  (await sourcesOf(...question)).map(({ name }) => name).sort();

test('each person sees the sources of what they manage or own, and of nothing else', async () => {
  expect(await namesOf('admin')).toEqual(['alpha-logs', 'prod-logs']);
  expect(await namesOf('manager')).toEqual(['prod-logs']);
  expect(await namesOf('ownerAlpha')).toEqual(['alpha-logs']);
  for (const role of ['viewViewer', 'accountViewer', 'ownerBeta', 'stranger'] as const)
    expect(await namesOf(role), role).toEqual([]);
});

test('a source says whose it is, and a removed one is gone', async () => {
  const [source] = await sourcesOf('ownerAlpha');
  expect(source).toMatchObject({
    kind: 's3',
    owner: { kind: 'account', id: ACCOUNTS.alpha, name: 'Alpha' },
    compatible: false,
    notified: false,
    lagMs: null,
  });
  await database.ownerPool.query('update source set removed_at = now() where id = $1', [
    organisation.sources.alpha,
  ]);
  expect(await namesOf('admin')).toEqual(['prod-logs']);
  await database.ownerPool.query('update source set removed_at = null where id = $1', [
    organisation.sources.alpha,
  ]);
});

test('a part of an account number finds the source in which that account was found', async () => {
  const asked = async (part: string) =>
    (await sourcesOf('admin', part)).filter(({ holdsAsked }) => holdsAsked).map(({ name }) => name);
  expect(await asked('44444')).toEqual(['prod-logs']);
  expect(await asked('999')).toEqual([]);
});

test('accounts and regions of a page of sources are those that delivered', async () => {
  await database.ownerPool.query(
    `insert into source_delivery (source_id, account_id, region, kind, objects, size_bytes)
     values ($1, 12345678901, 'us-east-1', 'CloudTrail', 1, 1), ($1, 222222222222, 'us-east-1', 'CloudTrail', 1, 1),
       ($1, 222222222222, 'eu-west-1', 'CloudTrail', 1, 1)`,
    [organisation.sources.alpha],
  );
  const actor = await findActor(prisma, organisation.people.ownerAlpha);
  if (!actor) throw new Error('no actor');
  const { scope } = await resolveReach(actor, prisma);
  const { alpha = 0, prod = 0 } = organisation.sources;
  const reach = await readScope(database.webPool, scope, (db) => listSourceReach(db, scope, [alpha, prod]));
  expect([...reach]).toEqual([
    [alpha, { accounts: [ACCOUNTS.alpha, ACCOUNTS.beta], regions: ['eu-west-1', 'us-east-1'] }],
  ]);
});

test('a page of two thousand sources reads none of the objects that are taken, and each source once', async () => {
  await database.ownerPool.query(
    `with added as (
       insert into source (view_id, kind, bucket, last_listed_at, surveyed_at)
       select view_id, 's3', 'bucket-' || lpad(n::text, 4, '0'), now(), now()
       from source, generate_series(1, 2000) n where id = $1
       returning id
     )
     insert into log_object (source_id, key, etag, size_bytes, account_id, region, kind, log_date, state)
     select id, n::text, 'e', 1, n, 'eu-west-1', 'CloudTrail', '2026-11-20', 'ingested' from added, generate_series(1, 20) n`,
    [organisation.sources.prod],
  );
  await database.ownerPool.query('analyze');
  const actor = await findActor(prisma, organisation.people.manager);
  if (!actor) throw new Error('no actor');
  const { scope } = await resolveReach(actor, prisma);
  const list = (db: Queryable) => listLogSources(db, scope, { accountPart: '111' }, NOW);
  const read = (table: string) => readScope(database.webPool, scope, (db) => rowsRead(db, table, list));
  expect(await read('log_object')).toBeLessThanOrEqual(1);
  expect(await read('source')).toBeLessThanOrEqual(2_002);
  const all = await sourcesOf('manager', '111');
  const page = toLogSourcePage(
    all,
    parseListParams(LOG_SOURCE_LIST, { q: 'bucket-19', sort: 'name', page: '2' }),
  );
  expect(page).toMatchObject({ total: 100, page: 2, pages: 2 });
  expect(page.rows[0]?.name).toBe('bucket-1950');
});
