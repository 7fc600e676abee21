import { createServer, type Server } from 'node:http';
import Provider from 'oidc-provider';

export type ProvidedPerson = { email: string; emailVerified: boolean; name: string; groups: string[] };

export type LocalProvider = {
  issuer: string;
  client: { id: string; secret: string };
  /** Who may sign in, by what they type as their login; any password will do. May be changed as it runs. */
  people: Map<string, ProvidedPerson>;
  stop: () => Promise<void>;
};

/** An OpenID Connect provider on this machine, for the portal at `portalUrl`. It tells groups in the user info only, as many do. */
export async function startOidcProvider(port: number, portalUrl: string): Promise<LocalProvider> {
  const issuer = `http://127.0.0.1:${port}`;
  const client = { id: 'trailkeep', secret: 'a secret of the client, for tests only' };
  const people: LocalProvider['people'] = new Map();
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [`${portalUrl}/api/auth/callback/oidc`],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    cookies: { keys: ['of the local provider'] },
    findAccount: (_, login) => {
      const person = people.get(login);
      if (!person) return undefined;
      const { email, emailVerified: email_verified, name, groups } = person;
      return { accountId: login, claims: () => ({ sub: login, email, email_verified, name, groups }) };
    },
  });
  const server = createServer(provider.callback());
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { issuer, client, people, stop: () => closed(server) };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
