import type { OAuthConfig } from 'next-auth/providers/oauth';
import { z } from 'zod';
import { mergeClaims } from './claims.ts';
import { OIDC_PROVIDER, type OidcSettings } from './settings.ts';

const claims = z.record(z.string(), z.unknown());

/** Claims as they come: read by `toOidcPerson`. */
type Claims = Record<string, unknown> & { sub: string };

/** The provider as next-auth talks to it: code flow with PKCE, state and nonce, and the id token's signature checked. */
export function oidcProvider(settings: OidcSettings): OAuthConfig<Claims> {
  return {
    id: OIDC_PROVIDER,
    name: settings.name,
    type: 'oauth',
    wellKnown: `${settings.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    issuer: settings.issuer,
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    authorization: { params: { scope: settings.scope } },
    checks: ['pkce', 'state', 'nonce'],
    idToken: true,
    httpOptions: { timeout: 10_000 },
    userinfo: {
      // Providers differ in where they say the groups: in the id token, or only when asked for the user info.
      request: async ({ client, tokens }) => {
        const token = claimsOf(tokens.id_token);
        const told =
          tokens.access_token && client.issuer.metadata.userinfo_endpoint
            ? await client.userinfo(tokens.access_token)
            : {};
        return mergeClaims(token, told);
      },
    },
    profile: ({ sub }) => ({ id: sub, sessionVersion: -1 }),
  };
}

/** The claims of an id token whose signature, issuer, audience and nonce were checked when it came. */
function claimsOf(idToken: string | undefined): Record<string, unknown> {
  const [, payload = ''] = (idToken ?? '').split('.');
  return claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
}
