import { decode, encode } from 'next-auth/jwt';
import { env } from '#lib/env.ts';
import type { SignedIn } from './authenticate.ts';
import { sessionSecret } from './secret.ts';

/** A week; then one signs in again. */
export const SESSION_SECONDS = 7 * 24 * 60 * 60;

/** Behind https, cookies are sent over nothing else. */
export function usesSecureCookies(): boolean {
  return env().TRAILKEEP_URL?.startsWith('https://') ?? false;
}

/** The name that next-auth gives the session cookie. */
export function sessionCookieName(): string {
  return `${usesSecureCookies() ? '__Secure-' : ''}next-auth.session-token`;
}

export type SessionClaims = { userId: string; version: number };

/** The cookie's value for a user who has just shown who they are, in next-auth's own format. */
export function encodeSession(user: SignedIn): Promise<string> {
  return encode({
    token: { sub: user.id, name: user.name, email: user.email, version: user.sessionVersion },
    secret: sessionSecret(),
    maxAge: SESSION_SECONDS,
  });
}

/** Whom the cookie is about; null if it is missing, forged, of another key or expired. The user's row has the last word. */
export async function decodeSession(value: string | undefined): Promise<SessionClaims | null> {
  if (!value) return null;
  try {
    const token = await decode({ token: value, secret: sessionSecret() });
    return token?.sub && typeof token.version === 'number'
      ? { userId: token.sub, version: token.version }
      : null;
  } catch {
    return null;
  }
}
