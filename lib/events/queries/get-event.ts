import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import { extractRawRecord } from '#lib/cloudtrail/raw-record.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { isoTime, toEventRow } from '../event-row.ts';
import type { EventDetail } from '../schema.ts';
import { type EventAddress, type FoundEvent, findEvent } from './find-event.ts';
import { findOtherEnd } from './find-other-end.ts';
import { listTwins } from './list-twins.ts';

const objectRow = z.object({
  ordinal: z.number(),
  source_id: z.number(),
  source: z.string(),
  key: z.string(),
  sha256: z.instanceof(Uint8Array).nullable(),
  ingested_at: z.date().nullable(),
  body: z.instanceof(Uint8Array).nullable(),
});

/**
 * One event with its evidence: the record as delivered, the object that it came from, and its twins in other accounts of the
 * scope. `not-found` where it is not there or not visible. `raw` is null where the object's bytes are not kept any more.
 */
export async function getEvent(db: Queryable, scope: Scope, address: EventAddress): Promise<EventDetail> {
  const event = await findEvent(db, scope, address);
  const object = await readObject(db, event);
  const insight = event.category === 'insight';
  const twins = insight ? [] : await listTwins(db, scope, event);
  const otherEnd = insight ? await findOtherEnd(db, scope, event) : null;
  return {
    ...toEventRow(event),
    raw: object?.body ? await extractRawRecord(object.body, object.ordinal) : null,
    object: object && {
      sourceId: object.source_id,
      source: object.source,
      key: object.key,
      sha256: object.sha256 ? Buffer.from(object.sha256).toString('hex') : '',
      takenAt: object.ingested_at ? isoTime(object.ingested_at) : '',
    },
    twins,
    otherEnd,
  };
}

// None where the source was removed: the ledger goes with it, the events stay.
async function readObject(db: Queryable, event: FoundEvent): Promise<z.infer<typeof objectRow> | null> {
  const result = await db.query(
    `select ordinal, source_id, source_place(source_id) as source, key, sha256, ingested_at, body
     from raw_object($1::bigint, $2::timestamptz, $3::uuid)`,
    [event.account_id, event.event_time, event.event_id],
  );
  return z.array(objectRow).parse(result.rows)[0] ?? null;
}
