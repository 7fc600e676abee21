import { normalise } from '#lib/cloudtrail/normalise.ts';
import { readObject } from '#lib/cloudtrail/read-object.ts';
import type { Dimensions } from './dimensions.ts';
import type { EventRecord } from './event-rows.ts';
import type { ClaimedObject, ObjectOutcome } from './ledger.ts';

/** What one object held: its events go to `sink` as they are read, the rest is in the answer. */
export type ObjectContent = Pick<ObjectOutcome, 'records' | 'quarantined'>;

/**
 * Reads an object's records, normalises them and hands the events to `sink` array by array (an array is what the reader had
 * in memory at once). Throws ObjectUnreadableError when the object as a whole cannot be read; `sink` may have had events
 * of it by then.
 */
export async function readEvents(
  object: ClaimedObject,
  body: Uint8Array,
  dimensions: Dimensions,
  now: number,
  sink: (records: EventRecord[]) => Promise<void> | void,
): Promise<ObjectContent> {
  const origin = { keyAccountId: object.accountId, now };
  const quarantined: ObjectOutcome['quarantined'] = [];
  let records = 0;
  for await (const batch of readObject(body)) {
    const events: EventRecord[] = [];
    for (const read of batch) {
      records += 1;
      const result =
        'record' in read ? normalise(read.record, origin) : { quarantined: { reason: read.unreadable } };
      if ('event' in result) {
        const { event } = result;
        events.push({
          event,
          references: dimensions.refer(event),
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
