import type { NormaliseResult, RecordOrigin } from '#lib/cloudtrail/event.ts';
import { normalise } from '#lib/cloudtrail/normalise.ts';
import { readObject } from '#lib/cloudtrail/read-object.ts';
import type { Dimensions } from './dimensions.ts';
import type { EventRecord } from './event-rows.ts';
import type { ClaimedObject, ObjectOutcome } from './ledger.ts';

/** What one object held: its events go to `sink` as they are read, the rest is in the answer. */
export type ObjectContent = Pick<ObjectOutcome, 'records' | 'quarantined'>;

export type RecordReader = {
  dimensions: Dimensions;
  now: number;
  /** The account whose own source this is: records of others there are refused, or its owner could forge them. */
  onlyAccountId: string | null;
};

/**
 * Reads an object's records, normalises them and hands the events to `sink` array by array (an array is what the reader had
 * in memory at once). Throws ObjectUnreadableError when the object as a whole cannot be read; `sink` may have had events
 * of it by then.
 */
export async function readEvents(
  object: ClaimedObject,
  body: Uint8Array,
  reader: RecordReader,
  sink: (records: EventRecord[]) => Promise<void> | void,
): Promise<ObjectContent> {
  const origin = { keyAccountId: object.accountId, now: reader.now };
  const quarantined: ObjectOutcome['quarantined'] = [];
  let records = 0;
  for await (const batch of readObject(body)) {
    const events: EventRecord[] = [];
    for (const read of batch) {
      records += 1;
      const result = 'record' in read ? take(read.record, origin, reader) : refuse(read.unreadable);
      if ('event' in result) {
        const { event } = result;
        events.push({
          event,
          references: reader.dimensions.refer(event),
          objectId: object.id,
          ordinal: read.ordinal,
        });
      } else {
        quarantined.push({
          ordinal: read.ordinal,
          reason: result.quarantined.reason,
          accountId: object.accountId,
        });
      }
    }
    await sink(events);
  }
  return { records, quarantined };
}

function take(record: unknown, origin: RecordOrigin, { onlyAccountId }: RecordReader): NormaliseResult {
  const result = normalise(record, origin);
  if (!('event' in result) || onlyAccountId === null || result.event.accountId === onlyAccountId)
    return result;
  return refuse(`the record is of account ${result.event.accountId}, the source of account ${onlyAccountId}`);
}

function refuse(reason: string): NormaliseResult {
  return { quarantined: { reason } };
}
