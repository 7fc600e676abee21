import 'server-only';
import { cookies } from 'next/headers';
import { prisma } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { recordSignIn, type SignedIn, type SignInMethod } from './authenticate.ts';
import { openClaims, sealClaims } from './sealed-claims.ts';
import { dueFactor } from './second-factor/check-code.ts';
import { cookieName, cookieOptions } from './session-cookie.ts';
import { startSession } from './start-session.ts';
import type { Attempt } from './throttle.ts';

/** Between the password and the code; then one begins again. */
const WAIT_SECONDS = 10 * 60;
const waitCookie = () => cookieName('trailkeep.second-factor');

/** Who has shown their password, and is not in: `next` is where they wanted to go. */
export type Waiting = { user: SignedIn; next: string };

/** Where a person goes who has shown a password or a link: on to `next`, signed in, or first to what is still due. */
export async function enterPortal(
  user: SignedIn,
  attempt: Attempt,
  method: SignInMethod,
  next: string,
): Promise<string> {
  const due = await dueFactor(prisma(), user.id);
  if (due === 'none') {
    await completeSignIn(user, attempt, method);
    return next;
  }
  const claims = { sub: user.id, version: user.sessionVersion, next };
  const value = await sealClaims('second factor due', claims, WAIT_SECONDS);
  (await cookies()).set(waitCookie(), value, cookieOptions(WAIT_SECONDS));
  return due === 'code' ? '/sign-in/code' : '/sign-in/set-up';
}

/** The session, when nothing is due any more. */
export async function completeSignIn(user: SignedIn, attempt: Attempt, method: SignInMethod): Promise<void> {
  await recordSignIn(prisma(), user, attempt, method);
  await startSession(user);
  (await cookies()).delete(waitCookie());
}

/** The person of this browser who has shown their password; null where there is none, or it was too long ago. */
export async function findWaiting(): Promise<Waiting | null> {
  const claims = await openClaims('second factor due', (await cookies()).get(waitCookie())?.value);
  if (typeof claims?.sub !== 'string' || typeof claims.next !== 'string') return null;
  const user = await prisma().user.findUnique({ where: { id: claims.sub, disabledAt: null } });
  return user && user.sessionVersion === claims.version ? { user, next: claims.next } : null;
}

/** The same in an action. `unauthenticated` where there is nobody. */
export async function requireWaiting(): Promise<Waiting> {
  const waiting = await findWaiting();
  if (waiting) return waiting;
  throw new TrailkeepError('unauthenticated', 'It took too long since the password.', {
    hint: 'Sign in again.',
  });
}
