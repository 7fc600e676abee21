import { createServer, type RequestListener, type Server } from 'node:http';
import type { BlockList } from 'node:net';
import { clientAddress } from '#lib/auth/client-address.ts';
import { refuseBody } from './refuse-body.ts';
import { answerUnreadablePath } from './unreadable-path.ts';

/**
 * Bytes of a request line and all headers together. Node's own 16 KB have no room for a search of some hundred values: its query is in the
 * address and, sent by Next from page to page, in a header too.
 */
const MOST_HEADER_BYTES = 64 * 1024;

/** The web's server before Next: `handle` gets what can be read, and a header with the address that `trusted` proxies vouch for. */
export function createWebServer(handle: RequestListener, trusted: BlockList | undefined): Server {
  return createServer({ maxHeaderSize: MOST_HEADER_BYTES }, (request, response) => {
    if (refuseBody(request, response) || answerUnreadablePath(request, response)) return;
    // From here on the header holds one address, and nobody's claim.
    const claimed = request.headers['x-forwarded-for'];
    request.headers['x-forwarded-for'] = clientAddress(request.socket.remoteAddress, claimed, trusted);
    handle(request, response);
  });
}
