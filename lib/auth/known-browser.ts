import { randomUUID } from 'node:crypto';
import { openClaims, sealClaims } from './sealed-claims.ts';
import { cookieName } from './session-cookie.ts';

/** How long a browser in which somebody signed in counts as theirs. */
export const KNOWN_BROWSER_SECONDS = 180 * 24 * 60 * 60;

export function knownBrowserCookie(): string {
  return cookieName('trailkeep.browser');
}

/**
 * The cookie of a browser in which the person of this e-mail address has signed in. It opens nothing: its attempts are counted
 * by themselves, so that no stranger's attempts can close the door for the person there.
 */
export function sealKnownBrowser(email: string): Promise<string> {
  return sealClaims('known browser', { email, browser: randomUUID() }, KNOWN_BROWSER_SECONDS);
}

/** The id of the browser, where its cookie is of this person. */
export async function openKnownBrowser(
  cookie: string | undefined,
  email: string,
): Promise<string | undefined> {
  const claims = await openClaims('known browser', cookie);
  return claims?.email === email && typeof claims.browser === 'string' ? claims.browser : undefined;
}
