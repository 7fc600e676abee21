import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

export type EventId = { id: string; derived: boolean };

/**
 * The record's own id where it is a UUID. An id of another form becomes a UUID made from its SHA-256; a record without
 * one (before version 1.01) gets a UUID made from the SHA-256 of its canonical JSON, the same on every delivery.
 */
export function eventIdOf(delivered: unknown, record: unknown): EventId {
  if (typeof delivered !== 'string' || delivered === '')
    return { id: uuidFromText(canonicalJson(record)), derived: true };
  return isUuid(delivered)
    ? { id: delivered.toLowerCase(), derived: false }
    : { id: uuidFromText(delivered), derived: true };
}

/** sharedEventID as a UUID, so that twins still match where AWS (or an anonymiser) wrote another form; '' where absent. */
export function sharedEventIdOf(delivered: unknown): string {
  if (typeof delivered !== 'string' || delivered === '') return '';
  return isUuid(delivered) ? delivered.toLowerCase() : uuidFromText(delivered);
}

/** 8-4-4-4-12 hexadecimal digits; by hand, as it runs for every record. */
export function isUuid(text: string): boolean {
  if (text.length !== 36) return false;
  for (let at = 0; at < 36; at++) {
    const unit = text.charCodeAt(at);
    if (at === 8 || at === 13 || at === 18 || at === 23) {
      if (unit !== 45) return false;
    } else if (!isHexDigit(unit)) return false;
  }
  return true;
}

function isHexDigit(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || (unit >= 97 && unit <= 102) || (unit >= 65 && unit <= 70);
}

/** RFC 9562 version 8: the first 122 free bits of the SHA-256. */
function uuidFromText(text: string): string {
  const hex = hash('sha256', text, 'hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
