import { encode } from 'next-auth/jwt';
import { afterEach, describe, expect, it, vi } from 'vitest';

vi.stubEnv('NEXTAUTH_SECRET', 'a secret for these tests only');
const { decodeSession, encodeSession, renewedSession, sessionCookieName } = await import(
  '#lib/auth/session-cookie.ts'
);

const START = Date.UTC(2026, 10, 20, 10);
const user = { userId: 'b5a5a3a0-0000-4000-8000-000000000001', version: 3, startedAt: START / 1000 };
const minutes = (count: number) => vi.setSystemTime(START + count * 60_000);

vi.useFakeTimers({ toFake: ['Date'], now: START });
afterEach(() => minutes(0));

describe('the session cookie', () => {
  it('names the user and the version of their sessions', async () => {
    expect(await decodeSession(await encodeSession(user))).toEqual(user);
  });

  it('shows nothing of them to who holds it', async () => {
    const value = await encodeSession(user);
    const parts = value.split('.').map((part) => Buffer.from(part, 'base64url').toString());
    expect(parts.join(' ')).not.toContain(user.userId.slice(0, 8));
  });

  it('is worth nothing when it is missing, cut, changed, of another key, without a version or expired', async () => {
    const value = await encodeSession(user);
    const token = { sub: user.userId, version: 3, startedAt: user.startedAt };
    const secret = 'a secret for these tests only';
    const bad = [
      undefined,
      '',
      'x.y.z',
      value.slice(0, -3),
      withAnother(value),
      await encode({ token, secret: 'another secret of another portal' }),
      await encode({ token: { ...token, version: undefined }, secret }),
      await encode({ token: { ...token, startedAt: undefined }, secret }),
      await encode({ token, secret, salt: 'second factor due' }),
      await encode({ token, secret, maxAge: -60 }),
    ];
    for (const cookie of bad) expect(await decodeSession(cookie)).toBeNull();
  });
});

describe('a session', () => {
  it('ends half an hour after the last request', async () => {
    const value = await encodeSession(user);
    minutes(29);
    expect(await decodeSession(value)).toEqual(user);
    minutes(31);
    expect(await decodeSession(value)).toBeNull();
    expect(await renewedSession(value)).toBeNull();
  });

  it('is renewed by requests, not by each of them, and keeps its beginning', async () => {
    const value = await encodeSession(user);
    minutes(4);
    expect(await renewedSession(value)).toBeNull();
    minutes(25);
    const renewed = await renewedSession(value);
    minutes(50);
    expect(await decodeSession(renewed ?? '')).toEqual(user);
  });

  it('ends after twelve hours, however often it was renewed', async () => {
    let value: string | null = await encodeSession(user);
    for (let at = 20; at < 720; at += 20) {
      minutes(at);
      value = await renewedSession(value ?? '');
      expect(await decodeSession(value ?? '')).toEqual(user);
    }
    minutes(720);
    expect(await decodeSession(value ?? '')).toBeNull();
    expect(await renewedSession(value ?? '')).toBeNull();
  });
});

it('behind https the cookie is of this host alone', async () => {
  expect(sessionCookieName()).toBe('next-auth.session-token');
  vi.resetModules();
  vi.stubEnv('TRAILKEEP_URL', 'https://trailkeep.example.com');
  const behindHttps = await import('#lib/auth/session-cookie.ts');
  expect(behindHttps.sessionCookieName()).toBe('__Host-next-auth.session-token');
  expect(behindHttps.cookieOptions(60)).toEqual({
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: true,
    maxAge: 60,
  });
});

/** The same with the first character of its tag changed: that one holds nothing but the tag's bits. */
function withAnother(value: string): string {
  const at = value.lastIndexOf('.') + 1;
  return `${value.slice(0, at)}${value[at] === 'A' ? 'B' : 'A'}${value.slice(at + 1)}`;
}
