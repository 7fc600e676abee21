import { createHash, createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';

/**
 * The arithmetic of AWS Signature Version 4 as the server needs it; `verify` decides what to do with it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export type Scope = { date: string; region: string; service: string };

export type ToSign = {
  method: string;
  /** As it came over the wire. */
  rawPath: string;
  rawQuery: string;
  headers: Record<string, string>;
  signedHeaders: string[];
  payloadHash: string;
  amzDate: string;
  scope: Scope;
};

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Parameters of a raw query, decoded; a plus is a plus, as AWS reads it. */
export function queryPairs(rawQuery: string): [name: string, value: string][] {
  if (rawQuery === '') return [];
  return rawQuery.split('&').map((pair) => {
    const cut = pair.indexOf('=');
    const name = cut < 0 ? pair : pair.slice(0, cut);
    return [decodeURIComponent(name), cut < 0 ? '' : decodeURIComponent(pair.slice(cut + 1))];
  });
}

function canonicalQuery(rawQuery: string): string {
  const pairs = queryPairs(rawQuery)
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const);
  pairs.sort((a, b) => (a[0] === b[0] ? compare(a[1], b[1]) : compare(a[0], b[0])));
  return pairs.map(([name, value]) => `${name}=${value}`).join('&');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function canonicalRequest(made: ToSign): string {
  // S3 signs the path encoded once, other services encode it a second time; their only path here is `/`.
  const path = made.rawPath
    .split('/')
    .map((part) => encode(decodeURIComponent(part)))
    .join('/');
  const headers = made.signedHeaders.map(
    (name) => `${name}:${(made.headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`,
  );
  return `${made.method}\n${path}\n${canonicalQuery(made.rawQuery)}\n${headers.join('')}\n${made.signedHeaders.join(';')}\n${made.payloadHash}`;
}

function hmac(key: string | Buffer | KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

const keys = new Map<string, KeyObject>();

/** The day's signing key; kept, because four HMACs for each request are most of its cost. */
function signingKey(secret: string, { date, region, service }: Scope): KeyObject {
  const name = `${date}/${region}/${service}/${secret}`;
  const known = keys.get(name);
  if (known) return known;
  if (keys.size > 100) keys.clear();
  const bytes = hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), service), 'aws4_request');
  const made = createSecretKey(bytes);
  keys.set(name, made);
  return made;
}

export function signatureOf(secret: string, made: ToSign): string {
  const { date, region, service } = made.scope;
  const text = `AWS4-HMAC-SHA256\n${made.amzDate}\n${date}/${region}/${service}/aws4_request\n${sha256(canonicalRequest(made))}`;
  return hmac(signingKey(secret, made.scope), text).toString('hex');
}

export function sameSignature(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
