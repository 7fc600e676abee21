import { encode } from 'next-auth/jwt';
import { describe, expect, it, vi } from 'vitest';

vi.stubEnv('NEXTAUTH_SECRET', 'a secret for these tests only');
const { decodeSession, encodeSession } = await import('#lib/auth/session-cookie.ts');

const user = {
  id: 'b5a5a3a0-0000-4000-8000-000000000001',
  name: 'Lena',
  email: 'lena@example.com',
  sessionVersion: 3,
};

describe('the session cookie', () => {
  it('names the user and the version of their sessions', async () => {
    expect(await decodeSession(await encodeSession(user))).toEqual({ userId: user.id, version: 3 });
  });

  it('shows nothing of them to who holds it', async () => {
    const value = await encodeSession(user);
    const parts = value.split('.').map((part) => Buffer.from(part, 'base64url').toString());
    expect(parts.join(' ')).not.toContain('lena');
  });

  it('is worth nothing when it is missing, cut, changed, of another key, without a version or expired', async () => {
    const value = await encodeSession(user);
    const token = { sub: user.id, version: 3 };
    const secret = 'a secret for these tests only';
    const bad = [
      undefined,
      '',
      'x.y.z',
      value.slice(0, -3),
      withAnother(value),
      await encode({ token, secret: 'another secret of another portal' }),
      await encode({ token: { sub: user.id }, secret }),
      await encode({ token, secret, maxAge: -60 }),
    ];
    for (const cookie of bad) expect(await decodeSession(cookie)).toBeNull();
  });
});

/** The same with the first character of its tag changed: that one holds nothing but the tag's bits. */
function withAnother(value: string): string {
  const at = value.lastIndexOf('.') + 1;
  return `${value.slice(0, at)}${value[at] === 'A' ? 'B' : 'A'}${value.slice(at + 1)}`;
}
