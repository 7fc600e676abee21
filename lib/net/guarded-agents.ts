import { lookup } from 'node:dns';
import { type ClientRequestArgs, Agent as HttpAgent } from 'node:http';
import { type AgentOptions, Agent as HttpsAgent, type RequestOptions } from 'node:https';
import { isIP, type LookupFunction, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { mayConnect } from './endpoint-policy.ts';
import { privateAddress } from './private-endpoint.ts';

type OnCreated = (error: Error | null, stream: Duplex) => void;

/**
 * Agents for requests to where a person said: each connection is refused (`source-unreachable`) when the host's address, as DNS has it
 * at that moment, is one that the deployment does not allow. Neither agent follows redirects; nor may who uses them.
 */
export function guardedAgents(options: AgentOptions = {}): { httpAgent: HttpAgent; httpsAgent: HttpsAgent } {
  return { httpAgent: new GuardedHttpAgent(options), httpsAgent: new GuardedHttpsAgent(options) };
}

/** Name lookup for connections to `port`: the address that is checked is the one that is connected to. One bad address refuses all. */
export function guardedLookup(port: number): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const refused = addresses.find(({ address }) => !mayConnect(address, port));
      if (refused) return callback(privateAddress(host, refused.address), []);
      const [first] = addresses;
      if (options.all || !first) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}

class GuardedHttpAgent extends HttpAgent {
  override createConnection(options: ClientRequestArgs, callback?: OnCreated): Duplex | null | undefined {
    if (isRefused(options)) return refuse(options, callback);
    return super.createConnection({ ...options, lookup: guardedLookup(portOf(options)) }, callback);
  }
}

class GuardedHttpsAgent extends HttpsAgent {
  override createConnection(options: RequestOptions, callback?: OnCreated): Duplex | null | undefined {
    if (isRefused(options)) return refuse(options, callback);
    return super.createConnection({ ...options, lookup: guardedLookup(portOf(options)) }, callback);
  }
}

/** Node looks no address up that is one already. */
function isRefused(options: ClientRequestArgs): boolean {
  const host = hostOf(options);
  return isIP(host) !== 0 && !mayConnect(host, portOf(options));
}

/** By the callback: thrown out of a queue of waiting requests, an error would end the process. */
function refuse(options: ClientRequestArgs, callback?: OnCreated): undefined {
  const host = hostOf(options);
  process.nextTick(() => callback?.(privateAddress(host, host), new Socket()));
}

function hostOf({ host }: ClientRequestArgs): string {
  return host ?? 'localhost';
}

function portOf({ port, defaultPort = 80 }: ClientRequestArgs): number {
  return Number(port ?? defaultPort);
}
