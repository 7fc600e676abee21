import { createHmac, hash } from 'node:crypto';

export type SigningKey = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

const EMPTY_BODY = hash('sha256', '', 'hex');

/**
 * Signs `GET` requests to S3 with Signature Version 4 (AWS General Reference, "Create a signed AWS API request"): for object
 * reads, where the SDK's middleware costs three times the transfer itself. Keeps the day's derived key between calls.
 */
export function createGetSigner(region: string) {
  let derived: { day: string; secret: string; key: Buffer } | undefined;

  function signingKey(secret: string, day: string): Buffer {
    if (derived?.day !== day || derived.secret !== secret) {
      const key = [day, region, 's3', 'aws4_request'].reduce<Buffer>(hmac, Buffer.from(`AWS4${secret}`));
      derived = { day, secret, key };
    }
    return derived.key;
  }

  /** The headers to send. `path` is the encoded path without a query; `nowMs` is the server's time. */
  return function signGet(host: string, path: string, by: SigningKey, nowMs: number): Record<string, string> {
    const stamp = new Date(nowMs).toISOString().replace(/[-:]|\.\d{3}/g, '');
    const day = stamp.slice(0, 8);
    const headers: Record<string, string> = { host, 'x-amz-content-sha256': EMPTY_BODY, 'x-amz-date': stamp };
    if (by.sessionToken) headers['x-amz-security-token'] = by.sessionToken;
    // The names above are in alphabetical order already, which the canonical form asks for.
    const names = Object.keys(headers).join(';');
    const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
    const canonical = `GET\n${path}\n\n${lines.join('')}\n${names}\n${EMPTY_BODY}`;
    const scope = `${day}/${region}/s3/aws4_request`;
    const toSign = `AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${hash('sha256', canonical, 'hex')}`;
    const signature = hmac(signingKey(by.secretAccessKey, day), toSign).toString('hex');
    headers.authorization = `AWS4-HMAC-SHA256 Credential=${by.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
    return headers;
  };
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** A key as it stands in a request's path: each byte outside of RFC 3986's unreserved set escaped, slashes kept. */
export function encodeKey(key: string): string {
  if (/^[\w.~/-]*$/.test(key)) return key;
  return encodeURIComponent(key)
    .replaceAll('%2F', '/')
    .replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
}
