import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findActor } from '#lib/auth/actor.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { resolveReach } from '#lib/auth/resolve-reach.ts';
import { resolveScope } from '#lib/auth/resolve-scope.ts';
import { narrowScope, type Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { readTables } from './catalogue.ts';
import { EXEMPT } from './exemptions.ts';
import { OWNED_BY, seedWorlds, WORLDS, type World } from './two-worlds.ts';

const [FIRST, SECOND] = WORLDS;
/** Of these the web sees the rows of its scope. The others it sees only outside of scoped reads, or not at all. */
const IN_SCOPE = [
  ...[
    'event',
    'activity_hour',
    'activity_day',
    'activity_value',
    'activity_week',
    'principal',
    'session',
    'access_key',
    'address',
    'resource',
  ],
  ...[
    'trail',
    'account_credential',
    'account_secret',
    'source',
    'source_secret',
    'source_folder',
    'source_account',
    'source_count',
  ],
  ...[
    'source_delivery',
    'source_delivery_day',
    'source_progress',
    'source_backfill',
    'log_object',
    'quarantined_record',
  ],
  ...[
    'alert_rule',
    'alert_exclusion',
    'alert_match',
    'finding',
    'finding_history',
    'alert_delivery',
    'alert_seen',
  ],
];

let database: TestDatabase;
let prisma: ReturnType<typeof createPrisma>;
let scope: Scope;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = createPrisma(database.webPool);
  await seedWorlds(database.ownerPool);
  const owner = await findActor(prisma, FIRST.user);
  if (!owner) throw new Error('no owner');
  scope = await resolveScope(owner, 'account', FIRST.account, prisma);
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

/** How many rows of a world the connection sees; null where it may not read the table. */
async function countOf(db: Queryable, table: string, world: World): Promise<number | null> {
  const condition = OWNED_BY[table]?.(world) ?? 'false';
  try {
    const { rows } = await db.query(`select count(*)::int as n from ${table} where ${condition}`);
    return rows[0].n;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '42501') return null;
    throw error;
  }
}

it('a row of each of two worlds lies in every table that is not exempt, so that each is tried below', async () => {
  const tables = (await readTables(database.ownerPool)).filter(
    ({ name, partition }) => !partition && !(name in EXEMPT),
  );
  for (const { name } of tables) {
    for (const world of WORLDS)
      expect.soft(await countOf(database.ownerPool, name, world), `${name} of world ${world.n}`).toBe(1);
  }
  expect(Object.keys(OWNED_BY).sort()).toEqual(tables.map(({ name }) => name));
});

describe.each(Object.keys(OWNED_BY))('%s', (table) => {
  const read = (world: World) => readScope(database.webPool, scope, (db) => countOf(db, table, world));

  it('gives a scope its own rows and no other’s', async () => {
    const seen = [await read(FIRST), await read(SECOND)];
    if (IN_SCOPE.includes(table)) expect(seen).toEqual([1, 0]);
    else
      expect(seen).toBeOneOf([
        [0, 0],
        [null, null],
      ]);
  });

  it('has no row of a scope that the web could change or remove from another', async () => {
    const column = /^(\w+)/.exec(OWNED_BY[table]?.(SECOND) ?? '')?.[1];
    for (const statement of [`delete from ${table}`, `update ${table} set ${column} = ${column}`]) {
      const touched = await tryIn(scope, `${statement} where ${OWNED_BY[table]?.(SECOND)}`);
      expect(touched, statement).toBeOneOf([0, 'refused']);
    }
  });
});

it('who may see everything reads all rows of what Home adds up, and of every other table only those of the list', async () => {
  const all: Scope = { ...scope, everything: true };
  const seen: string[] = [];
  for (const table of Object.keys(OWNED_BY))
    if ((await readScope(database.webPool, all, (db) => countOf(db, table, SECOND))) === 1) seen.push(table);
  expect(seen).toEqual(['activity_value', 'activity_week', 'finding']);
});

it.each(['admin', 'member'] as const)('only an admin’s reach is everything: %s', async (role) => {
  const actor = await findActor(prisma, FIRST.user);
  if (!actor) throw new Error('no owner');
  const reach = await resolveReach({ ...actor, role }, prisma);
  expect(reach.scope.everything).toBe(role === 'admin');
  expect(narrowScope(reach.scope, reach.scope.accountIds).everything).toBe(false);
});

it('the audit log is empty in a scope, by its view too', async () => {
  const lines = async (db: Queryable) => (await db.query('select from audit_log')).rowCount;
  expect(await lines(database.webPool)).toBeGreaterThan(1);
  expect(await readScope(database.webPool, scope, lines)).toBe(0);
});

/** A statement in a transaction that has the scope's settings but may write: rows touched, or `refused`. */
async function tryIn(of: Scope, statement: string): Promise<number | 'refused'> {
  const connection = await database.webPool.connect();
  try {
    await connection.query(
      `begin; set local app.scoped = 'on'; set local app.accounts = '${of.accountIds}'; set local app.sources = '${of.sourceIds}'`,
    );
    return (await connection.query(statement)).rowCount ?? 0;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '42501') return 'refused';
    throw error;
  } finally {
    await connection.query('rollback');
    connection.release();
  }
}

it('a row cannot be written into another scope', async () => {
  for (const statement of [
    `insert into account_credential (account_id, credential_kind) values (${SECOND.account}, 'default')`,
    `insert into source_backfill (source_id, days, from_day, base_day) values (${SECOND.n}, 1, '2026-01-01', '2026-01-02')`,
    `update account_credential set account_id = ${SECOND.account}`,
    `insert into saved_search (account_id, user_id, name, query) values (${SECOND.account}, '${FIRST.user}', 'x', '')`,
    `insert into source (account_id, kind, bucket) values (${FIRST.account}, 's3', 'c')`,
  ])
    expect(await tryIn(scope, statement), statement).toBe('refused');
});

/** No policy holds for a superuser: with one as the user of DATABASE_URL, functions are bounded by what they ask alone. */
async function ownerIsSuperuser(): Promise<boolean> {
  const { rows } = await database.ownerPool.query<{ is: string }>(
    "select current_setting('is_superuser') as is",
  );
  return rows[0]?.is === 'on';
}

describe('a function that runs with the owner’s rights', () => {
  const counted = [
    'event',
    'activity_day',
    'principal',
    'trail',
    'account_secret',
    'source_delivery',
    'source_backfill',
    'saved_search',
  ];

  it.for(counted)(
    'sees no row of %s outside of the scope, even where it forgot to ask for it',
    async (table, { skip }) => {
      skip(await ownerIsSuperuser(), 'the owner is a superuser');
      await database.ownerPool.query(`
      create or replace function forgetful() returns integer language sql security definer as $$
        select count(*)::int from ${table} where ${OWNED_BY[table]?.(SECOND)} $$`);
      const { rows } = await readScope(database.webPool, scope, (db) => db.query('select forgetful() as n'));
      expect(rows[0].n).toBe(0);
    },
  );

  it('hands out no object of another scope', async () => {
    const asked = await readScope(database.webPool, scope, async (db) => ({
      parts: (
        await db.query(
          'select object_body_part(1, 0, 9) as own, object_body_part(2, 0, 9) as other, object_body_bytes(2) as bytes',
        )
      ).rows[0],
      raw: (
        await db.query(
          `select place, body from raw_objects(array[${SECOND.account}, ${FIRST.account}, ${SECOND.account}],
             array_fill('2026-11-20 10:00:00+00'::timestamptz, array[3]), array['${SECOND.user}', '${FIRST.user}', '${FIRST.user}']::uuid[])`,
        )
      ).rows,
      logs: (await db.query('select distinct account_id from delivered_logs()')).rows,
    }));
    expect(asked).toEqual({
      parts: { own: Buffer.from([1]), other: null, bytes: null },
      raw: [{ place: 2, body: Buffer.from([1]) }],
      logs: [{ account_id: FIRST.account }],
    });
    expect(
      await tryIn(
        scope,
        `select retry_objects(2, array['quarantined'], null) where retry_objects(2, array['quarantined'], null) > 0`,
      ),
    ).toBe(0);
    expect(await tryIn(scope, 'select 1 where confirm_accounts(2) > 0')).toBe(0);
  });
});
