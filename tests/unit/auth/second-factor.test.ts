import fc from 'fast-check';
import { generateSync } from 'otplib';
import { describe, expect, it, vi } from 'vitest';

vi.stubEnv('NEXTAUTH_SECRET', 'a secret for these tests only');
const { newEnrolment, openEnrolment } = await import('#lib/auth/second-factor/enrolment.ts');
const { hashRecoveryCode, newRecoveryCodes } = await import('#lib/auth/second-factor/recovery-codes.ts');
const { newTotpSecret, stepOfCode, totpUri } = await import('#lib/auth/second-factor/totp.ts');

const seconds = (epoch: number) => new Date(epoch * 1000);

describe('codes of an authenticator app', () => {
  it('are those of RFC 6238', () => {
    // Its table B.1 for SHA-1, the last six digits.
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    expect(stepOfCode(secret, '287082', seconds(59))).toBe(1);
    expect(stepOfCode(secret, '081804', seconds(1_111_111_109))).toBe(37_037_036);
    expect(stepOfCode(secret, '005924', seconds(1_234_567_890))).toBe(41_152_263);
  });

  it('count in the step before and after theirs, and in no other', () => {
    const secret = newTotpSecret();
    const epoch = 1_795_000_005;
    const code = generateSync({ secret, epoch });
    const step = Math.floor(epoch / 30);
    for (const off of [-30, 0, 30]) expect(stepOfCode(secret, code, seconds(epoch + off))).toBe(step);
    for (const off of [-90, 90, 3600]) expect(stepOfCode(secret, code, seconds(epoch + off))).toBeNull();
  });

  it('are six digits: nothing else is ever one', () => {
    const secret = newTotpSecret();
    fc.assert(
      fc.property(
        fc.string().filter((text) => !/^\d{6}$/.test(text)),
        (text) => stepOfCode(secret, text, seconds(59)) === null,
      ),
    );
  });

  it('come from a secret of 160 bits that is another each time, and the app is told whose it is', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(secret);
    const uri = new URL(totpUri('lena@example.com', secret));
    expect(decodeURIComponent(uri.pathname)).toContain('Trailkeep:lena@example.com');
    expect(uri.searchParams.get('secret')).toBe(secret);
  });
});

describe('recovery codes', () => {
  it('are ten different ones of 80 bits', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
  });

  it('are the same however they are typed, and every other code is another', () => {
    expect(hashRecoveryCode(' 01AB-CDEF ghjk mnpq')).toEqual(hashRecoveryCode('o1ab-cdef-ghjk-mnpq'));
    expect(hashRecoveryCode('l1ab')).toEqual(hashRecoveryCode('11ab'));
    expect(hashRecoveryCode('01ab-cdef-ghjk-mnpq')).not.toEqual(hashRecoveryCode('01ab-cdef-ghjk-mnpr'));
  });
});

it('a form to set one up is good for its person and a quarter of an hour, and shows the secret to nobody else', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 20, 10) });
  const { sealed, secret } = await newEnrolment({ id: 'a', email: 'lena@example.com' });
  const bare = secret.replaceAll(' ', '');
  expect(await openEnrolment('a', sealed)).toBe(bare);
  expect(sealed).not.toContain(bare);
  expect(await openEnrolment('b', sealed)).toBeNull();
  expect(await openEnrolment('a', undefined)).toBeNull();
  vi.setSystemTime(Date.UTC(2026, 10, 20, 10, 16));
  expect(await openEnrolment('a', sealed)).toBeNull();
  vi.useRealTimers();
});
