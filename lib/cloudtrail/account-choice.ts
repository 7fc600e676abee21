import type { AccountSource } from './event.ts';
import { asObject } from './json-value.ts';
import type { RecordFields } from './record-fields.ts';

/**
 * The account that an event belongs to, and where that was read. The recipient comes first (aggregated events call it
 * accountId); userIdentity.accountId is last because it owns the credentials, which is not always who was acted upon.
 */
export function chooseAccount(
  record: RecordFields,
  keyAccountId: string | null,
): [string, AccountSource] | null {
  const recipient =
    record.recipientAccountId ?? (record.timeWindow === undefined ? undefined : record.accountId);
  if (isTwelveDigits(recipient)) return [recipient, 'recipientAccountId'];
  if (keyAccountId !== null && isTwelveDigits(keyAccountId)) return [keyAccountId, 'object-key'];
  const owner = asObject(record.userIdentity)?.accountId;
  return isTwelveDigits(owner) ? [owner, 'userIdentity'] : null;
}

/** Text only: a number has already lost its leading zeros. */
export function isTwelveDigits(value: unknown): value is string {
  if (typeof value !== 'string' || value.length !== 12) return false;
  for (let at = 0; at < 12; at++) {
    const unit = value.charCodeAt(at);
    if (unit < 48 || unit > 57) return false;
  }
  return true;
}
