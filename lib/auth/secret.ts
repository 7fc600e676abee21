import { createHmac } from 'node:crypto';
import { secretKey } from '#lib/db/connection.ts';
import { env } from '#lib/env.ts';

/** What session cookies are encrypted with: NEXTAUTH_SECRET, or a key of its own derived from the deployment's secret key. */
export function sessionSecret(): string {
  const given = env().NEXTAUTH_SECRET;
  if (given) return given;
  return createHmac('sha256', Buffer.from(secretKey(), 'base64'))
    .update('session cookies')
    .digest('base64url');
}
