import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerRefusal } from './answer-refusal.ts';

/**
 * Looks after a request whose path has `%` in it that no text can be made of, at which the routing would end in an error of ours. The API
 * answers it (400): then true. To a page it is an address that leads nowhere: `%` then stands for itself, and nothing is found there.
 */
export function answerUnreadablePath(
  request: Pick<IncomingMessage, 'url'>,
  response: ServerResponse,
): boolean {
  const url = request.url ?? '/';
  const end = url.indexOf('?') === -1 ? url.length : url.indexOf('?');
  const path = url.slice(0, end);
  if (isReadable(path)) return false;
  if (!path.startsWith('/api/')) {
    request.url = path.replaceAll('%', '%25') + url.slice(end);
    return false;
  }
  const message = 'The address cannot be read: a % in its path begins no character.';
  const hint = 'Write % as %25, and other characters as encodeURIComponent does.';
  answerRefusal(response, 400, { message, hint });
  return true;
}

function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
