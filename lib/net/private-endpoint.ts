import { isIP } from 'node:net';
import { TrailkeepError } from '#lib/errors.ts';
import { mayConnect } from './endpoint-policy.ts';

/**
 * What is wrong with an endpoint that a person typed, in words for its field, or null: an address of this machine or of a network of
 * one's own that the deployment does not allow, in any spelling. Names are looked up when they are connected to (guarded-lookup.ts).
 */
export function endpointFault(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  // The parser has turned decimal, octal and short spellings of an address (`http://2130706433`) into the usual one.
  const { hostname, port, protocol } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const address = /(^|\.)localhost$/i.test(host) ? '127.0.0.1' : host;
  if (isIP(address) === 0) return null;
  const allowed = mayConnect(address, Number(port) || (protocol === 'https:' ? 443 : 80));
  return allowed ? null : `${host} is a private address, and this deployment allows none here.`;
}

/** Throws `bad-request` for an endpoint that `endpointFault` finds fault with. */
export function refusePrivateHost(url: string): void {
  const fault = endpointFault(url);
  if (fault) throw new TrailkeepError('bad-request', fault, { hint: ALLOW_HINT });
}

/** For connections: `host` as it was named, `address` as it was found. */
export function privateAddress(host: string, address: string): TrailkeepError {
  const found =
    host === address ? `${host} is a private address` : `${host} leads to the private address ${address}`;
  return new TrailkeepError('source-unreachable', `${found}, and this deployment allows none here.`, {
    hint: ALLOW_HINT,
  });
}

const ALLOW_HINT =
  'Name a public address; or whoever runs Trailkeep allows this network: TRAILKEEP_ALLOW_PRIVATE_ENDPOINTS=10.0.0.0/8.';
