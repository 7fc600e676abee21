import 'server-only';
import { cookies, headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { prisma } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { type Actor, findActor } from './actor.ts';
import { actorFromToken } from './actor-from-token.ts';
import { asNotFound } from './as-not-found.ts';
import { knownBrowserCookie, openKnownBrowser } from './known-browser.ts';
import { noteVisit } from './note-visit.ts';
import { resolveScope } from './resolve-scope.ts';
import { safePath } from './safe-path.ts';
import type { Scope } from './scope.ts';
import { decodeSession, sessionCookieName } from './session-cookie.ts';
import type { Attempt } from './throttle.ts';

/** The person signed in to this request, or null. Looked up once a request, against the user's row as it is now. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const claims = await decodeSession((await cookies()).get(sessionCookieName())?.value);
  return claims && findActor(prisma(), claims.userId, claims.version);
});

/** For pages: the person signed in, or off to the sign-in page, which leads back here. */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor();
  if (actor) return actor;
  // proxy.ts writes it, over whatever the client may have sent.
  const path = safePath((await headers()).get('x-portal-path'));
  redirect(path === '/' ? '/sign-in' : `/sign-in?callbackUrl=${encodeURIComponent(path)}`);
}

/** For pages: the scope named in the URL, or the not-found page if this person may not see it. Resolved once a request, and noted. */
export const loadScope = cache(async (kind: string, id: string): Promise<Scope> => {
  const actor = await requireActor();
  if (kind !== 'view' && kind !== 'account') notFound();
  const scope = await resolveScope(actor, kind, id).catch(asNotFound);
  await noteVisit(actor, scope);
  return scope;
});

/** For server actions: the person signed in, or `unauthenticated`. An API token opens no page and presses no button. */
export async function actorOfRequest(): Promise<Actor> {
  const actor = (await currentActor()) ?? refuseStranger();
  return { ...actor, ipAddress: await requestAddress() };
}

/**
 * For API handlers: the person of the bearer token, or without any `Authorization` the one signed in. `unauthenticated` otherwise,
 * `forbidden` where the token may not do what the request's `method` is for.
 */
export async function actorOfApiRequest(method: string): Promise<Actor> {
  const authorization = (await headers()).get('authorization');
  if (!authorization) return actorOfRequest();
  const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  if (!token) return refuseStranger();
  return { ...(await actorFromToken(token, method)), ipAddress: await requestAddress() };
}

function refuseStranger(): never {
  throw new TrailkeepError('unauthenticated', 'You are not signed in.', {
    hint: 'Sign in, or send an API token: Authorization: Bearer <token>.',
  });
}

/** Where the request comes from, for counting attempts and for the audit log. workers/web-server.ts wrote the one address that counts. */
export async function requestAddress(): Promise<string> {
  return (await headers()).get('x-forwarded-for') || 'unknown';
}

/** An attempt of whoever sends this request to show that they are the person of this e-mail address. */
export async function attemptAs(email: string): Promise<Attempt> {
  const cookie = (await cookies()).get(knownBrowserCookie())?.value;
  const browser = await openKnownBrowser(cookie, email);
  return { email, ipAddress: await requestAddress(), browser, now: new Date() };
}
