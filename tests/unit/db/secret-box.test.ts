import { expect, test } from 'vitest';
import { openSecret, sealSecret } from '#lib/db/secret-box.ts';

const key = Buffer.alloc(32, 1).toString('base64');
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

test('a sealed secret opens under the same key for the same holder, and never looks the same twice', () => {
  const sealed = sealSecret('source 7', secret, key);
  expect(openSecret('source 7', sealed, key)).toBe(secret);
  expect(sealed.equals(sealSecret('source 7', secret, key))).toBe(false);
  expect(sealed.includes(Buffer.from(secret.slice(0, 8)))).toBe(false);
});

test.each([
  ['another key', 'source 7', Buffer.alloc(32, 2).toString('base64'), (bytes: Buffer) => bytes],
  ['another source', 'source 8', key, (bytes: Buffer) => bytes],
  ['altered bytes', 'source 7', key, (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.of(0)])],
  ['bytes cut short', 'source 7', key, (bytes: Buffer) => bytes.subarray(0, 20)],
  [
    'an unknown version',
    'source 7',
    key,
    (bytes: Buffer) => Buffer.concat([Buffer.of(9), bytes.subarray(1)]),
  ],
])('under %s it does not open, and the error says what to do', (_, holder, otherKey, alter) => {
  const sealed = alter(sealSecret('source 7', `${secret}x`, key));
  const open = () => openSecret(holder, sealed, otherKey);
  expect(open).toThrowError(
    expect.objectContaining({ code: 'configuration', hint: expect.stringContaining('TRAILKEEP_SECRET_KEY') }),
  );
});
