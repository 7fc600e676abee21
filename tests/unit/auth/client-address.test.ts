import { describe, expect, it } from 'vitest';
import { clientAddress } from '#lib/auth/client-address.ts';
import { parseEnv } from '#lib/env.ts';

const trusting = (networks: string) =>
  parseEnv({ TRAILKEEP_TRUSTED_PROXIES: networks }).TRAILKEEP_TRUSTED_PROXIES;

describe('the address of a client', () => {
  it.each([
    [
      'no proxy is trusted: what the client claims is nothing',
      undefined,
      '198.51.100.7',
      '1.2.3.4',
      '198.51.100.7',
    ],
    ['another peer than the proxy', '10.0.0.0/8', '198.51.100.7', '1.2.3.4', '198.51.100.7'],
    [
      'the proxy: what it saw, and not what stood there before',
      '10.0.0.5',
      '10.0.0.5',
      '1.2.3.4, 198.51.100.7',
      '198.51.100.7',
    ],
    [
      'a chain of proxies',
      '10.0.0.0/8,2001:db8::/32',
      '10.0.0.5',
      '1.2.3.4, 198.51.100.7, 2001:db8::9',
      '198.51.100.7',
    ],
    ['the proxy over an IPv6 socket', '10.0.0.0/8', '::ffff:10.0.0.5', '198.51.100.7', '198.51.100.7'],
    ['the proxy itself, without a header', '10.0.0.0/8', '10.0.0.5', undefined, '10.0.0.5'],
    ['words in place of an address', '10.0.0.0/8', '10.0.0.5', 'unknown', 'unknown'],
    ['no peer', '10.0.0.0/8', undefined, '1.2.3.4', 'unknown'],
  ])('%s', (_, networks, peer, header, expected) => {
    expect(clientAddress(peer, header, networks === undefined ? undefined : trusting(networks))).toBe(
      expected,
    );
  });
});

it.each(['proxy.example.com', '10.0.0.0/33', '10.0.0.0/x', '10.0.0.5;10.0.0.6', '2001:db8::/129'])(
  'the start stops at %j as a trusted proxy, by the name of the setting',
  (networks) => {
    expect(() => trusting(networks)).toThrow(/TRAILKEEP_TRUSTED_PROXIES: .*no address or network/);
  },
);
