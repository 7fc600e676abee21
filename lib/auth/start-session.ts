import 'server-only';
import { cookies } from 'next/headers';
import type { SignedIn } from './authenticate.ts';
import { encodeSession, SESSION_SECONDS, sessionCookieName, usesSecureCookies } from './session-cookie.ts';

/** Signs this browser in as `user`, in an action. */
export async function startSession(user: SignedIn): Promise<void> {
  (await cookies()).set(sessionCookieName(), await encodeSession(user), {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: usesSecureCookies(),
    maxAge: SESSION_SECONDS,
  });
}
