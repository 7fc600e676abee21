import { z } from 'zod';
import { formatAccountId } from '#lib/accounts/account-id.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { sql } from '#lib/db/sql.ts';

export const OBJECT_STATES = ['pending', 'ingested', 'failed', 'quarantined'] as const;
export type ObjectState = (typeof OBJECT_STATES)[number];

export type ObjectQuery = {
  state?: ObjectState;
  sourceId?: number;
  limit: number;
  /** The id of the last object of the page before. */
  before?: string;
};

const rows = z.array(
  z.object({
    id: z.string(),
    source_id: z.number(),
    key: z.string(),
    state: z.enum(OBJECT_STATES),
    reason: z.string().nullable(),
    attempts: z.number(),
    size_bytes: z.coerce.number(),
    account_id: z.string().nullable(),
    region: z.string(),
    kind: z.string(),
    records: z.number(),
    new_events: z.number(),
    duplicate_events: z.number(),
    quarantined_records: z.number(),
    sha256: z.string().nullable(),
    found_at: z.date(),
    ingested_at: z.date().nullable(),
  }),
);

/** `records = newEvents + duplicateEvents + quarantinedRecords` once it is ingested. `accountId` is null where the key names none. */
export type LogObject = {
  sourceId: number;
  key: string;
  state: ObjectState;
  reason: string | null;
  attempts: number;
  sizeBytes: number;
  accountId: string | null;
  region: string;
  kind: string;
  records: number;
  newEvents: number;
  duplicateEvents: number;
  quarantinedRecords: number;
  sha256: string | null;
  foundAt: string;
  ingestedAt: string | null;
};

export type ObjectPage = { objects: LogObject[]; next: string | null };

/** Objects of the scope's sources as the ledger has them, the last found first. `next` is the cursor of the following page. */
export async function listObjects(db: Queryable, scope: Scope, query: ObjectQuery): Promise<ObjectPage> {
  const { state, sourceId, limit, before } = query;
  const sources = scope.sourceIds.filter((id) => sourceId === undefined || id === sourceId);
  const result = await db.query(
    sql`
      select id, source_id, key, state, reason, attempts, size_bytes, account_id, region, kind, records, new_events,
        duplicate_events, quarantined_records, encode(sha256, 'hex') as sha256, found_at, ingested_at
      from log_object
      where source_id = any(${sources}::int[]) and ${state ? sql`state = ${state}` : sql`true`}
        and ${before ? sql`id < ${before}::bigint` : sql`true`}
      order by id desc
      limit ${limit + 1}::int`.toQuery(),
  );
  const found = rows.parse(result.rows);
  const page = found.slice(0, limit);
  return { objects: page.map(toLogObject), next: found.length > limit ? (page.at(-1)?.id ?? null) : null };
}

function toLogObject(row: z.infer<typeof rows>[number]): LogObject {
  return {
    sourceId: row.source_id,
    key: row.key,
    state: row.state,
    reason: row.reason,
    attempts: row.attempts,
    sizeBytes: row.size_bytes,
    accountId: row.account_id === null ? null : formatAccountId(row.account_id),
    region: row.region,
    kind: row.kind,
    records: row.records,
    newEvents: row.new_events,
    duplicateEvents: row.duplicate_events,
    quarantinedRecords: row.quarantined_records,
    sha256: row.sha256,
    foundAt: row.found_at.toISOString(),
    ingestedAt: row.ingested_at?.toISOString() ?? null,
  };
}
