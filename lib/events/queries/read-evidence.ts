import { z } from 'zod';
import { extractRawRecord } from '#lib/cloudtrail/raw-record.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { isoTime } from '../event-row.ts';
import type { EventDetail } from '../schema.ts';
import type { FoundEvent } from './find-event.ts';

/** What is in memory of an object while a record is looked for; most objects are smaller. */
const PART_BYTES = 1024 * 1024;

const objectRow = z.object({
  ordinal: z.number(),
  source_id: z.number(),
  source: z.string(),
  key: z.string(),
  sha256: z.instanceof(Uint8Array).nullable(),
  ingested_at: z.date().nullable(),
  bytes: z.number().nullable(),
  part: z.instanceof(Uint8Array).nullable(),
});
const oneRow = z.union([z.tuple([objectRow]), z.tuple([])]);
const parts = z.tuple([z.object({ part: z.instanceof(Uint8Array) })]);

/**
 * The record of an event as delivered, and the object that it came from. `raw` is null where the object's bytes are not kept any more,
 * `object` too where its source was removed with its ledger. Objects are read a part at a time, up to the record: gzip has no way to
 * begin in the middle.
 */
export async function readEvidence(
  db: Queryable,
  event: FoundEvent,
): Promise<Pick<EventDetail, 'raw' | 'object'>> {
  const result = await db.query(
    `select ordinal, source_id, source_place(source_id) as source, key, sha256, ingested_at,
       octet_length(body) as bytes, substring(body for $4) as part
     from ${OBJECT_OF_EVENT}`,
    [...addressOf(event), PART_BYTES],
  );
  const [found] = oneRow.parse(result.rows);
  if (!found) return { raw: null, object: null };
  const { ordinal, bytes, part } = found;
  const kept = bytes !== null && part !== null;
  return {
    raw: kept ? await extractRawRecord(partsOf(db, event, part, bytes), ordinal) : null,
    object: {
      sourceId: found.source_id,
      source: found.source,
      key: found.key,
      sha256: found.sha256 ? Buffer.from(found.sha256).toString('hex') : '',
      takenAt: found.ingested_at ? isoTime(found.ingested_at) : '',
    },
  };
}

const OBJECT_OF_EVENT = 'raw_objects(array[$1::bigint], array[$2::timestamptz], array[$3::uuid])';

function addressOf({ account_id, event_time, event_id }: FoundEvent): [string, Date, string] {
  return [account_id, event_time, event_id];
}

async function* partsOf(
  db: Queryable,
  event: FoundEvent,
  first: Uint8Array,
  bytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield first;
  for (let start = first.length; start < bytes; start += PART_BYTES) {
    const { rows } = await db.query(
      `select substring(body from $4 for $5) as part from ${OBJECT_OF_EVENT} where octet_length(body) = $6`,
      [...addressOf(event), start + 1, PART_BYTES, bytes],
    );
    const next = parts.safeParse(rows);
    if (!next.success)
      throw new TrailkeepError('conflict', 'The log object changed while its record was looked for.', {
        hint: 'Open the event again.',
      });
    yield next.data[0].part;
  }
}
