import type { NormalisedEvent } from '#lib/cloudtrail/event.ts';
import { normalise } from '#lib/cloudtrail/normalise.ts';
import { ObjectUnreadableError, readObject } from '#lib/cloudtrail/read-object.ts';
import { type Connection, inTransaction, type Pool, type Queryable } from '#lib/db/pool.ts';
import { AccountSums, addAccounts } from './source-counts.ts';

const AT_ONCE = 1_000;
/** Of a body; it comes as text of twice the size. */
const PART_BYTES = 1024 * 1024;

type KeptObject = {
  id: string;
  sourceId: number;
  accountId: string | null;
  /** The account whose own source it came from: of others it holds nothing. */
  onlyAccountId: string | null;
  logDate: string;
  bytes: number;
};
type Found = { event: NormalisedEvent; ordinal: number };

/**
 * Events that source `from` brought first and that stand in kept objects of other sources as well lead to those objects from now
 * on, with the sources' counts. Returns how many. In memory is one object at a time.
 */
export async function reassignEvents(pool: Pool, from: number): Promise<number> {
  let moved = 0;
  let after = '0';
  for (;;) {
    const { rows } = await pool.query<{ id: string }>(KEPT_OBJECTS, [from, after]);
    for (const { id } of rows) moved += await reassignObject(pool, from, id);
    if (rows.length < AT_ONCE) return moved;
    after = rows.at(-1)?.id ?? after;
  }
}

// Those that brought something of their own: their bytes are here. What was new to nobody has no bytes kept, and is collected again.
// Of any account, as an object may hold events of several.
const KEPT_OBJECTS = `select o.id from log_object o
  where o.source_id <> $1 and o.duplicate_events > 0 and o.state = 'ingested' and o.id > $2::bigint
    and exists (select from log_object_body b where b.object_id = o.id and b.log_date = o.log_date)
  order by o.id limit ${AT_ONCE}`;

// Not of a source that is being erased too. Its erasure waits for this lock, and the ledger is locked first, as batches do it.
const LOCKED_OBJECT = `select o.id, o.source_id as "sourceId", lpad(o.account_id::text, 12, '0') as "accountId",
    lpad(s.account_id::text, 12, '0') as "onlyAccountId", o.log_date::text as "logDate", octet_length(b.body) as bytes
  from log_object o join source s on s.id = o.source_id
    join log_object_body b on b.object_id = o.id and b.log_date = o.log_date
  where o.id = $1 and o.state = 'ingested' and s.erase_requested_at is null
  for update of o`;

async function reassignObject(pool: Pool, from: number, objectId: string): Promise<number> {
  try {
    return await inTransaction(pool, async (db) => {
      const { rows } = await db.query<KeptObject>(LOCKED_OBJECT, [objectId]);
      return rows[0] ? await reassign(db, from, rows[0]) : 0;
    });
  } catch (error) {
    // It brought its events when more could be read than now: they are found when it is collected again.
    if (error instanceof ObjectUnreadableError) return 0;
    throw error;
  }
}

async function reassign(db: Connection, from: number, object: KeptObject): Promise<number> {
  const sums = new AccountSums();
  let total = 0;
  for await (const events of eventsIn(object, await readBody(db, object))) {
    for (const { account_id, moved, newest } of await moveEvents(db, from, object, events)) {
      sums.add(account_id, moved, newest.getTime());
      total += moved;
    }
  }
  if (total === 0) return 0;
  await db.query(
    'update log_object set new_events = new_events + $2, duplicate_events = duplicate_events - $2 where id = $1',
    [object.id, total],
  );
  await addAccounts(db, object.sourceId, sums);
  await db.query(
    `update source_count set new_events = new_events + $2, duplicate_events = duplicate_events - $2,
       last_event_at = greatest(last_event_at, $3) where source_id = $1`,
    [object.sourceId, total, sums.newest()],
  );
  return total;
}

async function moveEvents(
  db: Queryable,
  from: number,
  object: KeptObject,
  events: readonly Found[],
): Promise<{ account_id: string; moved: number; newest: Date }[]> {
  const { rows } = await db.query<{ account_id: string; moved: number; newest: Date }>(
    `with moved as (
       update event e set object_id = $1, ordinal = n.ordinal
       from unnest($2::bigint[], $3::timestamptz[], $4::uuid[], $5::integer[]) as n (account_id, event_time, event_id, ordinal),
         log_object o
       where e.account_id = n.account_id and e.event_time = n.event_time and e.event_id = n.event_id
         and o.id = e.object_id and o.source_id = $6
       returning e.account_id, e.event_time
     )
     select lpad(account_id::text, 12, '0') as account_id, count(*)::integer as moved, max(event_time) as newest
     from moved group by moved.account_id`,
    [
      object.id,
      events.map(({ event }) => event.accountId),
      events.map(({ event }) => new Date(event.eventTimeMs)),
      events.map(({ event }) => event.eventId),
      events.map(({ ordinal }) => ordinal),
      from,
    ],
  );
  return rows;
}

/** An object's kept bytes, asked for in parts: as one value a large one is longer than a text may be. */
async function readBody(db: Queryable, { id, logDate, bytes }: KeptObject): Promise<Uint8Array> {
  const body = new Uint8Array(bytes);
  for (let start = 0; start < bytes; start += PART_BYTES) {
    const { rows } = await db.query<{ part: Buffer }>(
      `select substring(body from $3 for ${PART_BYTES}) as part from log_object_body where object_id = $1 and log_date = $2`,
      [id, logDate, start + 1],
    );
    if (rows[0]) body.set(rows[0].part, start);
  }
  return body;
}

/** The events of each array of records that the reader has in memory at once. */
async function* eventsIn(object: KeptObject, body: Uint8Array): AsyncGenerator<Found[]> {
  const origin = { keyAccountId: object.accountId, now: Date.now() };
  for await (const batch of readObject(body)) {
    const events: Found[] = [];
    for (const read of batch) {
      const result = 'record' in read ? normalise(read.record, origin) : null;
      if (!result || !('event' in result)) continue;
      const { event } = result;
      const refused = object.onlyAccountId !== null && event.accountId !== object.onlyAccountId;
      if (!refused) events.push({ event, ordinal: read.ordinal });
    }
    yield events;
  }
}
