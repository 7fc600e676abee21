import 'server-only';
import { cookies } from 'next/headers';
import type { SignedIn } from './authenticate.ts';
import { KNOWN_BROWSER_SECONDS, knownBrowserCookie, sealKnownBrowser } from './known-browser.ts';
import {
  cookieOptions,
  encodeSession,
  nowSeconds,
  SESSION_IDLE_SECONDS,
  sessionCookieName,
} from './session-cookie.ts';

/** Signs this browser in as `user`, in an action, and remembers that it is theirs. */
export async function startSession({ id, email, sessionVersion }: SignedIn): Promise<void> {
  const jar = await cookies();
  const session = await encodeSession({ userId: id, version: sessionVersion, startedAt: nowSeconds() });
  jar.set(sessionCookieName(), session, cookieOptions(SESSION_IDLE_SECONDS));
  jar.set(knownBrowserCookie(), await sealKnownBrowser(email), cookieOptions(KNOWN_BROWSER_SECONDS));
}
