import type { NormalisedEvent, NormaliseResult } from '#lib/cloudtrail/event.ts';
import { asObject } from '#lib/cloudtrail/json-value.ts';
import { normalise } from '#lib/cloudtrail/normalise.ts';
import { readObject } from '#lib/cloudtrail/read-object.ts';
import type { RecordOrigin } from '#lib/cloudtrail/record-origin.ts';
import type { RecordReader } from '#lib/cloudtrail/record-reader.ts';
import type { ClaimedObject, ObjectOutcome } from './ledger.ts';

/** What one object held: its events are handed over as they are read, the rest is in the answer. */
export type ObjectContent = Pick<ObjectOutcome, 'records' | 'quarantined'>;

export type EventTaker = {
  records: RecordReader;
  now: number;
  /** The account whose own source this is: records of others there are refused, or its owner could forge them. */
  onlyAccountId: string | null;
  /** `record` as the reader gave it. */
  take: (event: NormalisedEvent, ordinal: number, record: object) => void;
  /** Waited for after each array of records that the reader had in memory at once. */
  pause: () => Promise<void> | undefined;
};

/**
 * Reads an object's records, normalises them and hands each event to the reader. Throws ObjectUnreadableError when the object
 * as a whole cannot be read; the reader may have had events of it by then.
 */
export async function readEvents(
  object: ClaimedObject,
  body: Uint8Array,
  reader: EventTaker,
): Promise<ObjectContent> {
  const origin = { keyAccountId: object.accountId, now: reader.now, derived: reader.records.derived };
  const quarantined: ObjectOutcome['quarantined'] = [];
  let records = 0;
  for await (const batch of readObject(body, { reader: reader.records, freesAtOnce: true })) {
    for (const read of batch) {
      records += 1;
      const record = 'record' in read ? asObject(read.record) : null;
      const result = 'record' in read ? judge(read.record, origin, reader) : refuse(read.unreadable);
      if ('event' in result && record !== null) reader.take(result.event, read.ordinal, record);
      else if ('quarantined' in result) {
        const { reason } = result.quarantined;
        quarantined.push({ ordinal: read.ordinal, reason, accountId: object.accountId });
      }
    }
    await reader.pause();
  }
  return { records, quarantined };
}

function judge(record: unknown, origin: RecordOrigin, { onlyAccountId }: EventTaker): NormaliseResult {
  const result = normalise(record, origin);
  if (!('event' in result) || onlyAccountId === null || result.event.accountId === onlyAccountId)
    return result;
  return refuse(`the record is of account ${result.event.accountId}, the source of account ${onlyAccountId}`);
}

function refuse(reason: string): NormaliseResult {
  return { quarantined: { reason } };
}
