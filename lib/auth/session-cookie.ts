import { decode, encode } from 'next-auth/jwt';
import { env } from '#lib/env.ts';
import { sessionSecret } from './secret.ts';

/** Left alone for so long, a session ends; each request of its browser moves that on. */
export const SESSION_IDLE_SECONDS = 30 * 60;

/** Then one signs in again, however busy one was. */
export const SESSION_MOST_SECONDS = 12 * 60 * 60;

/** A request after so long writes the cookie anew. */
const RENEWED_AFTER_SECONDS = 5 * 60;

/** Behind https, cookies are sent over nothing else. */
export function usesSecureCookies(): boolean {
  return env().TRAILKEEP_URL?.startsWith('https://') ?? false;
}

/** The name of a cookie. Behind https no other host of the domain can write one in its place. */
export function cookieName(name: string): string {
  return `${usesSecureCookies() ? '__Host-' : ''}${name}`;
}

export function sessionCookieName(): string {
  return cookieName('next-auth.session-token');
}

/** How every cookie of ours is written, for a cookie that lasts `seconds`. */
export function cookieOptions(seconds: number) {
  return {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: usesSecureCookies(),
    maxAge: seconds,
  } as const;
}

/** `startedAt`: when the person signed in, in seconds since 1970. */
export type SessionClaims = { userId: string; version: number; startedAt: number };

/** The cookie's value, in next-auth's own format. */
export function encodeSession({ userId, version, startedAt }: SessionClaims): Promise<string> {
  return encode({
    token: { sub: userId, version, startedAt },
    secret: sessionSecret(),
    maxAge: SESSION_IDLE_SECONDS,
  });
}

/** The claims of a session's token; null where one is missing, or the session has lasted its time. */
export function sessionClaims(
  token: Record<string, unknown>,
  now: number = nowSeconds(),
): SessionClaims | null {
  const { sub, version, startedAt } = token;
  if (typeof sub !== 'string' || typeof version !== 'number' || typeof startedAt !== 'number') return null;
  return now - startedAt < SESSION_MOST_SECONDS ? { userId: sub, version, startedAt } : null;
}

/** Whom the cookie is about; null if it is missing, forged, of another key or expired. The user's row has the last word. */
export async function decodeSession(value: string | undefined): Promise<SessionClaims | null> {
  const token = await readToken(value);
  return token && sessionClaims(token);
}

/**
 * The cookie's value for the time from now on, or null while it is fresh or where there is no session to go on with. It is not
 * looked up whether the session was ended: that is done where it is used.
 */
export async function renewedSession(value: string | undefined): Promise<string | null> {
  const token = await readToken(value);
  const claims = token && sessionClaims(token);
  const writtenAt = typeof token?.iat === 'number' ? token.iat : 0;
  if (!claims || nowSeconds() - writtenAt < RENEWED_AFTER_SECONDS) return null;
  return encodeSession(claims);
}

export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

async function readToken(value: string | undefined): Promise<Record<string, unknown> | null> {
  if (!value) return null;
  try {
    return await decode({ token: value, secret: sessionSecret() });
  } catch {
    return null;
  }
}
