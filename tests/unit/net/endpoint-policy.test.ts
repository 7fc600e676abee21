import { afterEach, expect, test, vi } from 'vitest';
import { parseEnv } from '#lib/env.ts';
import { allowEndpoint, mayConnect } from '#lib/net/endpoint-policy.ts';
import { endpointFault, refusePrivateHost } from '#lib/net/private-endpoint.ts';

const VARIABLE = 'TRAILKEEP_ALLOW_PRIVATE_ENDPOINTS';
afterEach(() => vi.unstubAllEnvs());

test.each([
  'http://127.0.0.1:9000',
  'http://2130706433',
  'http://0x7f000001',
  'http://0177.0.0.1',
  'http://127.1',
  'http://[::1]:9000',
  'http://[::ffff:127.0.0.1]',
  'http://localhost:9000',
  'http://localhost.',
  'http://a.localhost',
  'https://10.1.2.3/minio',
  'http://169.254.169.254/latest/meta-data',
  'http://0/',
  'https://user:word@192.168.1.1',
])('%s is refused where private endpoints are not allowed', (url) => {
  vi.stubEnv(VARIABLE, '0');
  expect(endpointFault(url)).toContain('is a private address');
  expect(() => refusePrivateHost(url)).toThrowError(expect.objectContaining({ code: 'bad-request' }));
});

test('a name is not judged before it is looked up, nor a public address', () => {
  vi.stubEnv(VARIABLE, '0');
  expect(endpointFault('https://s3.example.com')).toBeNull();
  expect(endpointFault('https://3.5.140.2')).toBeNull();
  expect(endpointFault(null)).toBeNull();
});

test('a list allows its networks and services, in any dress of the address, and nothing beside them', () => {
  vi.stubEnv(VARIABLE, '10.1.0.0/16, 192.168.1.5:9000,fd12::/32');
  expect(mayConnect('10.1.2.3', 443)).toBe(true);
  expect(mayConnect('::ffff:10.1.2.3', 443)).toBe(true);
  expect(mayConnect('192.168.1.5', 9000)).toBe(true);
  expect(mayConnect('fd12::7', 80)).toBe(true);
  expect(mayConnect('10.2.2.3', 443)).toBe(false);
  expect(mayConnect('192.168.1.5', 9001)).toBe(false);
  expect(mayConnect('fd13::7', 80)).toBe(false);
  expect(mayConnect('127.0.0.1', 5432)).toBe(false);
});

test('metadata services are reached by no setting', () => {
  for (const setting of ['1', '169.254.0.0/16', '169.254.169.254:80', '0.0.0.0/0']) {
    vi.stubEnv(VARIABLE, setting);
    expect(mayConnect('169.254.169.254', 80)).toBe(false);
    expect(mayConnect('::ffff:169.254.169.254', 80)).toBe(false);
  }
});

test('one service is allowed to this process without opening the rest, and what was allowed stays so', () => {
  vi.stubEnv(VARIABLE, '0');
  allowEndpoint('http://127.0.0.1:9100');
  expect([mayConnect('127.0.0.1', 9100), mayConnect('127.0.0.1', 9101)]).toEqual([true, false]);
  vi.stubEnv(VARIABLE, '10.0.0.0/8');
  allowEndpoint('http://127.0.0.1:9100');
  expect([mayConnect('127.0.0.1', 9100), mayConnect('10.0.0.1', 1)]).toEqual([true, true]);
  vi.stubEnv(VARIABLE, '1');
  allowEndpoint('http://127.0.0.1:9100');
  expect(process.env[VARIABLE]).toBe('1');
});

test.each(['0', '1', '10.0.0.0/8', '10.0.0.0/8, [fd00::1]:9000,192.168.1.5:9000'])(
  '%s is a setting',
  (text) => {
    expect(parseEnv({ [VARIABLE]: text })[VARIABLE]).toBe(text);
  },
);

test.each(['yes', '10.0.0.0', 'minio:9000', '10.0.0.0/8,', '10.0.0.0/64'])(
  '%s is refused at the start',
  (text) => {
    expect(() => parseEnv({ [VARIABLE]: text })).toThrowError(VARIABLE);
  },
);
