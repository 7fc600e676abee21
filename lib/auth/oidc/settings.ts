import { env } from '#lib/env.ts';
import { TrailkeepError } from '#lib/errors.ts';

/** The id of the provider in next-auth, and in its callback's address: /api/auth/callback/oidc. */
export const OIDC_PROVIDER = 'oidc';

export type OidcSettings = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What people call it: "Okta". */
  name: string;
  scope: string;
  groupsClaim: string;
};

/** The OpenID Connect provider of this deployment; null where there is none. */
export function oidcSettings(): OidcSettings | null {
  const settings = env();
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = settings;
  if (!issuer || !clientId || !clientSecret) return null;
  const { OIDC_NAME: name, OIDC_SCOPE: scope, OIDC_GROUPS_CLAIM: groupsClaim } = settings;
  return { issuer, clientId, clientSecret, name, scope, groupsClaim };
}

/** Whether people may sign in with a password, here. */
export function passwordsAllowed(): boolean {
  return env().TRAILKEEP_PASSWORD_SIGN_IN === '1';
}

/** Throws `forbidden` where they may not. */
export function requirePasswords(): void {
  if (passwordsAllowed()) return;
  throw new TrailkeepError('forbidden', 'Sign-in with a password is switched off.', {
    hint: `Use ${env().OIDC_NAME}.`,
    refused: false,
  });
}
