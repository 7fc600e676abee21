import { describe, expect, it } from 'vitest';
import { mergeClaims, toOidcPerson } from '#lib/auth/oidc/claims.ts';
import { parseEnv } from '#lib/env.ts';

const settings = {
  issuer: 'https://login.example.com',
  clientId: 'trailkeep',
  clientSecret: 's',
  name: 'Example',
  scope: 'openid',
  groupsClaim: 'https://example.com/groups',
};
const read = (claims: Record<string, unknown>) => toOidcPerson({ sub: 's1', ...claims }, settings);

describe('a person from the provider', () => {
  it('has an e-mail address only where the provider says that it was verified', () => {
    const email = 'Lena@Example.com';
    expect(read({ email, email_verified: true }).email).toBe('lena@example.com');
    expect(read({ email, email_verified: 'true' }).email).toBe('lena@example.com');
    for (const email_verified of [false, 'false', undefined, null, 1, {}]) {
      expect(read({ email, email_verified }).email).toBeNull();
    }
    expect(read({ email: 'no address', email_verified: true }).email).toBeNull();
    expect(read({ email_verified: true }).email).toBeNull();
  });

  it('has the groups of the claim that the deployment names, each once; junk is no group', () => {
    const of = (groups: unknown) =>
      read({ groups: ['another claim'], [settings.groupsClaim]: groups }).groups;
    expect(of(['b', 'a', 'b'])).toEqual(['a', 'b']);
    expect(of('one')).toEqual(['one']);
    for (const junk of [undefined, null, '', 5, [5], [''], { a: 1 }]) expect(of(junk)).toEqual([]);
  });

  it('is nobody without a subject', () => {
    for (const sub of ['', undefined, 5]) expect(() => read({ sub })).toThrow();
  });
});

describe('what the user info says beside the id token', () => {
  it('fills in, and changes nothing that is signed', () => {
    const token = { sub: 's1', email: 'a@example.com', groups: ['signed'] };
    expect(mergeClaims(token, { sub: 's1', groups: ['told'], name: 'Lena' })).toMatchObject({
      groups: ['signed'],
      name: 'Lena',
    });
    expect(mergeClaims({ sub: 's1' }, { sub: 's1', groups: ['told'] })).toMatchObject({ groups: ['told'] });
  });

  it('does not verify the e-mail address of the id token by that of another', () => {
    const told = { sub: 's1', email: 'own@example.com', email_verified: true };
    expect(mergeClaims({ sub: 's1', email: 'boss@example.com' }, told).email_verified).toBeUndefined();
    expect(mergeClaims({ sub: 's1', email: 'own@example.com' }, told).email_verified).toBe(true);
    expect(mergeClaims({ sub: 's1' }, told)).toMatchObject({
      email: 'own@example.com',
      email_verified: true,
    });
  });

  it('is refused where it is about another person', () => {
    expect(() => mergeClaims({ sub: 's1' }, { sub: 's2' })).toThrow('another person');
  });
});

describe('the settings of sign-in', () => {
  const provider = { OIDC_ISSUER: 'https://login.example.com', OIDC_CLIENT_ID: 'i', OIDC_CLIENT_SECRET: 's' };

  it('take a provider whole or not at all', () => {
    expect(parseEnv(provider)).toMatchObject({
      OIDC_GROUPS_CLAIM: 'groups',
      TRAILKEEP_PASSWORD_SIGN_IN: '1',
    });
    for (const name of Object.keys(provider)) {
      expect(() => parseEnv({ ...provider, [name]: '' })).toThrow(`${name}: expected with the others`);
    }
  });

  it('let passwords be switched off only where there is another way in', () => {
    expect(parseEnv({ ...provider, TRAILKEEP_PASSWORD_SIGN_IN: '0' })).toBeTruthy();
    expect(() => parseEnv({ TRAILKEEP_PASSWORD_SIGN_IN: '0' })).toThrow('nobody could sign in');
  });

  it('want openid among the scopes', () => {
    expect(() => parseEnv({ ...provider, OIDC_SCOPE: 'email profile' })).toThrow('OIDC_SCOPE');
  });
});
