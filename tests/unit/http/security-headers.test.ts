import { expect, test } from 'vitest';
import { securityHeaders } from '#lib/http/security-headers.ts';

const served = (https: boolean) => securityHeaders({ nonce: 'n0nce', https, development: false });

test('scripts and styles run by nonce or hash alone: nothing inline, nothing evaluated, from no other host', () => {
  const policy = served(true)['content-security-policy'] ?? '';
  expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|https?:|\*/);
  expect(policy).toContain(`script-src 'self' 'nonce-n0nce' 'strict-dynamic'`);
  expect(policy).toContain(`style-src 'self' 'nonce-n0nce' 'sha256-`);
  for (const closed of [
    `object-src 'none'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
    `form-action 'self'`,
  ])
    expect(policy).toContain(closed);
});

test('browsers are held to https only where people reach the portal by it', () => {
  expect(served(true)['strict-transport-security']).toBe('max-age=63072000; includeSubDomains');
  expect(served(false)).not.toHaveProperty('strict-transport-security');
});

test('no other site may frame the portal, hold its window, embed its answers, or learn where one was in it', () => {
  expect(served(false)).toMatchObject({
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'same-origin',
    'permissions-policy': expect.stringContaining('camera=()'),
  });
});
