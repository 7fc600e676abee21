import { expect, test } from 'vitest';
import { isForeign } from '#lib/http/foreign-request.ts';

const OWN = 'https://trailkeep.example.com';
const plain = { method: 'POST', origin: null, fetchSite: null, host: 'trailkeep.example.com' };

test.each([
  ['a program', plain],
  ['a page of ours', { ...plain, origin: OWN, fetchSite: 'same-origin' }],
  ['a page of ours in a browser without Sec-Fetch-Site', { ...plain, origin: OWN }],
  [
    'a page of ours by another name of the host',
    { ...plain, origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' },
  ],
  ['a link of another site', { ...plain, method: 'GET', fetchSite: 'cross-site' }],
])('%s is let in', (_, facts) => {
  expect(isForeign(facts, OWN)).toBe(false);
});

test.each([
  ['another site', { ...plain, origin: 'https://evil.example', fetchSite: 'cross-site' }],
  ['another site in a browser without Sec-Fetch-Site', { ...plain, origin: 'https://evil.example' }],
  ['a sister host', { ...plain, origin: 'https://other.example.com', fetchSite: 'same-site' }],
  [
    'the same host over plain http at another port',
    { ...plain, origin: 'http://trailkeep.example.com:8080' },
  ],
  ['a sandboxed frame', { ...plain, origin: 'null' }],
  ['a browser that says no origin', { ...plain, fetchSite: 'cross-site' }],
  ['another site deleting', { ...plain, method: 'DELETE', origin: 'https://evil.example' }],
])('%s may change nothing here', (_, facts) => {
  expect(isForeign(facts, OWN)).toBe(true);
});
