import { createHash } from 'node:crypto';
import type { Pool } from '#lib/db/pool.ts';

export type DimensionTable =
  | 'region'
  | 'action'
  | 'error'
  | 'user_agent'
  | 'principal'
  | 'session'
  | 'access_key'
  | 'address'
  | 'resource';

/** One row of a dimension, known or about to be inserted (`id` 0). */
export type DimensionEntry = {
  table: DimensionTable | 'none';
  id: number;
  /** '' in the global dimensions. */
  accountId: string;
  values: (string | boolean | null)[];
  dependsOn: DimensionEntry | null;
  sessions: Map<string, DimensionEntry>;
  accessKeys: Map<string, DimensionEntry>;
};

const NO_CHILDREN: Map<string, DimensionEntry> = new Map();

/** Stands for a value that is absent: id 0. */
export const NONE: DimensionEntry = {
  table: 'none',
  id: 0,
  accountId: '',
  values: [],
  dependsOn: null,
  sessions: NO_CHILDREN,
  accessKeys: NO_CHILDREN,
};

export function newEntry(
  table: DimensionTable,
  accountId: string,
  values: DimensionEntry['values'],
  dependsOn: DimensionEntry | null,
): DimensionEntry {
  const owner = table === 'principal';
  return {
    table,
    id: 0,
    accountId,
    values,
    dependsOn,
    sessions: owner ? new Map() : NO_CHILDREN,
    accessKeys: owner ? new Map() : NO_CHILDREN,
  };
}

/** The entry's id; an entry whose insert failed elsewhere has none, and then its batch must start again. */
export function idOf(entry: DimensionEntry): number {
  if (entry.id === 0 && entry !== NONE) throw new UnresolvedDimensionError();
  return entry.id;
}

export class UnresolvedDimensionError extends Error {
  constructor() {
    super('a dimension row that this batch refers to was not stored');
    this.name = 'UnresolvedDimensionError';
  }
}

type Column = { name: string; type: string };
const text = (name: string): Column => ({ name, type: 'text' });

const COLUMNS: Record<DimensionTable, Column[]> = {
  region: [text('name')],
  action: [text('service'), text('event_name'), { name: 'read_only', type: 'boolean' }, text('category')],
  error: [text('code'), text('outcome')],
  user_agent: [text('value')],
  principal: [
    text('identity_type'),
    text('label'),
    text('label_source'),
    text('arn'),
    { name: 'mfa', type: 'boolean' },
  ],
  address: [text('value')],
  resource: [text('value')],
  session: [text('name'), text('arn')],
  access_key: [text('value')],
};

// Principals before what belongs to them.
const ORDER = Object.keys(COLUMNS) as DimensionTable[];

const BY_ACCOUNT: ReadonlySet<DimensionTable> = new Set([
  'principal',
  'session',
  'access_key',
  'address',
  'resource',
]);
const BY_PRINCIPAL: ReadonlySet<DimensionTable> = new Set(['session', 'access_key']);

/** Finds or inserts the rows of `entries` and sets their ids. Committed statement by statement. */
export async function insertEntries(pool: Pool, entries: readonly DimensionEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const byTable = Map.groupBy(entries, (entry) => entry.table);
  for (const table of ORDER) {
    const group = byTable.get(table);
    if (group) await insertTable(pool, table, group);
  }
}

// Looked up before they are inserted, so that a cold cache burns no ids; looked up again for rows that another worker
// inserted in between. Sorted, so that two workers never wait for each other in a circle.
async function insertTable(pool: Pool, table: DimensionTable, entries: DimensionEntry[]): Promise<void> {
  const waiting: Waiting = Map.groupBy(entries, rowHash);
  await select(pool, table, waiting);
  if (waiting.size === 0) return;
  await insert(pool, table, waiting);
  if (waiting.size > 0) await select(pool, table, waiting);
}

type Found = { id: number; hash: string };

/** By row hash; several entries of one value can wait after the cache started afresh. */
type Waiting = Map<string, DimensionEntry[]>;

async function select(pool: Pool, table: DimensionTable, waiting: Waiting): Promise<void> {
  const accounts = BY_ACCOUNT.has(table);
  const rows = [...waiting.entries()];
  const { rows: found } = await pool.query<Found>(
    accounts
      ? `select d.id, d.hash from unnest($1::uuid[], $2::bigint[]) as w (hash, account_id)
         join ${table} d on d.account_id = w.account_id and d.hash = w.hash`
      : `select d.id, d.hash from ${table} d where d.hash = any($1::uuid[])`,
    accounts
      ? [rows.map(([hash]) => hash), rows.map(([, [entry]]) => entry?.accountId)]
      : [rows.map(([hash]) => hash)],
  );
  settle(waiting, found);
}

async function insert(pool: Pool, table: DimensionTable, waiting: Waiting): Promise<void> {
  const columns = insertColumns(table);
  const rows = [...waiting.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  const names = columns.map((column) => column.name).join(', ');
  const { rows: found } = await pool.query<Found>(
    `insert into ${table} (${names}) select * from unnest(${columns.map(({ type }, i) => `$${i + 1}::${type}[]`).join(', ')})
     on conflict do nothing returning id, hash`,
    transpose(
      rows.map(([hash, [entry]]) => rowValues(table, hash, entry as DimensionEntry)),
      columns.length,
    ),
  );
  settle(waiting, found);
}

function insertColumns(table: DimensionTable): Column[] {
  const columns: Column[] = [{ name: 'hash', type: 'uuid' }];
  if (BY_ACCOUNT.has(table)) columns.push({ name: 'account_id', type: 'bigint' });
  if (BY_PRINCIPAL.has(table)) columns.push({ name: 'principal_id', type: 'integer' });
  return [...columns, ...COLUMNS[table]];
}

function rowValues(table: DimensionTable, hash: string, entry: DimensionEntry): unknown[] {
  const values: unknown[] = [hash];
  if (BY_ACCOUNT.has(table)) values.push(entry.accountId);
  if (BY_PRINCIPAL.has(table)) values.push(entry.dependsOn ? idOf(entry.dependsOn) : 0);
  return [...values, ...entry.values];
}

function settle(waiting: Waiting, found: Found[]): void {
  for (const { id, hash } of found) {
    for (const entry of waiting.get(hash) ?? []) entry.id = id;
    waiting.delete(hash);
  }
}

/** 128 bits of SHA-256 over the row's value, as a UUID: the same in every worker, however long the texts. */
function rowHash(entry: DimensionEntry): string {
  const value = [
    entry.table,
    entry.accountId,
    entry.dependsOn ? idOf(entry.dependsOn) : null,
    ...entry.values,
  ];
  const hex = createHash('sha256').update(JSON.stringify(value)).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

function transpose(rows: unknown[][], width: number): unknown[][] {
  return Array.from({ length: width }, (_, column) => rows.map((row) => row[column]));
}
