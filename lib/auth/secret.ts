import { createHmac } from 'node:crypto';
import { secretKey } from '#lib/db/connection.ts';
import { env } from '#lib/env.ts';

/** What session cookies are encrypted with: NEXTAUTH_SECRET, or a key of its own derived from the deployment's secret key. */
export function sessionSecret(): string {
  return env().NEXTAUTH_SECRET ?? derivedKey('session cookies').toString('base64url');
}

/** What the secrets of authenticator apps are sealed under (32 bytes, base64). The web has to open them, and with this nothing else. */
export function secondFactorKey(): string {
  return derivedKey('second factors').toString('base64');
}

function derivedKey(purpose: string): Buffer {
  return createHmac('sha256', Buffer.from(secretKey(), 'base64')).update(purpose).digest();
}
