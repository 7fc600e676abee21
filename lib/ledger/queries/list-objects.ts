import { z } from 'zod';
import { formatAccountId } from '#lib/accounts/account-id.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { joinSql, type Sql, sql } from '#lib/db/sql.ts';
import {
  decodeObjectCursor,
  encodeObjectCursor,
  type ObjectOrder,
  type ObjectPosition,
} from '../object-cursor.ts';
import { type LogObject, OBJECT_STATES, type ObjectPage, type ObjectState } from '../schema.ts';

export type ObjectQuery = {
  state?: ObjectState;
  /** Only objects of which some records could not be read. */
  partlyRead?: boolean;
  sourceId?: number;
  /** Only keys that begin so. */
  prefix?: string;
  order: ObjectOrder;
  limit: number;
  /** The `next` of the page before, in the same order. */
  cursor?: string;
};

const time = z
  .date()
  .nullable()
  .transform((date) => date?.toISOString() ?? null);
const row = z
  .object({
    id: z.string(),
    sourceId: z.number(),
    key: z.string(),
    etag: z.string(),
    state: z.enum(OBJECT_STATES),
    reason: z.string().nullable(),
    attempts: z.number(),
    nextAttemptAt: time,
    sizeBytes: z.coerce.number(),
    accountId: z
      .string()
      .nullable()
      .transform((id) => (id === null ? null : formatAccountId(id))),
    region: z.string(),
    kind: z.string(),
    records: z.number(),
    newEvents: z.number(),
    duplicateEvents: z.number(),
    quarantinedRecords: z.number(),
    sha256: z.string().nullable(),
    foundAt: z.date().transform((date) => date.toISOString()),
    ingestedAt: time,
    logDate: z.string(),
  })
  .transform((object) => ({ ...object, kept: isKept(object) }));

/** Objects of the scope's sources as the ledger has them, page by page along an index. Throws `bad-request` for a foreign cursor. */
export async function listObjects(db: Queryable, scope: Scope, query: ObjectQuery): Promise<ObjectPage> {
  const { order, limit, cursor } = query;
  const after = cursor === undefined ? null : decodeObjectCursor(cursor, order);
  const result = await db.query(
    sql`
      select id, source_id as "sourceId", key, etag, state, reason, attempts, next_attempt_at as "nextAttemptAt",
        size_bytes as "sizeBytes", account_id as "accountId", region, kind, records, new_events as "newEvents",
        duplicate_events as "duplicateEvents", quarantined_records as "quarantinedRecords",
        encode(sha256, 'hex') as sha256, found_at as "foundAt", ingested_at as "ingestedAt", log_date::text as "logDate"
      from log_object
      where ${joinSql([...conditions(scope, query), ...(after ? [afterPosition(after)] : [])], sql` and `)}
      order by ${ORDERS[order]}
      limit ${limit + 1}::int`.toQuery(),
  );
  const found = z.array(row).parse(result.rows);
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  return {
    objects: page.map(({ logDate: _, ...object }): LogObject => object),
    next: last ? encodeObjectCursor({ ...last, order }) : null,
  };
}

const ORDERS: Record<ObjectOrder, Sql> = {
  found: sql`id desc`,
  key: sql`source_id, key, id`,
  turn: sql`log_date desc, id`,
};

function conditions(scope: Scope, { state, partlyRead, sourceId, prefix }: ObjectQuery): Sql[] {
  const sources = scope.sourceIds.filter((id) => sourceId === undefined || id === sourceId);
  // One source as a plain value: the index then gives its order too.
  const [only] = sources;
  const found = [
    sources.length === 1 && only ? sql`source_id = ${only}` : sql`source_id = any(${sources}::int[])`,
  ];
  if (state) found.push(STATES[state]);
  if (partlyRead) found.push(sql`quarantined_records > 0`);
  if (prefix) found.push(sql`key ^@ ${prefix}`);
  return found;
}

// Written out: a bound value would hide from the planner that the partial indexes answer for it.
const STATES: Record<ObjectState, Sql> = {
  pending: sql`state = 'pending'`,
  ingested: sql`state = 'ingested'`,
  failed: sql`state = 'failed'`,
  quarantined: sql`state = 'quarantined'`,
};

function afterPosition(at: ObjectPosition): Sql {
  if (at.order === 'found') return sql`id < ${at.id}::bigint`;
  if (at.order === 'key')
    return sql`(source_id, key, id) > (${at.sourceId}::int, ${at.key}, ${at.id}::bigint)`;
  return sql`(log_date < ${at.logDate}::date or (log_date = ${at.logDate}::date and id > ${at.id}::bigint))`;
}

// The batch keeps what brought an event, and what somebody may want to look into; what it could not fetch it cannot keep.
function isKept(object: {
  state: ObjectState;
  sha256: string | null;
  newEvents: number;
  quarantinedRecords: number;
}) {
  if (object.sha256 === null) return false;
  return object.state !== 'ingested' || object.newEvents + object.quarantinedRecords > 0;
}
