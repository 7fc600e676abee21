import { openSecret } from '#lib/db/secret-box.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { missingDataKey, openDataKey, type StoredKey } from './data-keys.ts';
import { open, seal } from './hpke.ts';

/** 1: sealed under TRAILKEEP_SECRET_KEY itself (lib/db/secret-box.ts), as secrets were before there were data keys. */
const VERSION = 2;
/** The version, then the data key's number. */
const HEADER_BYTES = 5;
const INFO = 'trailkeep secret';

/** Seals under a data key's public half; `holder` (`source 7`) is authenticated with it. Layout: version, key's number, HPKE. */
export async function sealUnder(
  key: Pick<StoredKey, 'id' | 'publicKey'>,
  holder: string,
  secret: string,
): Promise<Buffer> {
  const sealed = await seal(key.publicKey, INFO, additionalData(holder), secret);
  return Buffer.concat([sealedPrefix(key.id), sealed]);
}

/** The bytes that everything sealed under a data key begins with. */
export function sealedPrefix(keyId: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt8(VERSION);
  header.writeUInt32BE(keyId, 1);
  return header;
}

/**
 * Opens a secret of either version; `key` is the data key that it names. Throws `configuration` where the keys are not those it was
 * stored under, or the bytes are another holder's.
 */
export async function openSealed(sealed: Uint8Array, holder: string, key: StoredKey | null): Promise<string> {
  if (sealed[0] !== VERSION) return openSecret(holder, sealed);
  if (!key) throw missingDataKey();
  const pair = await openDataKey(key);
  try {
    return await open(pair, INFO, additionalData(holder), sealed.subarray(HEADER_BYTES));
  } catch (cause) {
    throw new TrailkeepError('configuration', 'A stored secret cannot be decrypted.', {
      hint: 'Its bytes were altered, or are those of another row. Enter the secret anew.',
      cause,
    });
  }
}

function additionalData(holder: string): string {
  return `trailkeep ${holder}`;
}
