import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';

/**
 * Hybrid public-key encryption, RFC 9180, in base mode for single messages: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. Who
 * has the public key can seal, who has the private key can open. Keys are 32 raw bytes.
 */
export type KeyPair = { publicKey: Uint8Array; privateKey: Uint8Array };

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const BASE_MODE = Buffer.of(0);
const KEM_SUITE = Buffer.from('KEM\x00\x20');
const SUITE = Buffer.from('HPKE\x00\x20\x00\x01\x00\x02');
const EMPTY = Buffer.alloc(0);

export function generateKeyPair(): KeyPair {
  const { d, x } = generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' });
  return { publicKey: Buffer.from(x ?? '', 'base64url'), privateKey: Buffer.from(d ?? '', 'base64url') };
}

/** The encapsulated key (32 bytes), the ciphertext, and its tag (16 bytes). `bound` is authenticated and not part of the answer. */
export function seal(publicKey: Uint8Array, info: string, bound: string, message: string): Buffer {
  const ephemeral = generateKeyPair();
  const shared = diffieHellman({ privateKey: privateKeyOf(ephemeral), publicKey: publicKeyOf(publicKey) });
  const { key, nonce } = schedule(shared, [ephemeral.publicKey, publicKey], info);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(bound));
  const ciphertext = Buffer.concat([cipher.update(message, 'utf8'), cipher.final()]);
  return Buffer.concat([ephemeral.publicKey, ciphertext, cipher.getAuthTag()]);
}

/** What `seal` sealed. Throws where the key, `info` or `bound` is another one, or the bytes were altered. */
export function open(keys: KeyPair, info: string, bound: string, sealed: Uint8Array): string {
  const encapsulated = sealed.subarray(0, KEY_BYTES);
  const shared = diffieHellman({ privateKey: privateKeyOf(keys), publicKey: publicKeyOf(encapsulated) });
  const { key, nonce } = schedule(shared, [encapsulated, keys.publicKey], info);
  const end = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(bound));
  decipher.setAuthTag(sealed.subarray(end));
  return Buffer.concat([decipher.update(sealed.subarray(KEY_BYTES, end)), decipher.final()]).toString('utf8');
}

/** Sections 4.1 (ExtractAndExpand) and 5.1 (KeySchedule), for the first message. */
function schedule(shared: Uint8Array, exchanged: readonly Uint8Array[], info: string) {
  const agreed = extract(KEM_SUITE, EMPTY, 'eae_prk', shared);
  const secret = expand(KEM_SUITE, agreed, 'shared_secret', Buffer.concat(exchanged), KEY_BYTES);
  const pskIdHash = extract(SUITE, EMPTY, 'psk_id_hash', EMPTY);
  const infoHash = extract(SUITE, EMPTY, 'info_hash', Buffer.from(info));
  const context = Buffer.concat([BASE_MODE, pskIdHash, infoHash]);
  const main = extract(SUITE, secret, 'secret', EMPTY);
  return {
    key: expand(SUITE, main, 'key', context, KEY_BYTES),
    nonce: expand(SUITE, main, 'base_nonce', context, NONCE_BYTES),
  };
}

function extract(suite: Uint8Array, salt: Uint8Array, label: string, secret: Uint8Array): Buffer {
  return createHmac('sha256', salt).update('HPKE-v1').update(suite).update(label).update(secret).digest();
}

/** At most 32 bytes: one round of HKDF's expansion. */
function expand(
  suite: Uint8Array,
  secret: Uint8Array,
  label: string,
  info: Uint8Array,
  bytes: number,
): Buffer {
  const length = Buffer.of(0, bytes);
  const first = createHmac('sha256', secret).update(length).update('HPKE-v1').update(suite).update(label);
  return first.update(info).update(Buffer.of(1)).digest().subarray(0, bytes);
}

function privateKeyOf({ publicKey, privateKey }: KeyPair): KeyObject {
  return createPrivateKey({
    key: { ...CURVE, x: base64url(publicKey), d: base64url(privateKey) },
    format: 'jwk',
  });
}

function publicKeyOf(publicKey: Uint8Array): KeyObject {
  return createPublicKey({ key: { ...CURVE, x: base64url(publicKey) }, format: 'jwk' });
}

const CURVE = { kty: 'OKP', crv: 'X25519' };

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
