import { type NextRequest, NextResponse } from 'next/server';
import { portalOrigin } from '#lib/auth/portal-origin.ts';
import {
  cookieOptions,
  renewedSession,
  SESSION_IDLE_SECONDS,
  sessionCookieName,
  usesSecureCookies,
} from '#lib/auth/session-cookie.ts';
import { isForeign } from '#lib/http/foreign-request.ts';
import { securityHeaders } from '#lib/http/security-headers.ts';

/**
 * Runs before every page and endpoint. Refuses what another site's page sends here, tells the page its own address, so that signing in
 * leads back to it, and sends the headers that keep a browser from running or framing what is not ours. It checks nobody's rights: every
 * page and API handler does that itself.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (isForeignRequest(request)) return foreignAnswer();
  const nonce = crypto.randomUUID();
  const development = process.env.NODE_ENV === 'development';
  const security = securityHeaders({ nonce, https: usesSecureCookies(), development });
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('x-portal-path', `${request.nextUrl.pathname}${request.nextUrl.search}`);
  // Next reads the nonce for its own scripts from here.
  headers.set('content-security-policy', security['content-security-policy'] ?? '');
  const response = NextResponse.next({ request: { headers } });
  for (const [name, value] of Object.entries(security)) response.headers.set(name, value);
  // Not with a POST: that may end the session or start another, and its own cookie must be the last word.
  if (request.method === 'GET') await renewSession(request, response);
  return response;
}

async function renewSession(request: NextRequest, response: NextResponse): Promise<void> {
  const session = await renewedSession(request.cookies.get(sessionCookieName())?.value);
  if (session) response.cookies.set(sessionCookieName(), session, cookieOptions(SESSION_IDLE_SECONDS));
}

function foreignAnswer(): NextResponse {
  const message = "This request comes from another site's page.";
  return NextResponse.json({ error: { code: 'forbidden', message } }, { status: 403 });
}

function isForeignRequest({ method, headers }: NextRequest): boolean {
  const facts = {
    method,
    origin: headers.get('origin'),
    fetchSite: headers.get('sec-fetch-site'),
    host: headers.get('host'),
  };
  return isForeign(facts, portalOrigin());
}

export const config = { matcher: ['/((?!_next/static|_next/image|icon.svg).*)'] };
