import { describe, expect, it } from 'vitest';
import { newAccount, newAccountForm } from '#lib/accounts/schema.ts';
import { newGrant, newPassword, newUser } from '#lib/users/schema.ts';
import { newView, toSlug } from '#lib/views/schema.ts';

describe('a password', () => {
  it.each([
    'correct horse battery',
    'Tr0ub4dor&3-and-more',
    'ein langer Satz',
    'パスワードはとても長いですよね',
  ])('may be %s', (text) => {
    expect(newPassword.safeParse(text).success).toBe(true);
  });

  it.each([
    ['elevenchars', 'too short'],
    ['aaaaaaaaaaaaaaaa', 'one character'],
    ['abababababababab', 'two characters'],
    ['password1234', 'a common word and digits'],
    ['Passw0rd!2026', 'a common word in disguise'],
    ['123456789012', 'a run of digits'],
    ['987654321098', 'a run of digits backwards'],
    ['x'.repeat(201), 'too long to hash cheaply'],
  ])('may not be %s: %s', (text) => {
    expect(newPassword.safeParse(text).success).toBe(false);
  });

  it('may not be little more than the e-mail address', () => {
    const user = { email: 'lena.wirth@example.com', name: 'Lena', role: 'admin' };
    expect(newUser.safeParse({ ...user, password: 'lena.wirth2026' }).success).toBe(false);
    expect(newUser.safeParse({ ...user, password: 'lena.wirth likes long walks' }).success).toBe(true);
  });
});

describe('an account number', () => {
  it.each(['012345678901', '0123-4567-8901', ' 0123 4567 8901 '])('is understood as %s', (id) => {
    expect(newAccount.parse({ id, name: 'A' }).id).toBe('012345678901');
  });

  it.each(['12345678901', '1234567890123', '01234567890a', '', '٠١٢٣٤٥٦٧٨٩٠١'])('is refused as %j', (id) => {
    expect(newAccount.safeParse({ id, name: 'A' }).success).toBe(false);
  });

  it('stands in for a name that was left empty, and empty fields count as left out', () => {
    expect(newAccountForm.parse({ account: '0123-4567-8901', name: ' ', view: '', owner: '' })).toEqual({
      id: '012345678901',
      name: 'Account 012345678901',
    });
  });
});

describe('a view', () => {
  it.each([
    ['Acme Production (EU)', 'acme-production-eu'],
    ['Überwachung – Straße', 'uberwachung-strasse'],
    ['  --x--  ', 'x'],
    ['監査', 'view'],
    ['a'.repeat(100), 'a'.repeat(56)],
  ])('named %s gets the slug %s, which is one', (name, slug) => {
    expect(toSlug(name)).toBe(slug);
    expect(newView.safeParse({ name: 'x', slug }).success).toBe(true);
  });
});

describe('a grant', () => {
  const who = { email: 'A@Example.com ' };

  it.each([
    [{ view: 'prod', level: 'manager' }, true],
    [{ view: 'prod', level: 'viewer' }, true],
    [{ account: '0123-4567-8901', level: 'owner' }, true],
    [{ account: '012345678901', level: 'viewer' }, true],
    [{ account: '012345678901', level: 'manager' }, false],
    [{ view: 'prod', level: 'owner' }, false],
    [{ view: 'prod', account: '012345678901', level: 'viewer' }, false],
    [{ level: 'viewer' }, false],
    [{ view: 'prod', level: 'admin' }, false],
  ])('%j is valid: %s', (grant, valid) => {
    expect(newGrant.safeParse({ ...who, ...grant }).success).toBe(valid);
  });
});
