import fc from 'fast-check';
import { expect, it } from 'vitest';
import { safePath } from '#lib/auth/safe-path.ts';

it.each([
  ['/view/prod/events?user=a&q=%2Ab#x', '/view/prod/events?user=a&q=%2Ab#x'],
  ['http://127.0.0.1:3000/account/012345678901/events', '/account/012345678901/events'],
  ['view/prod', '/view/prod'],
])('goes on to a page of the portal: %s', (asked, path) => {
  expect(safePath(asked, 'http://127.0.0.1:3000')).toBe(path);
});

it.each([
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/.//evil.example',
  'http:evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'https://portal.invalid@evil.example/',
  'http://127.0.0.1:3000.evil.example/',
  '/api/auth/signout',
  '/sign-in?callbackUrl=/sign-in',
  `/${'a'.repeat(5000)}`,
  '',
  null,
])('goes Home instead of to %j', (asked) => {
  expect(safePath(asked, 'http://127.0.0.1:3000')).toBe('/');
});

it('never leads a browser to another host, whatever was asked for', () => {
  const portal = 'http://127.0.0.1:3000';
  const hostile = fc.array(
    fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '@',
      ':',
      '\t',
      '\n',
      '%2f',
      '%5c',
      'evil.example',
      'http:',
      '?',
      '#',
      ' ',
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        hostile.map((parts) => parts.join('')),
        fc.string(),
        fc.webUrl(),
      ),
      (asked) => {
        expect(new URL(safePath(asked, portal), portal).origin).toBe(portal);
      },
    ),
    { numRuns: 500 },
  );
});
