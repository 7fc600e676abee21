import { type NextRequest, NextResponse } from 'next/server';
import {
  cookieOptions,
  renewedSession,
  SESSION_IDLE_SECONDS,
  sessionCookieName,
} from '#lib/auth/session-cookie.ts';

/**
 * Runs before every page. Tells the page its own address, so that signing in leads back to it, and sends the headers that keep a
 * browser from running or framing what is not ours. It checks nobody's rights: every page and API handler does that itself.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const nonce = crypto.randomUUID();
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('x-portal-path', `${request.nextUrl.pathname}${request.nextUrl.search}`);
  // Next reads the nonce for its own scripts from here.
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('x-frame-options', 'DENY');
  response.headers.set('referrer-policy', 'same-origin');
  // Not with a POST: that may end the session or start another, and its own cookie must be the last word.
  if (request.method === 'GET') await renewSession(request, response);
  return response;
}

async function renewSession(request: NextRequest, response: NextResponse): Promise<void> {
  const session = await renewedSession(request.cookies.get(sessionCookieName())?.value);
  if (session) response.cookies.set(sessionCookieName(), session, cookieOptions(SESSION_IDLE_SECONDS));
}

function contentSecurityPolicy(nonce: string): string {
  // React's development build evaluates text to show server stacks.
  const development = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : '';
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    // Widths of bars and positions of floating parts are style attributes.
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `font-src 'self' data:`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

export const config = { matcher: ['/((?!_next/static|_next/image|icon.svg).*)'] };
