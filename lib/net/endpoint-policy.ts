import ipaddr from 'ipaddr.js';
import { env } from '#lib/env.ts';
import { kindOfAddress, plainAddress } from './address-kind.ts';

type Range = ReturnType<typeof ipaddr.parseCIDR>;

/** Which private addresses the deployment lets people name as endpoints. Public ones are always allowed, forbidden ones never. */
export type EndpointPolicy = {
  everyPrivate: boolean;
  ranges: readonly Range[];
  /** `10.0.0.5:9000`, one service alone. */
  services: readonly string[];
};

const VARIABLE = 'TRAILKEEP_ALLOW_PRIVATE_ENDPOINTS';

/**
 * The policy of this process: TRAILKEEP_ALLOW_PRIVATE_ENDPOINTS (its form is checked in lib/env.ts). Where it is not set, all private
 * addresses are allowed as long as only this machine can reach the portal: it listens on loopback and has no address of its own.
 */
export function endpointPolicy(): EndpointPolicy {
  const text = process.env[VARIABLE] || defaultFor(env());
  const items = text.split(',').map((item) => item.trim());
  const ranges = items.filter((item) => ipaddr.isValidCIDR(item)).map((item) => ipaddr.parseCIDR(item));
  return { everyPrivate: text === '1', ranges, services: items.filter((item) => item.includes(':')) };
}

/** Whether something that a person named may be connected to at this address and port. */
export function mayConnect(
  address: string,
  port: number,
  policy: EndpointPolicy = endpointPolicy(),
): boolean {
  const kind = kindOfAddress(address);
  if (kind !== 'private') return kind === 'public';
  const plain = plainAddress(address);
  return (
    policy.everyPrivate ||
    policy.services.includes(serviceName(plain.toString(), port)) ||
    policy.ranges.some(([network, bits]) => network.kind() === plain.kind() && plain.match(network, bits))
  );
}

/** Lets this process and its children reach one service on this machine: the sample organisation's bucket. */
export function allowEndpoint(origin: string): void {
  const { hostname, port } = new URL(origin);
  if (mayConnect(hostname, Number(port))) return;
  const before = process.env[VARIABLE];
  const service = serviceName(hostname, Number(port));
  process.env[VARIABLE] = before && before !== '0' ? `${before},${service}` : service;
}

function serviceName(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

function defaultFor({
  HOST,
  TRAILKEEP_URL,
}: {
  HOST: string;
  TRAILKEEP_URL?: string | undefined;
}): '0' | '1' {
  return TRAILKEEP_URL === undefined && isLoopback(HOST) ? '1' : '0';
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || (ipaddr.isValid(host) && ipaddr.parse(host).range() === 'loopback');
}
