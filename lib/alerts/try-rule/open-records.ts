import { z } from 'zod';
import type { NormalisedEvent } from '#lib/cloudtrail/event.ts';
import { asObject } from '#lib/cloudtrail/json-value.ts';
import { normalise } from '#lib/cloudtrail/normalise.ts';
import { ObjectUnreadableError, readObject } from '#lib/cloudtrail/read-object.ts';
import type { RecordReader } from '#lib/cloudtrail/record-reader.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { sql } from '#lib/db/sql.ts';
import { type Subject, subjectOf } from '../subject.ts';

/** An event whose record is wanted. */
export type Wanted = { event: NormalisedEvent; objectId: string; ordinal: number };

/** Log objects that are in memory at once. */
const AT_ONCE = 8;

const bodyRow = z.object({ object_id: z.string(), body: z.instanceof(Uint8Array).nullable() });

/**
 * Events with their records, read from the log objects that they came from, each object once. Those whose object's bytes are not kept
 * any more, or cannot be read, are not given: `missing` is told how many they are.
 */
export async function* openRecords(
  db: Queryable,
  wanted: readonly Wanted[],
  { reader, country }: { reader: RecordReader; country: (address: string) => string },
  missing: (events: number) => void,
): AsyncGenerator<Subject> {
  const objects = [...Map.groupBy(wanted, ({ objectId }) => objectId).values()];
  for (let at = 0; at < objects.length; at += AT_ONCE) {
    const some = objects.slice(at, at + AT_ONCE);
    const bodies = await readBodies(db, some);
    for (const ofObject of some) {
      const body = bodies.get(ofObject[0]?.objectId ?? '');
      const records = body ? await recordsOf(body, ofObject, reader) : new Map<number, object>();
      missing(ofObject.length - records.size);
      for (const { event, ordinal } of ofObject) {
        const record = records.get(ordinal);
        if (record) yield subjectOfRecord(event, record, reader, country);
      }
    }
  }
}

// The bytes belong to whoever may see one of the object's events, so one of the wanted ones asks for them.
async function readBodies(
  db: Queryable,
  objects: readonly (readonly Wanted[])[],
): Promise<Map<string, Uint8Array>> {
  const firsts = objects.flatMap(([first]) => first ?? []);
  const result = await db.query(
    sql`
      select asked.object_id::text, found.body
      from unnest(${firsts.map(({ objectId }) => objectId)}::bigint[], ${firsts.map(({ event }) => event.accountId)}::bigint[],
        ${firsts.map(({ event }) => new Date(event.eventTimeMs).toISOString())}::timestamptz[],
        ${firsts.map(({ event }) => event.eventId)}::uuid[]) as asked (object_id, account_id, event_time, event_id)
      cross join lateral raw_object(asked.account_id, asked.event_time, asked.event_id) found`.toQuery(),
  );
  return new Map(
    z
      .array(bodyRow)
      .parse(result.rows)
      .flatMap(({ object_id: objectId, body }) => (body === null ? [] : [[objectId, body] as const])),
  );
}

async function recordsOf(
  body: Uint8Array,
  wanted: readonly Wanted[],
  reader: RecordReader,
): Promise<Map<number, object>> {
  const ordinals = new Set(wanted.map(({ ordinal }) => ordinal));
  const records = new Map<number, object>();
  try {
    for await (const batch of readObject(body, { reader }))
      for (const read of batch) {
        const record = 'record' in read && ordinals.has(read.ordinal) ? asObject(read.record) : null;
        if (record !== null) records.set(read.ordinal, record);
      }
  } catch (error) {
    if (!(error instanceof ObjectUnreadableError)) throw error;
  }
  return records;
}

// The event as the collector had it; the stored one where the record makes none today.
function subjectOfRecord(
  stored: NormalisedEvent,
  record: object,
  reader: RecordReader,
  country: (address: string) => string,
): Subject {
  const origin = {
    keyAccountId: stored.accountId,
    now: Number.MAX_SAFE_INTEGER,
    derived: reader.derived,
  };
  const result = normalise(record, origin);
  const event = 'event' in result ? result.event : stored;
  return subjectOf(event, record, { text: () => reader.textOf(record), country });
}
