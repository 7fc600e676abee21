import { isObject } from './json-value.ts';
import { ObjectUnreadableError } from './object-unreadable.ts';

/** UTF-8 as text; bytes that are none become U+FFFD. */
export function textOfBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
}

/** Throws ObjectUnreadableError where the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ObjectUnreadableError('it is not JSON', error);
  }
}

/** The `Records` of a log file's JSON. Throws ObjectUnreadableError where there is no such list. */
export function recordsOf(parsed: unknown): readonly unknown[] {
  if (!isObject(parsed)) throw new ObjectUnreadableError('it is not a JSON object with Records');
  if (parsed.Records === undefined) throw new ObjectUnreadableError('it has no Records');
  if (!Array.isArray(parsed.Records)) throw new ObjectUnreadableError('its Records are not a list');
  return parsed.Records;
}

/** `key` is the text between a key's quotes, where any letter may be written as an escape. */
export function keyIsRecords(key: string): boolean {
  if (key === 'Records') return true;
  if (!key.includes('\\')) return false;
  try {
    return JSON.parse(`"${key}"`) === 'Records';
  } catch {
    return false;
  }
}
