import { z } from 'zod';
import type { NormalisedEvent } from '#lib/cloudtrail/event.ts';
import { asObject } from '#lib/cloudtrail/json-value.ts';
import { normalise } from '#lib/cloudtrail/normalise.ts';
import { ObjectUnreadableError, readObject } from '#lib/cloudtrail/read-object.ts';
import type { RecordReader } from '#lib/cloudtrail/record-reader.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { sql } from '#lib/db/sql.ts';
import { type Subject, subjectOf } from '../subject.ts';
import type { Country } from './dimensions.ts';

/** An event whose record is wanted. */
export type Wanted = {
  event: Pick<NormalisedEvent, 'accountId' | 'eventTimeMs' | 'eventId'>;
  objectId: string;
  ordinal: number;
};

/** Log objects that are in memory at once: so many, or as many as are so large together, and one in any case. */
const AT_ONCE = { objects: 50, bytes: 16 << 20 };

const bodyRow = z.object({
  object_id: z.string(),
  body: z.instanceof(Uint8Array).nullable(),
  /** Too large beside those before it. */
  later: z.boolean(),
});
type BodyRow = z.infer<typeof bodyRow>;

/**
 * Events with their records, read from the log objects that they came from, each object once. Those whose object's bytes are not kept
 * any more, or cannot be read, are not given: `missing` is told how many they are.
 */
export async function* openRecords(
  db: Queryable,
  wanted: readonly Wanted[],
  { reader, country, atOnce = AT_ONCE }: { reader: RecordReader; country: Country; atOnce?: typeof AT_ONCE },
  missing: (events: number) => void,
): AsyncGenerator<Subject> {
  const objects = [...Map.groupBy(wanted, ({ objectId }) => objectId)];
  for (let at = 0; at < objects.length; ) {
    const asked = objects.slice(at, at + atOnce.objects);
    const found = await readBodies(db, asked, atOnce);
    const cut = asked.findIndex(([objectId]) => found.get(objectId)?.later);
    const ready = cut === -1 ? asked : asked.slice(0, cut);
    for (const [objectId, ofObject] of ready) {
      const body = found.get(objectId)?.body;
      const subjects = body ? await subjectsOf(body, ofObject, reader, country) : [];
      missing(ofObject.length - subjects.length);
      yield* subjects;
    }
    at += ready.length;
  }
}

// The bytes belong to whoever may see one of the object's events, so one of the wanted ones asks for them.
async function readBodies(
  db: Queryable,
  objects: readonly (readonly [string, readonly Wanted[]])[],
  { bytes }: typeof AT_ONCE,
): Promise<Map<string, BodyRow>> {
  const firsts = objects.flatMap(([, [first]]) => first ?? []);
  const result = await db.query(
    sql`
      select object_id, later, case when not later then body end as body
      from (
        select asked.object_id::text, found.body,
          asked.place > 1 and coalesce(sum(octet_length(found.body)) over (order by asked.place), 0) > ${bytes}::int as later
        from unnest(${firsts.map(({ objectId }) => objectId)}::bigint[], ${firsts.map(({ event }) => event.accountId)}::bigint[],
          ${firsts.map(({ event }) => new Date(event.eventTimeMs).toISOString())}::timestamptz[],
          ${firsts.map(({ event }) => event.eventId)}::uuid[])
          with ordinality as asked (object_id, account_id, event_time, event_id, place)
        cross join lateral raw_object(asked.account_id, asked.event_time, asked.event_id) found
      ) sized`.toQuery(),
  );
  return new Map(
    z
      .array(bodyRow)
      .parse(result.rows)
      .map((row) => [row.object_id, row]),
  );
}

async function subjectsOf(
  body: Uint8Array,
  wanted: readonly Wanted[],
  reader: RecordReader,
  country: Country,
): Promise<Subject[]> {
  const byOrdinal = new Map(wanted.map((one) => [one.ordinal, one]));
  const subjects: Subject[] = [];
  try {
    for await (const batch of readObject(body, { reader }))
      for (const read of batch) {
        const one = byOrdinal.get(read.ordinal);
        const record = one && 'record' in read ? asObject(read.record) : null;
        const subject = one && record && subjectOfRecord(one, record, reader, country);
        if (subject) subjects.push(subject);
      }
  } catch (error) {
    if (!(error instanceof ObjectUnreadableError)) throw error;
  }
  return subjects;
}

// The event as the collector had it. Null for a record that is none today.
function subjectOfRecord(
  { event: { accountId } }: Wanted,
  record: object,
  reader: RecordReader,
  country: Country,
): Subject | null {
  const origin = { keyAccountId: accountId, now: Number.MAX_SAFE_INTEGER, derived: reader.derived };
  const result = normalise(record, origin);
  if (!('event' in result)) return null;
  return subjectOf(result.event, record, { text: () => reader.textOf(record), country });
}
