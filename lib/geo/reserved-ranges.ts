import { BlockList, isIP } from 'node:net';

/**
 * Ranges of IANA's special-purpose registries that are nobody's place on the Internet: private, shared, loopback, link-local, multicast,
 * kept for documentation and tests. Registries of countries name a country for some of them all the same.
 */
const RANGES: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['::', 128],
  ['::1', 128],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001:2::', 48],
  ['2001:db8::', 32],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
];

const reserved = new BlockList();
for (const [address, prefix] of RANGES)
  reserved.addSubnet(address, prefix, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Whether an address is in a range that is no place on the Internet. An IPv4 address written as IPv6 counts as itself. */
export function isReserved(address: string): boolean {
  return reserved.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
