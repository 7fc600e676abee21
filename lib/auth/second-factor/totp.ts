import { generateSecret, generateURI, verifySync } from 'otplib';

/** Codes of the step before and after count too: clocks of telephones differ. */
const TOLERANCE_SECONDS = 30;

/** 160 bits, in base32 as authenticator apps take it. */
export function newTotpSecret(): string {
  return generateSecret();
}

/** What the QR code says to the app. */
export function totpUri(email: string, secret: string): string {
  return generateURI({ issuer: 'Trailkeep', label: email, secret });
}

/** The time step (of 30 seconds, since 1970) of which this code is, or null where it is of none about `now`. */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const epoch = Math.floor(now.getTime() / 1000);
  const found = verifySync({ secret, token: code, epoch, epochTolerance: TOLERANCE_SECONDS });
  return found.valid && 'timeStep' in found ? found.timeStep : null;
}
