import { createHash, randomBytes } from 'node:crypto';

const COUNT = 10;
/** 32, without the letters that look like digits. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

/** Codes of 80 bits, to be kept on paper: `xxxx-xxxx-xxxx-xxxx`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: COUNT }, () => {
    const letters = [...randomBytes(16)].map((byte) => LETTERS[byte % 32]).join('');
    return letters.replace(/(.{4})(?=.)/g, '$1-');
  });
}

/** What the database keeps of one, however it is typed. The code is random enough for a plain digest. */
export function hashRecoveryCode(typed: string): Uint8Array<ArrayBuffer> {
  const bare = typed
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1');
  return Uint8Array.from(createHash('sha256').update(bare).digest());
}
