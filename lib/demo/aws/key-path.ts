import { AwsError } from './aws-error.ts';

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
/** What a file name cannot hold, or what would climb out of the directory; `%` because it begins an escape. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among what is escaped
const UNSAFE = /[\u0000-\u001f%]/g;

/** The file name of an empty part (`a//b`, `a/`); no escape looks like it. */
const EMPTY = '%-';

function segmentOf(part: string): string {
  if (part === '') return EMPTY;
  if (part === '.' || part === '..') return part.replaceAll('.', '%2e');
  return part.replace(UNSAFE, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** The file of a key, relative to its bucket's directory: the key itself wherever it is a harmless path. */
export function pathOfKey(key: string): string {
  if (Buffer.byteLength(key) > 1024) throw new AwsError(400, 'KeyTooLongError', 'Your key is too long');
  return key.split('/').map(segmentOf).join('/');
}

/** The key of a file, the reverse of `pathOfKey`. */
export function keyOfPath(path: string): string {
  return path
    .split('/')
    .map((part) =>
      part === EMPTY
        ? ''
        : part.replace(/%([0-9a-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    )
    .join('/');
}

export function checkBucketName(bucket: string): void {
  if (!BUCKET.test(bucket) || bucket.includes('..'))
    throw new AwsError(400, 'InvalidBucketName', 'The specified bucket is not valid.');
}

/** Order of keys as S3 lists them: by their UTF-8 bytes, which UTF-16 order is not once there are surrogates. */
export function compareKeys(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i += 1) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** Sorts in place; the native order is the same, and much faster, as long as there are no such characters. */
export function sortKeys(keys: string[]): string[] {
  return keys.some((key) => /[\ud800-\uffff]/.test(key)) ? keys.sort(compareKeys) : keys.sort();
}
