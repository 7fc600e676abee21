import { z } from 'zod';
import { TrailkeepError } from '#lib/errors.ts';
import { emailAddress } from '../email-address.ts';
import type { OidcSettings } from './settings.ts';

/** A person as the provider describes them. */
export type OidcPerson = {
  issuer: string;
  /** The provider's own id of the person: never another's. */
  subject: string;
  /** Null where the provider does not say it, or does not say that it was verified: it may be anybody's then. */
  email: string | null;
  name: string | null;
  groups: string[];
};

const subject = z.object({ sub: z.string().min(1) });
const names = z.array(z.string().min(1)).or(
  z
    .string()
    .min(1)
    .transform((one) => [one]),
);

type Claims = Record<string, unknown>;

/**
 * The claims of the id token, which is signed, with what the user info says besides. That it says of one e-mail address that it
 * was verified says nothing about another. Throws where the two are about different people.
 */
export function mergeClaims(token: Claims, told: Claims): Claims {
  if (told.sub !== undefined && told.sub !== token.sub) {
    throw new TrailkeepError(
      'internal',
      'The user info of the provider is about another person than its id token.',
    );
  }
  const merged = { ...told, ...token };
  const ofAnother = token.email !== undefined && token.email !== told.email;
  return ofAnother ? { ...merged, email_verified: token.email_verified } : merged;
}

/** Reads the claims of the id token and of the user info. Throws a ZodError where there is no subject. */
export function toOidcPerson(claims: Claims, settings: OidcSettings): OidcPerson {
  const { sub } = subject.parse(claims);
  const verified = claims.email_verified === true || claims.email_verified === 'true';
  const email = emailAddress.safeParse(claims.email);
  const groups = names.safeParse(claims[settings.groupsClaim]);
  return {
    issuer: settings.issuer,
    subject: sub,
    email: verified && email.success ? email.data : null,
    name: typeof claims.name === 'string' && claims.name.trim() ? claims.name.trim().slice(0, 100) : null,
    groups: groups.success ? [...new Set(groups.data)].sort() : [],
  };
}
