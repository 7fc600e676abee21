import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { type CatalogueTable, readDefinerFunctions, readTables } from './catalogue.ts';
import { EXEMPT, WEB_FUNCTIONS, WEB_VIEWS, WEB_WRITES } from './exemptions.ts';

let database: TestDatabase;
let tables: CatalogueTable[];

beforeAll(async () => {
  database = await createTestDatabase();
  await database.ownerPool.query(`select ensure_week('2026-11-16')`);
  tables = await readTables(database.ownerPool);
});
afterAll(() => database.drop());

const WRITING = ['insert', 'update', 'delete'];
const parents = () => tables.filter((table) => !table.partition);
const names = (some: CatalogueTable[]) => some.map(({ name }) => name);

describe('every table', () => {
  it('has row-level security that holds for its owner too, or stands in the list of exemptions', () => {
    const open = parents().filter(({ enabled, forced }) => !enabled || !forced);
    expect(names(open)).toEqual(Object.keys(EXEMPT).sort());
  });

  it('has policies for named roles only, and one for each role that may touch it', () => {
    for (const { name, policies, web, worker } of parents()) {
      if (name in EXEMPT) continue;
      expect.soft(policies, name).not.toContain('public');
      if (web.length > 0) expect.soft(policies, name).toContain('trailkeep_web');
      if (worker.length > 0) expect.soft(policies, name).toContain('trailkeep_worker');
    }
  });

  it('is written by the web only where the list says so, and truncated by nobody', () => {
    const written = parents().flatMap(({ name, web }) => {
      const rights = web.filter((right) => WRITING.includes(right));
      return rights.length > 0 ? [[name, rights] as const] : [];
    });
    expect(Object.fromEntries(written)).toEqual(WEB_WRITES);
    for (const { name, web, worker } of tables) {
      expect.soft([...web, ...worker], name).not.toContain('truncate');
      expect.soft([...web, ...worker], name).not.toContain('trigger');
    }
  });
});

it('the partitions of every partitioned table are out of the web’s reach altogether', () => {
  const partitions = tables.filter((table) => table.partition);
  expect(partitions.length).toBe(5);
  for (const { name, web } of partitions) expect.soft(web, name).toEqual([]);
});

it('no column of sealed secrets can be read by the web, and bodies of objects neither', async () => {
  const { rows } = await database.ownerPool.query<{ place: string; readable: boolean }>(`
    select c.relname || '.' || a.attname as place, has_column_privilege('trailkeep_web', c.oid, a.attnum, 'select') as readable
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0
      and (a.attname ~ '(ciphertext|sealed|wrapped)' or c.relname ~ '^log_object_body')
    order by 1`);
  expect(rows.filter(({ place }) => place.endsWith('.ciphertext')).length).toBeGreaterThanOrEqual(3);
  // Codes of the second factor are checked by the web itself, under a data key that opens nothing else.
  const readable = rows.filter((row) => row.readable).map(({ place }) => place);
  expect(readable).toEqual(['second_factor.ciphertext']);
});

it('views, which read with their owner’s rights, are those of the list, and the web only reads them', async () => {
  const { rows } = await database.ownerPool.query<{ name: string; rights: string[] }>(`
    select c.relname as name, array(
      select right_of from unnest(array['select', 'insert', 'update', 'delete']) as r (right_of)
      where has_table_privilege('trailkeep_web', c.oid, right_of)
    ) as rights
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('v', 'm') order by 1`);
  expect(rows).toEqual(Object.keys(WEB_VIEWS).map((name) => ({ name, rights: ['select'] })));
});

describe('functions that run with their owner’s rights', () => {
  it('are open to the web only where the list says so, and to everybody nowhere', async () => {
    const functions = await readDefinerFunctions(database.ownerPool);
    expect(functions.filter(({ web }) => web).map(({ name }) => name)).toEqual(
      Object.keys(WEB_FUNCTIONS).sort(),
    );
    for (const { name, everybody, searchPath } of functions)
      expect.soft({ everybody, searchPath }, name).toEqual({ everybody: false, searchPath: true });
  });
});

it('the web cannot become another role, make tables, or look into the schema of the jobs', async () => {
  for (const statement of [
    'set role trailkeep_worker',
    'create table mine (id integer)',
    'select * from pgboss.job',
    'alter table event disable row level security',
    'create policy mine on event to trailkeep_web using (true)',
  ])
    await expect(database.webPool.query(statement), statement).rejects.toMatchObject({ code: '42501' });
  const { rows } = await database.ownerPool.query(
    `select rolname from pg_roles where rolname like 'trailkeep\\_w%' and (rolsuper or rolbypassrls or rolcreaterole)`,
  );
  expect(rows).toEqual([]);
});
