import { decode, encode } from 'next-auth/jwt';
import { sessionSecret } from './secret.ts';

/** What a sealed text is for. One that was made for one purpose opens for no other, nor as a session. */
type Purpose = 'known browser' | 'second factor due' | 'second factor to be';

/** Claims that a browser keeps for us: encrypted, unchangeable, and worth nothing after `seconds`. */
export function sealClaims(
  purpose: Purpose,
  claims: Record<string, string | number>,
  seconds: number,
): Promise<string> {
  return encode({ token: claims, secret: sessionSecret(), salt: purpose, maxAge: seconds });
}

/** The claims, or null where the text is missing, forged, of another purpose or too old. */
export async function openClaims(
  purpose: Purpose,
  sealed: string | undefined,
): Promise<Record<string, unknown> | null> {
  if (!sealed) return null;
  try {
    return await decode({ token: sealed, secret: sessionSecret(), salt: purpose });
  } catch {
    return null;
  }
}
