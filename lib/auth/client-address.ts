import { type BlockList, isIP } from 'node:net';

/**
 * The address of whoever sent the request. `peer` is the other end of the connection. Only where that is a proxy that this
 * deployment trusts does its entry of `X-Forwarded-For` count, and so on from the right: whatever stands to the left of the
 * first address that is not a trusted proxy is what a client claimed.
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | string[] | undefined,
  trusted: BlockList | undefined,
): string {
  const claimed = [forwardedFor ?? []].flat().join(',').split(',');
  let address = plainAddress(peer ?? '');
  while (trusted && isIn(trusted, address)) {
    const before = plainAddress(claimed.pop()?.trim() ?? '');
    if (before === '') break;
    address = before;
  }
  return address.slice(0, 64) || 'unknown';
}

/** An IPv4 address that came over an IPv6 socket is written as IPv4. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

function isIn(networks: BlockList, address: string): boolean {
  const version = isIP(address);
  return version !== 0 && networks.check(address, version === 4 ? 'ipv4' : 'ipv6');
}
