import { addAccount } from '#lib/accounts/mutations.ts';
import type { Actor } from '#lib/auth/actor.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { resolveScope } from '#lib/auth/resolve-scope.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { createSource } from '#lib/sources/mutations.ts';
import { createView } from '#lib/views/mutations.ts';
import type { PrismaClient } from '#prisma/client.ts';
import type { TestDatabase } from '#tests/setup/database.ts';

/** The organisation's management account, two members of the view, and one outside of it. */
export const MANAGEMENT = '100000000001';
export const ONE = '011111111111';
export const TWO = '222222222222';
export const OUTSIDE = '333333333333';
export const ORGANISATION_TRAIL = `arn:aws:cloudtrail:eu-central-1:${MANAGEMENT}:trail/organisation`;

export const ADMIN: Actor = {
  userId: '00000000-0000-4000-8000-000000000001',
  name: 'Admin',
  email: 'admin@example.com',
  role: 'admin',
  grants: [],
};

export type TrailWorld = {
  db: PrismaClient;
  sourceId: number;
  /** A view or account as the admin sees it. */
  scope(kind: 'view' | 'account', id: string): Promise<Scope>;
  /** Asks as the web does, under row-level security. */
  read<T>(kind: 'view' | 'account', id: string, ask: (db: Queryable, scope: Scope) => Promise<T>): Promise<T>;
};

/** A view `prod` with the bucket `audit` and three accounts; an account outside of it. */
export async function makeTrailWorld(database: TestDatabase): Promise<TrailWorld> {
  process.env.TRAILKEEP_SECRET_KEY = database.secretKey;
  const db = createPrisma(database.webPool);
  await createView(db, 'system', { name: 'Prod' });
  for (const [id, view] of [
    [MANAGEMENT, 'prod'],
    [ONE, 'prod'],
    [TWO, 'prod'],
    [OUTSIDE, undefined],
  ] as const)
    await addAccount(db, 'system', { id, name: `Account ${id[0]}`, view });
  const credentials = { kind: 'access-key', accessKeyId: 'AKIATEST', secretAccessKey: 'secret' } as const;
  const source = await createSource(
    db,
    'system',
    { view: 'prod' },
    { kind: 's3', bucket: 'audit', credentials },
  );
  const scope = (kind: 'view' | 'account', id: string) => resolveScope(ADMIN, kind, id, db);
  return {
    db,
    sourceId: source.id,
    scope,
    read: async (kind, id, ask) => {
      const found = await scope(kind, id);
      return readScope(database.webPool, found, (connection) => ask(connection, found));
    },
  };
}

/** A folder of logs as discovery notes it. `root` stands before the account, e.g. `AWSLogs/o-acme1/`. */
export async function addFolder(
  database: TestDatabase,
  sourceId: number,
  folder: { root: string; accountId: string; region: string; lastEventAt?: string },
): Promise<void> {
  const { root, accountId, region } = folder;
  await database.workerPool.query(
    `insert into source_folder (source_id, prefix, account_id, kind, region) values ($1, $2, $3, 'CloudTrail', $4)`,
    [sourceId, `${root}${accountId}/CloudTrail/${region}/`, accountId, region],
  );
  await database.workerPool.query(
    `insert into source_account (source_id, account_id, last_event_at) values ($1, $2, $3)
     on conflict (source_id, account_id) do update set last_event_at = excluded.last_event_at`,
    [sourceId, accountId, folder.lastEventAt ?? null],
  );
}

/** A trail as an account's credentials showed it; the account gets credentials if it has none. */
export async function addTrail(
  database: TestDatabase,
  trail: {
    seenBy: string;
    arn: string;
    bucket?: string;
    keyPrefix?: string;
    organization?: boolean;
    logging?: boolean | null;
    askedAt?: string;
  },
): Promise<void> {
  await database.ownerPool.query(
    `insert into account_credential (account_id, credential_kind) values ($1, 'default') on conflict do nothing`,
    [trail.seenBy],
  );
  await database.workerPool.query(
    `insert into trail (account_id, arn, name, home_region, bucket, key_prefix, global_events, multi_region, organization,
       log_validation, insights, logging, asked_at)
     values ($1, $2, $3, 'eu-central-1', $4, $5, true, true, $6, true, false, $7, $8)`,
    [
      trail.seenBy,
      trail.arn,
      trail.arn.split('/').at(-1),
      trail.bucket ?? 'audit',
      trail.keyPrefix ?? '',
      trail.organization ?? false,
      trail.logging === undefined ? true : trail.logging,
      trail.askedAt ?? '2026-11-20T10:00:00Z',
    ],
  );
}
