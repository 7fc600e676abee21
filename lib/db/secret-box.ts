import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { TrailkeepError } from '#lib/errors.ts';
import { secretKey } from './connection.ts';

// Layout: 1 byte version, 12 bytes nonce, 16 bytes tag, ciphertext.
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

/**
 * Seals a secret with AES-256-GCM under the deployment's key (32 bytes, base64). Whose it is (`source 7`) is bound to it: a
 * ciphertext copied to another holder does not open there.
 */
export function sealSecret(holder: string, secret: string, key: string = secretKey()): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'base64'), nonce);
  cipher.setAAD(additionalData(holder));
  const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), ciphertext]);
}

/** Opens what `sealSecret` made. Throws `configuration` when the key is another one or the bytes were altered. */
export function openSecret(holder: string, sealed: Uint8Array, key: string = secretKey()): string {
  const bytes = Buffer.from(sealed);
  if (bytes.length < HEADER_BYTES || bytes[0] !== VERSION) throw cannotOpen();
  try {
    const decipher = createDecipheriv(
      'aes-256-gcm',
      Buffer.from(key, 'base64'),
      bytes.subarray(1, 1 + NONCE_BYTES),
    );
    decipher.setAAD(additionalData(holder));
    decipher.setAuthTag(bytes.subarray(1 + NONCE_BYTES, HEADER_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(HEADER_BYTES)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw cannotOpen(cause);
  }
}

function additionalData(holder: string): Buffer {
  return Buffer.from(`trailkeep ${holder}`);
}

function cannotOpen(cause?: unknown): TrailkeepError {
  return new TrailkeepError('configuration', 'A stored secret key cannot be decrypted.', {
    hint: 'TRAILKEEP_SECRET_KEY is not the one it was stored under. Set that one again, or enter the secret key anew.',
    cause,
  });
}
