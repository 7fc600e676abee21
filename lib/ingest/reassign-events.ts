import { normalise } from '#lib/cloudtrail/normalise.ts';
import { ObjectUnreadableError, readObject } from '#lib/cloudtrail/read-object.ts';
import { inTransaction, type Pool, type Queryable } from '#lib/db/pool.ts';

const AT_ONCE = 50;

type KeptObject = { id: string; sourceId: number; accountId: string | null; body: Buffer };
type Found = { accountId: string; at: Date; eventId: string; ordinal: number };

/**
 * Events of one account that source `from` brought first and that stand in kept objects of other sources as well lead to those
 * objects from now on, with the sources' counts. Returns how many.
 */
export async function reassignEvents(pool: Pool, from: number, accountId: string): Promise<number> {
  let moved = 0;
  let after = '0';
  for (;;) {
    const { rows } = await pool.query<KeptObject>(KEPT_OBJECTS, [from, accountId, after]);
    for (const object of rows) moved += await inTransaction(pool, (db) => reassign(db, from, object));
    if (rows.length < AT_ONCE) return moved;
    after = rows.at(-1)?.id ?? after;
  }
}

// Those that brought something of their own: their bytes are here. What was new to nobody has no bytes kept, and is collected again.
const KEPT_OBJECTS = `select o.id, o.source_id as "sourceId", lpad(o.account_id::text, 12, '0') as "accountId", b.body
  from log_object o join log_object_body b on b.object_id = o.id and b.log_date = o.log_date
  where o.source_id <> $1 and o.account_id = $2::bigint and o.duplicate_events > 0 and o.id > $3::bigint
  order by o.id limit ${AT_ONCE}`;

async function reassign(db: Queryable, from: number, object: KeptObject): Promise<number> {
  const events = await eventsIn(object);
  const { rows } = await db.query<{ account_id: string; moved: number; newest: Date }>(
    `with moved as (
       update event e set object_id = $1, ordinal = n.ordinal
       from unnest($2::bigint[], $3::timestamptz[], $4::uuid[], $5::integer[]) as n (account_id, event_time, event_id, ordinal),
         log_object o
       where e.account_id = n.account_id and e.event_time = n.event_time and e.event_id = n.event_id
         and o.id = e.object_id and o.source_id = $6
       returning e.account_id, e.event_time
     )
     select account_id, count(*)::integer as moved, max(event_time) as newest from moved group by account_id`,
    [
      object.id,
      events.map(({ accountId }) => accountId),
      events.map(({ at }) => at),
      events.map(({ eventId }) => eventId),
      events.map(({ ordinal }) => ordinal),
      from,
    ],
  );
  let total = 0;
  for (const { account_id, moved, newest } of rows) {
    total += moved;
    await db.query(
      `insert into source_account as a (source_id, account_id, events, last_event_at) values ($1, $2, $3, $4)
       on conflict (source_id, account_id) do update set events = a.events + excluded.events,
         last_event_at = greatest(a.last_event_at, excluded.last_event_at)`,
      [object.sourceId, account_id, moved, newest],
    );
  }
  if (total === 0) return 0;
  await db.query(
    'update log_object set new_events = new_events + $2, duplicate_events = duplicate_events - $2 where id = $1',
    [object.id, total],
  );
  await db.query(
    `update source_count set new_events = new_events + $2, duplicate_events = duplicate_events - $2,
       last_event_at = greatest(last_event_at, $3) where source_id = $1`,
    [object.sourceId, total, rows.map(({ newest }) => newest).sort((a, b) => b.getTime() - a.getTime())[0]],
  );
  return total;
}

async function eventsIn({ accountId, body }: KeptObject): Promise<Found[]> {
  const events = new Map<string, Found>();
  try {
    for await (const batch of readObject(body)) {
      for (const read of batch) {
        const result =
          'record' in read ? normalise(read.record, { keyAccountId: accountId, now: Date.now() }) : null;
        if (!result || !('event' in result)) continue;
        const { event } = result;
        const found = {
          accountId: event.accountId,
          at: new Date(event.eventTimeMs),
          eventId: event.eventId,
          ordinal: read.ordinal,
        };
        events.set(`${found.accountId} ${event.eventTimeMs} ${found.eventId}`, found);
      }
    }
  } catch (error) {
    // It was put aside as unreadable, and brought nothing.
    if (!(error instanceof ObjectUnreadableError)) throw error;
    return [];
  }
  return [...events.values()];
}
