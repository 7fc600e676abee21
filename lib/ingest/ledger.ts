import { CopyEncoder } from '#lib/db/copy-encoder.ts';
import { copyIn } from '#lib/db/copy-in.ts';
import type { Connection, Queryable } from '#lib/db/pool.ts';
import { weekStart, weekSuffix } from './weeks.ts';

/** An object of the ledger, locked by the transaction that claimed it. */
export type ClaimedObject = {
  id: number;
  key: string;
  sizeBytes: number;
  accountId: string | null;
  /** Midnight UTC of the date in the object's key, in ms. */
  logDateMs: number;
  attempts: number;
  /** Bytes of it are stored already: it is taken anew. */
  kept: boolean;
  /** It stands in the counts of deliveries, from when it was taken before. */
  counted: boolean;
  /** Events that it brought when it was taken before. */
  broughtBefore: number;
};

/** What became of a claimed object. */
export type ObjectOutcome = {
  object: ClaimedObject;
  state: 'ingested' | 'failed' | 'quarantined';
  reason: string | null;
  records: number;
  newEvents: number;
  duplicateEvents: number;
  quarantined: { ordinal: number; reason: string; accountId: string | null }[];
  sha256: Uint8Array | null;
  /** The object's bytes where they are to be kept: it brought an event, or something to look into. */
  body: Uint8Array | null;
};

/** The first page of a claim tells how large the objects are, and so how many to ask for next. */
const FIRST_PAGE = 64;
const LEAST_PAGE = 8;
const LONGEST_WAIT_S = 3600;

/**
 * Locks objects that wait to be taken, newest day first: no more than `maxBytes` and `maxObjects` allow, but one object at least.
 * Those that another worker holds are passed over. None of a source that was paused or removed meanwhile.
 */
export async function claimObjects(
  db: Queryable,
  sourceId: number,
  limits: { maxBytes: number; maxObjects: number },
): Promise<ClaimedObject[]> {
  const claimed: ClaimedObject[] = [];
  let bytes = 0;
  for (;;) {
    const room = limits.maxObjects - claimed.length;
    const expected = (limits.maxBytes - bytes) / (bytes / claimed.length || 1);
    const size =
      claimed.length === 0 ? FIRST_PAGE : Math.max(LEAST_PAGE, Math.ceil(Math.min(room, expected)));
    const limit = Math.min(size, room);
    const page = await claimPage(db, sourceId, claimed.at(-1), limit);
    for (const object of page) {
      // The rest of the page stays locked until this batch commits, and is free again then: memory is what counts.
      if (claimed.length > 0 && bytes + object.sizeBytes > limits.maxBytes) return claimed;
      claimed.push(object);
      bytes += object.sizeBytes;
    }
    if (page.length < limit || claimed.length >= limits.maxObjects) return claimed;
  }
}

async function claimPage(
  db: Queryable,
  sourceId: number,
  after: ClaimedObject | undefined,
  limit: number,
): Promise<ClaimedObject[]> {
  const { rows } = await db.query<{
    id: string;
    key: string;
    size_bytes: string;
    account_id: string | null;
    log_day: string;
    attempts: number;
    kept: boolean;
    counted: boolean;
    new_events: number;
  }>(
    `select id, key, size_bytes, lpad(account_id::text, 12, '0') as account_id, log_date::text as log_day, attempts,
       sha256 is not null as kept, counted or sha256 is not null as counted, new_events
     from log_object
     where source_id = $1 and state in ('pending', 'failed') and (next_attempt_at is null or next_attempt_at <= now())
       and log_date <= $2 and (log_date < $2 or id > $3)
       and exists (select from source where id = $1 and paused_at is null and removed_at is null)
     order by log_date desc, id limit $4 for update skip locked`,
    [
      sourceId,
      after ? new Date(after.logDateMs).toISOString().slice(0, 10) : 'infinity',
      after?.id ?? 0,
      limit,
    ],
  );
  return rows.map((row) => ({
    id: Number(row.id),
    key: row.key,
    sizeBytes: Number(row.size_bytes),
    accountId: row.account_id,
    logDateMs: Date.parse(`${row.log_day}T00:00:00Z`),
    attempts: row.attempts,
    kept: row.kept,
    counted: row.counted,
    broughtBefore: row.new_events,
  }));
}

/** Writes the outcomes of claimed objects: states, counts, quarantined records, kept bytes. */
export async function settleObjects(db: Connection, outcomes: readonly ObjectOutcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  await storeBodies(db, outcomes);
  await storeQuarantined(db, outcomes);
  const column = <T>(value: (outcome: ObjectOutcome) => T) => outcomes.map(value);
  await db.query(
    `update log_object o set state = n.state, reason = n.reason, records = n.records, new_events = o.new_events + n.new_events,
       duplicate_events = n.duplicates, quarantined_records = n.quarantined, sha256 = coalesce(n.sha256, o.sha256),
       attempts = o.attempts + (n.state = 'failed')::int, counted = o.counted or n.state <> 'failed',
       next_attempt_at = case when n.state = 'failed'
         then now() + make_interval(secs => least(${LONGEST_WAIT_S}, 5 * 2 ^ least(o.attempts, 16))) end,
       ingested_at = case when n.state <> 'failed' then now() end
     from unnest($1::bigint[], $2::text[], $3::text[], $4::int[], $5::int[], $6::int[], $7::int[], $8::bytea[])
       as n (id, state, reason, records, new_events, duplicates, quarantined, sha256)
     where o.id = n.id`,
    [
      column(({ object }) => object.id),
      column(({ state }) => state),
      column(({ reason }) => reason),
      column(({ records }) => records),
      column(({ newEvents }) => newEvents),
      column(({ duplicateEvents }) => duplicateEvents),
      column(({ quarantined }) => quarantined.length),
      column(({ sha256 }) => sha256),
    ],
  );
}

async function storeBodies(db: Connection, outcomes: readonly ObjectOutcome[]): Promise<void> {
  const kept = outcomes.filter(({ body }) => body !== null);
  const takenAnew = outcomes.filter(({ object, sha256 }) => object.kept && sha256 !== null);
  await forgetBodies(
    db,
    takenAnew.map(({ object }) => object),
  );
  for (const [week, ofWeek] of Map.groupBy(kept, ({ object }) => weekStart(object.logDateMs))) {
    const rows = new CopyEncoder(ofWeek.reduce((sum, { body }) => sum + (body?.length ?? 0) + 64, 64));
    for (const { object, body } of ofWeek) {
      rows.row(4);
      rows.int8(object.id);
      rows.date(object.logDateMs);
      if (object.accountId === null) rows.null();
      else rows.int8(Number(object.accountId));
      rows.bytes(body as Uint8Array);
    }
    const table = `log_object_body_${weekSuffix(week)}`;
    await copyIn(db, table, ['object_id', 'log_date', 'account_id', 'body'], rows);
  }
}

// Only once the new bytes are there: the store may have lost the object since.
async function forgetBodies(db: Connection, objects: readonly ClaimedObject[]): Promise<void> {
  if (objects.length === 0) return;
  await db.query(
    'delete from log_object_body where object_id = any($1::bigint[]) and log_date = any($2::date[])',
    [
      objects.map(({ id }) => id),
      [...new Set(objects.map(({ logDateMs }) => new Date(logDateMs).toISOString().slice(0, 10)))],
    ],
  );
}

async function storeQuarantined(db: Connection, outcomes: readonly ObjectOutcome[]): Promise<void> {
  const rows = outcomes.flatMap(({ object, quarantined }) =>
    quarantined.map((record) => ({ objectId: object.id, ...record })),
  );
  if (rows.length === 0) return;
  await db.query(
    `insert into quarantined_record (object_id, ordinal, account_id, reason)
     select * from unnest($1::bigint[], $2::int[], $3::bigint[], $4::text[])
     on conflict (object_id, ordinal) do nothing`,
    [
      rows.map(({ objectId }) => objectId),
      rows.map(({ ordinal }) => ordinal),
      rows.map(({ accountId }) => accountId),
      rows.map(({ reason }) => reason),
    ],
  );
}
