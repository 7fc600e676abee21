import { expect, test } from 'vitest';
import { generateKeyPair, open, seal } from '#lib/secrets/hpke.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const keys = await generateKeyPair();

test('what another implementation of RFC 9180 sealed opens', async () => {
  // Sealed with Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM) of pyca/cryptography 48, without additional data.
  const privateKey = Buffer.from(Array.from({ length: 32 }, (_, index) => index + 1));
  const publicKey = Buffer.from('07a37cbc142093c8b755dc1b10e86cb426374ad16aa853ed0bdfc0b2b86d1c7c', 'hex');
  const sealed =
    'c539e38191c1e326b0cd72b248f9204e2d2e9c099139643c1c23ecc1b9f4301ffe41c6ed0147f5097d35b4d901f37eb6449a9c93e669ffa96d25bc9ecf';
  const opened = await open({ privateKey, publicKey }, 'trailkeep secret', '', Buffer.from(sealed, 'hex'));
  expect(opened).toBe('wJalrXUtnFEMI');
});

test('who has the public key alone can seal; the same secret never looks the same twice, nor shows through', async () => {
  const sealed = await seal(keys.publicKey, 'info', 'source 7', SECRET);
  expect(await open(keys, 'info', 'source 7', sealed)).toBe(SECRET);
  expect(sealed.equals(await seal(keys.publicKey, 'info', 'source 7', SECRET))).toBe(false);
  expect(sealed.includes(SECRET.slice(0, 8))).toBe(false);
});

test.each<[string, (sealed: Buffer) => Promise<string>]>([
  ['another key', async (sealed) => open(await generateKeyPair(), 'info', 'source 7', sealed)],
  [
    'another private key',
    async (sealed) =>
      open({ ...(await generateKeyPair()), publicKey: keys.publicKey }, 'info', 'source 7', sealed),
  ],
  ['another holder', (sealed) => open(keys, 'info', 'source 8', sealed)],
  ['another use', (sealed) => open(keys, 'other', 'source 7', sealed)],
  ['an altered first byte', (sealed) => open(keys, 'info', 'source 7', altered(sealed, 0))],
  ['an altered last byte', (sealed) => open(keys, 'info', 'source 7', altered(sealed, sealed.length - 1))],
  ['a tag cut short', (sealed) => open(keys, 'info', 'source 7', sealed.subarray(0, -4))],
  ['no ciphertext', (sealed) => open(keys, 'info', 'source 7', sealed.subarray(0, 32))],
])('under %s nothing opens', async (_, opening) => {
  const sealed = await seal(keys.publicKey, 'info', 'source 7', SECRET);
  await expect(opening(sealed)).rejects.toThrow();
});

function altered(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
}
