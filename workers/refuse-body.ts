import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerRefusal } from './answer-refusal.ts';

/** More than the longest paste (5,000 accounts, a set of Sigma rules) has. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * Answers a request whose body is too large (413) or does not say how long it is (411), before anything reads it. True where it did. What comes of
 * the body is thrown away by Node: to cut the connection would take the answer from who is still sending.
 */
export function refuseBody({ headers }: Pick<IncomingMessage, 'headers'>, response: ServerResponse): boolean {
  const unknown = headers['transfer-encoding'] !== undefined;
  const tooLarge = Number(headers['content-length'] ?? 0) > MOST_BYTES;
  if (!unknown && !tooLarge) return false;
  const message = unknown ? 'The request does not say how long its body is.' : 'The request is too large.';
  const hint = unknown ? 'Send a content-length.' : `Send at most ${MOST_BYTES} bytes.`;
  answerRefusal(response, unknown ? 411 : 413, { message, hint });
  return true;
}
