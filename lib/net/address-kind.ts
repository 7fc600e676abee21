import ipaddr from 'ipaddr.js';

/**
 * Where an address leads: `public`; `private` for the machine itself and networks of one's own; `forbidden` for what no service
 * anybody would name listens on: link-local addresses, the clouds' metadata services, multicast, broadcast.
 */
export type AddressKind = 'public' | 'private' | 'forbidden';

type Address = ReturnType<typeof ipaddr.parse>;

/** Metadata services outside of the link-local range: Azure's, Alibaba's, and EC2's over IPv6. */
const METADATA = ['168.63.129.16/32', '100.100.100.200/32', 'fd00:ec2::/32'].map((range) =>
  ipaddr.parseCIDR(range),
);
const FORBIDDEN_RANGES: readonly string[] = ['linkLocal', 'multicast', 'broadcast', 'unspecified'];
/** `::a.b.c.d`, deprecated (RFC 4291), and still understood by some systems. */
const IPV4_COMPATIBLE = ipaddr.parseCIDR('::/96');

/** The kind of an IPv4 or IPv6 address as text; of one that carries an IPv4 address within it, that one's. */
export function kindOfAddress(text: string): AddressKind {
  if (!ipaddr.isValid(text)) return 'forbidden';
  return kindOf(plainAddress(text));
}

/** The address that a packet goes to: IPv4 within IPv6 (mapped, NAT64, 6to4) is taken out of it. */
export function plainAddress(text: string): Address {
  const address = ipaddr.parse(text);
  if (!(address instanceof ipaddr.IPv6)) return address;
  const bytes = address.toByteArray();
  const range = address.range();
  if (range === '6to4') return ipaddr.fromByteArray(bytes.slice(2, 6));
  const carriesIpv4 = range === 'ipv4Mapped' || range === 'rfc6052' || range === 'rfc6145';
  const compatible = range !== 'unspecified' && range !== 'loopback' && address.match(IPV4_COMPATIBLE);
  return carriesIpv4 || compatible ? ipaddr.fromByteArray(bytes.slice(12)) : address;
}

function kindOf(address: Address): AddressKind {
  const range: string = address.range();
  const metadata = METADATA.some(
    ([network, bits]) => network.kind() === address.kind() && address.match(network, bits),
  );
  if (metadata || FORBIDDEN_RANGES.includes(range)) return 'forbidden';
  return range === 'unicast' ? 'public' : 'private';
}
