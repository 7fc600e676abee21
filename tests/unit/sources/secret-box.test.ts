import { expect, test } from 'vitest';
import { openSecret, sealSecret } from '#lib/sources/secret-box.ts';

const key = Buffer.alloc(32, 1).toString('base64');
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

test('a sealed secret opens under the same key and source, and never looks the same twice', () => {
  const sealed = sealSecret(7, secret, key);
  expect(openSecret(7, sealed, key)).toBe(secret);
  expect(sealed.equals(sealSecret(7, secret, key))).toBe(false);
  expect(sealed.includes(Buffer.from(secret.slice(0, 8)))).toBe(false);
});

test.each([
  ['another key', 7, Buffer.alloc(32, 2).toString('base64'), (bytes: Buffer) => bytes],
  ['another source', 8, key, (bytes: Buffer) => bytes],
  ['altered bytes', 7, key, (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.of(0)])],
  ['bytes cut short', 7, key, (bytes: Buffer) => bytes.subarray(0, 20)],
  ['an unknown version', 7, key, (bytes: Buffer) => Buffer.concat([Buffer.of(9), bytes.subarray(1)])],
])('under %s it does not open, and the error says what to do', (_, sourceId, otherKey, alter) => {
  const sealed = alter(sealSecret(7, `${secret}x`, key));
  const open = () => openSecret(sourceId, sealed, otherKey);
  expect(open).toThrowError(
    expect.objectContaining({ code: 'configuration', hint: expect.stringContaining('TRAILKEEP_SECRET_KEY') }),
  );
});
