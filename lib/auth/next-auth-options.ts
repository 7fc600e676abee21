import type { AuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { prisma } from '#lib/db/prisma.ts';
import { env } from '#lib/env.ts';
import { errorMessage, TrailkeepError } from '#lib/errors.ts';
import { log } from '#lib/log.ts';
import { findActor } from './actor.ts';
import { authenticate, recordSignIn, type SignedIn } from './authenticate.ts';
import { emailAddress } from './email-address.ts';
import { endSessions } from './end-sessions.ts';
import { attemptAs, requestAddress } from './loaders.ts';
import { admitPerson, findBySubject } from './oidc/admit-person.ts';
import { type OidcPerson, toOidcPerson } from './oidc/claims.ts';
import { oidcProvider } from './oidc/provider.ts';
import { OIDC_PROVIDER, oidcSettings } from './oidc/settings.ts';
import { safePath } from './safe-path.ts';
import { checkCode, dueFactor } from './second-factor/check-code.ts';
import { sessionSecret } from './secret.ts';
import {
  cookieOptions,
  nowSeconds,
  SESSION_IDLE_SECONDS,
  sessionClaims,
  sessionCookieName,
  usesSecureCookies,
} from './session-cookie.ts';

declare module 'next-auth' {
  interface User {
    sessionVersion: number;
  }
}

/**
 * next-auth, made at the first request: the build has no secrets. Sessions are JWTs that hold who and which version; the user's
 * row decides at every request whether they still count.
 */
export function nextAuthOptions(): AuthOptions {
  trustOwnAddress();
  const oidc = oidcSettings();
  return {
    secret: sessionSecret(),
    useSecureCookies: usesSecureCookies(),
    session: { strategy: 'jwt', maxAge: SESSION_IDLE_SECONDS },
    cookies: {
      sessionToken: { name: sessionCookieName(), options: cookieOptions(SESSION_IDLE_SECONDS) },
    },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    providers: [
      Credentials({
        name: 'E-mail and password',
        credentials: { email: { type: 'email' }, password: { type: 'password' }, code: { type: 'text' } },
        authorize: (given) => authorize(given ?? {}),
      }),
      ...(oidc ? [oidcProvider(oidc)] : []),
    ],
    callbacks: {
      signIn: async ({ account, profile }) => {
        if (oidc && account?.provider === OIDC_PROVIDER) await admit(toOidcPerson({ ...profile }, oidc));
        return true;
      },
      redirect: ({ url, baseUrl }) => `${baseUrl}${safePath(url, baseUrl)}`,
      jwt: async ({ token, user, account }) => {
        if (user) {
          const signedIn = account?.provider === OIDC_PROVIDER ? await findAdmitted(user.id) : user;
          return { sub: signedIn.id, version: signedIn.sessionVersion, startedAt: nowSeconds() };
        }
        const claims = sessionClaims(token);
        const actor = claims && (await findActor(prisma(), claims.userId, claims.version));
        if (!actor) throw new TrailkeepError('unauthenticated', 'The session was ended.');
        return token;
      },
    },
    events: {
      signOut: async ({ token: { sub, version } }) => {
        if (!sub || typeof version !== 'number') return;
        await endSessions(prisma(), { userId: sub, version, ipAddress: await requestAddress() });
      },
    },
    logger: {
      // A cookie of an ended session is no fault of ours; the rest of what next-auth calls an error is.
      error: (code, metadata) =>
        code === 'JWT_SESSION_ERROR'
          ? log.debug({ code }, 'a session was refused')
          : log.error({ code, metadata }, 'next-auth'),
      warn: (code) => log.debug({ code }, 'next-auth'),
      debug: () => undefined,
    },
  };
}

/** The same as the sign-in form, in one step: what a second factor asks for comes with the password. */
async function authorize(
  given: Partial<Record<'email' | 'password' | 'code', string>>,
): Promise<SignedIn | null> {
  const email = emailAddress.safeParse(given.email);
  if (!email.success || !given.password) return null;
  try {
    const attempt = await attemptAs(email.data);
    const user = await authenticate(prisma(), attempt, given.password);
    const due = await dueFactor(prisma(), user.id);
    if (due === 'set-up' || (due === 'code' && !given.code)) {
      throw new TrailkeepError('forbidden', 'A second factor is due.', { hint: 'Sign in on the page.' });
    }
    const kind = due === 'code' && (await checkCode(prisma(), user, attempt, given.code ?? ''));
    const method = !kind ? 'password' : kind === 'code' ? 'password and code' : 'password and recovery code';
    await recordSignIn(prisma(), user, attempt, method);
    return user;
  } catch (error) {
    if (error instanceof TrailkeepError && error.code === 'unauthenticated') return null;
    // next-auth puts the message into the address of the sign-in page: a code, which the page turns into words.
    if (error instanceof TrailkeepError) throw new Error(error.code);
    log.error({ reason: errorMessage(error) }, 'sign-in failed');
    throw new Error('internal');
  }
}

/** Throws the reason as next-auth takes it to the sign-in page: a code, which the page turns into words. */
async function admit(person: OidcPerson): Promise<void> {
  const from = { ipAddress: await requestAddress(), now: new Date() };
  const admission = await admitPerson(prisma(), person, from);
  if ('refused' in admission) throw new Error(admission.refused);
}

async function findAdmitted(subject: string): Promise<SignedIn> {
  const issuer = oidcSettings()?.issuer ?? '';
  const user = await findBySubject(prisma(), { issuer, subject });
  if (user) return user;
  throw new TrailkeepError('unauthenticated', 'The provider sent somebody who was not admitted.');
}

// next-auth builds absolute addresses from NEXTAUTH_URL, or from the request's own host where it is told to trust it. The portal
// runs under whatever name it is reached by, unless it was told its name.
function trustOwnAddress(): void {
  const { TRAILKEEP_URL } = env();
  if (TRAILKEEP_URL) process.env.NEXTAUTH_URL = new URL(TRAILKEEP_URL).origin;
  else process.env.AUTH_TRUST_HOST = 'true';
}
