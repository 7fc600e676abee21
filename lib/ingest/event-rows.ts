import { CopyEncoder } from '#lib/db/copy-encoder.ts';
import { idOf } from './dimension-rows.ts';
import { type EventColumns, REFERENCES } from './event-columns.ts';

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

/** `objectIds` by slot. */
export function encodeEvents(
  columns: EventColumns,
  rows: Uint32Array,
  objectIds: readonly number[],
): CopyEncoder {
  const encoder = new CopyEncoder(rows.length * 220);
  const accounts = columns.accountIds.map(Number);
  for (const row of rows) {
    encoder.row(EVENT_COLUMNS.length);
    encoder.int8(accounts[columns.accounts[row] as number] as number);
    encoder.timestamp(columns.times[row] as number);
    encoder.uuidWords(columns.eventIds, row * 4);
    encoder.int8(objectIds[columns.slots[row] as number] as number);
    encoder.int4(columns.ordinals[row] as number);
    for (let which = 0; which < REFERENCES.length; which++) encoder.int4(idOf(columns.reference(row, which)));
    encoder.int2(columns.flags[row] as number);
    encodeRare(encoder, columns, row);
  }
  return encoder;
}

function encodeRare(encoder: CopyEncoder, columns: EventColumns, row: number): void {
  const shared = columns.sharedEventId(row);
  if (shared === undefined) encoder.null();
  else encoder.uuid(shared);
  const from = columns.resourcesFrom(row);
  const to = columns.resourcesTo(row);
  if (from === to) encoder.null();
  else {
    encoder.int4ArrayHeader(to - from);
    for (let at = from; at < to; at++) encoder.int4(idOf(columns.resource(at)));
  }
  const message = columns.errorMessage(row);
  if (message === undefined) encoder.null();
  else encoder.text(message);
}
