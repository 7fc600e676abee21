import { openClaims, sealClaims } from '../sealed-claims.ts';
import { newTotpSecret, totpUri } from './totp.ts';

const MINUTES = 15;

/** A secret that is shown and not yet anybody's: it becomes the person's with the first code of it. */
export type Enrolment = {
  /** For typing it into the app, in groups of four. */
  secret: string;
  /** For the QR code. */
  uri: string;
  /** Goes with the form, so that nothing is kept of those that are never finished. */
  sealed: string;
};

/** Good for a quarter of an hour, and for this person alone. */
export async function newEnrolment({ id, email }: { id: string; email: string }): Promise<Enrolment> {
  const secret = newTotpSecret();
  return {
    secret: secret.replace(/(.{4})(?=.)/g, '$1 '),
    uri: totpUri(email, secret),
    sealed: await sealClaims('second factor to be', { sub: id, secret }, MINUTES * 60),
  };
}

/** The secret, or null where the form is too old or another person's. */
export async function openEnrolment(userId: string, sealed: string | undefined): Promise<string | null> {
  const claims = await openClaims('second factor to be', sealed);
  return claims?.sub === userId && typeof claims.secret === 'string' ? claims.secret : null;
}
