import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';

/**
 * Hybrid public-key encryption, RFC 9180, in base mode for single messages. Who has the public key can seal, who has the private key
 * can open. Keys are 32 raw bytes.
 */
export type KeyPair = { publicKey: Uint8Array; privateKey: Uint8Array };

const KEY_BYTES = 32;

const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

export async function generateKeyPair(): Promise<KeyPair> {
  const pair = await suite.kem.generateKeyPair();
  const [publicKey, privateKey] = await Promise.all([
    suite.kem.serializePublicKey(pair.publicKey),
    suite.kem.serializePrivateKey(pair.privateKey),
  ]);
  return { publicKey: Buffer.from(publicKey), privateKey: Buffer.from(privateKey) };
}

/** The encapsulated key (32 bytes), then the ciphertext with its tag. `bound` is authenticated and not part of the answer. */
export async function seal(
  publicKey: Uint8Array,
  info: string,
  bound: string,
  message: string,
): Promise<Buffer> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(Buffer.from(publicKey));
  const { enc, ct } = await suite.seal(
    { recipientPublicKey, info: Buffer.from(info) },
    Buffer.from(message),
    Buffer.from(bound),
  );
  return Buffer.concat([Buffer.from(enc), Buffer.from(ct)]);
}

/** What `seal` sealed. Rejects where the key, `info` or `bound` is another one, or the bytes were altered. */
export async function open(keys: KeyPair, info: string, bound: string, sealed: Uint8Array): Promise<string> {
  const recipientKey = {
    publicKey: await suite.kem.deserializePublicKey(Buffer.from(keys.publicKey)),
    privateKey: await suite.kem.deserializePrivateKey(Buffer.from(keys.privateKey)),
  };
  const enc = Buffer.from(sealed.subarray(0, KEY_BYTES));
  const opened = await suite.open(
    { recipientKey, enc, info: Buffer.from(info) },
    Buffer.from(sealed.subarray(KEY_BYTES)),
    Buffer.from(bound),
  );
  return Buffer.from(opened).toString('utf8');
}
