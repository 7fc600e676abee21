import { gunzipSync, gzipSync } from 'node:zlib';
import { findActor } from '#lib/auth/actor.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { resolveScope } from '#lib/auth/resolve-scope.ts';
import type { Scope, ScopeKind } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { findObjectDownload, readObjectParts } from '#lib/ledger/object-download.ts';
import { type Organisation, seedOrganisation } from '#tests/db/people/organisation.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

export type Role = keyof Organisation['people'];

export type LedgerOfTest = {
  database: TestDatabase;
  prisma: ReturnType<typeof createPrisma>;
  /** The source of the view `prod`, and that of account alpha. */
  prod: number;
  alpha: number;
  actor: (role: Role) => Promise<NonNullable<Awaited<ReturnType<typeof findActor>>>>;
  /** Runs a question as that person in that scope. */
  ask: <T>(
    role: Role,
    kind: ScopeKind,
    id: string,
    work: (db: Queryable, scope: Scope) => Promise<T>,
  ) => Promise<T>;
  add: (object: NewObject) => Promise<string>;
  /** The text of an object, downloaded as that person in that scope. */
  download: (role: Role, kind: ScopeKind, id: string, objectId: string) => Promise<string>;
  close: () => Promise<void>;
};

export type NewObject = {
  key: string;
  sourceId?: number;
  state?: string;
  reason?: string;
  day?: string;
  region?: string;
  accountId?: string;
  /** Kept with its SHA-256. */
  text?: string;
  unread?: { ordinal: number; reason: string }[];
};

/** The organisation of the other tests with an empty ledger. */
export async function openLedger(): Promise<LedgerOfTest> {
  const database = await createTestDatabase();
  const prisma = createPrisma(database.webPool);
  const { people, sources } = await seedOrganisation(database, prisma);
  const { prod = 0, alpha = 0 } = sources;
  await database.ownerPool.query('truncate log_object, source_delivery cascade');
  const actor = async (role: Role) => {
    const found = await findActor(prisma, people[role]);
    if (!found) throw new Error(`no actor ${role}`);
    return found;
  };
  const ask: LedgerOfTest['ask'] = async (role, kind, id, work) => {
    const scope = await resolveScope(await actor(role), kind, id, prisma);
    return readScope(database.webPool, scope, (db) => work(db, scope));
  };
  return {
    database,
    prisma,
    prod,
    alpha,
    actor,
    ask,
    download: async (role, kind, id, objectId) => {
      const { sizeBytes } = await ask(role, kind, id, (db, scope) => findObjectDownload(db, scope, objectId));
      const parts: Uint8Array[] = [];
      for await (const part of readObjectParts((work) => ask(role, kind, id, work), objectId, sizeBytes ?? 0))
        parts.push(part);
      return gunzipSync(Buffer.concat(parts)).toString();
    },
    add: (object) => addObject(database, { sourceId: prod, ...object }),
    close: async () => {
      await prisma.$disconnect();
      await database.drop();
    },
  };
}

async function addObject(database: TestDatabase, object: NewObject): Promise<string> {
  const {
    key,
    sourceId,
    state = 'pending',
    reason = null,
    day = '2026-11-20',
    region = 'eu-central-1',
  } = object;
  const unread = object.unread ?? [];
  const { rows } = await database.ownerPool.query<{ id: string }>(
    `insert into log_object (source_id, key, etag, size_bytes, account_id, region, kind, log_date, state, reason, sha256,
       quarantined_records, ingested_at)
     values ($1, $2, 'e', 10, $3, $4, 'CloudTrail', $5, $6, $7, sha256($8), $9, case when $6 in ('ingested', 'quarantined') then now() end)
     returning id`,
    [sourceId, key, object.accountId ?? null, region, day, state, reason, object.text ?? null, unread.length],
  );
  const id = rows[0]?.id ?? '';
  if (object.text !== undefined) await storeBody(database, id, day, object.text);
  for (const { ordinal, reason: why } of unread)
    await database.ownerPool.query(
      'insert into quarantined_record (object_id, ordinal, reason) values ($1, $2, $3)',
      [id, ordinal, why],
    );
  return id;
}

async function storeBody(database: TestDatabase, id: string, day: string, text: string): Promise<void> {
  await database.ownerPool.query(`select ensure_week(date_trunc('week', $1::date)::date)`, [day]);
  await database.ownerPool.query(
    'insert into log_object_body (object_id, log_date, body) values ($1, $2, $3)',
    [id, day, gzipSync(text)],
  );
}
