import type { NormalisedEvent } from '#lib/cloudtrail/event.ts';
import { CopyEncoder } from '#lib/db/copy-encoder.ts';
import { idOf } from './dimension-rows.ts';
import type { EventReferences } from './dimensions.ts';

/** An event with where it came from and the dimension rows that it refers to. */
export type EventRecord = {
  event: NormalisedEvent;
  references: EventReferences;
  objectId: number;
  ordinal: number;
};

export const EVENT_COLUMNS = [
  'account_id',
  'event_time',
  'event_id',
  'object_id',
  'ordinal',
  'action_id',
  'principal_id',
  'session_id',
  'access_key_id',
  'address_id',
  'user_agent_id',
  'region_id',
  'error_id',
  'flags',
  'shared_event_id',
  'resource_ids',
  'error_message',
] as const;

/** Bits of `event.flags`. */
const FLAGS = { accountFromKey: 1, accountFromIdentity: 2, eventIdDerived: 4, cleaned: 8 } as const;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Order of the primary key: neighbours on disk, duplicates side by side, and no two workers waiting in a circle. */
export function compareRecords(a: EventRecord, b: EventRecord): number {
  const x = a.event;
  const y = b.event;
  if (x.accountId !== y.accountId) return x.accountId < y.accountId ? -1 : 1;
  if (x.eventTimeMs !== y.eventTimeMs) return x.eventTimeMs - y.eventTimeMs;
  if (x.eventId !== y.eventId) return x.eventId < y.eventId ? -1 : 1;
  return a.objectId - b.objectId || a.ordinal - b.ordinal;
}

export function sameEvent(a: EventRecord, b: EventRecord): boolean {
  const x = a.event;
  const y = b.event;
  return x.eventTimeMs === y.eventTimeMs && x.eventId === y.eventId && x.accountId === y.accountId;
}

export function encodeEvents(records: readonly EventRecord[]): CopyEncoder {
  const rows = new CopyEncoder(records.length * 220);
  for (const record of records) encodeEvent(rows, record);
  return rows;
}

function encodeEvent(rows: CopyEncoder, { event, references, objectId, ordinal }: EventRecord): void {
  rows.row(EVENT_COLUMNS.length);
  rows.int8(Number(event.accountId));
  rows.timestamp(event.eventTimeMs);
  rows.uuid(event.eventId);
  rows.int8(objectId);
  rows.int4(ordinal);
  rows.int4(idOf(references.action));
  rows.int4(idOf(references.principal));
  rows.int4(idOf(references.session));
  rows.int4(idOf(references.accessKey));
  rows.int4(idOf(references.address));
  rows.int4(idOf(references.userAgent));
  rows.int4(idOf(references.region));
  rows.int4(idOf(references.error));
  rows.int2(flagsOf(event));
  if (UUID.test(event.sharedEventId)) rows.uuid(event.sharedEventId);
  else rows.null();
  if (references.resources.length > 0) rows.int4Array(references.resources.map(idOf));
  else rows.null();
  if (event.errorMessage !== '') rows.text(event.errorMessage);
  else rows.null();
}

function flagsOf(event: NormalisedEvent): number {
  return (
    (event.accountSource === 'object-key' ? FLAGS.accountFromKey : 0) |
    (event.accountSource === 'userIdentity' ? FLAGS.accountFromIdentity : 0) |
    (event.eventIdDerived ? FLAGS.eventIdDerived : 0) |
    (event.cleaned ? FLAGS.cleaned : 0)
  );
}
