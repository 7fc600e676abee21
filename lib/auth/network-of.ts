import ipaddr from 'ipaddr.js';

/** What attempts from an address are counted under: itself, and of IPv6 the /64, which one customer has as a whole. */
export function networkOf(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address;
  const parts = ipaddr.IPv6.parse(address).parts.slice(0, 4);
  return `${parts.map((part) => part.toString(16)).join(':')}::/64`;
}
