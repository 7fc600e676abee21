import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { guardedAgents } from '#lib/net/guarded-agents.ts';
import { DeliveryError } from './delivery-error.ts';
import { hideAddress } from './hide-address.ts';

const TIMEOUT_MS = 10_000;
const MOST_ANSWER_BYTES = 4_096;
const LONGEST_RETRY_AFTER_S = 24 * 3600;

const agents = guardedAgents({ keepAlive: false });

/**
 * Posts JSON where a person said, and to no address that the deployment does not allow; follows no redirect. Resolves on a 2xx answer;
 * else throws DeliveryError with the status and the answer's beginning. 400 to 499 are final, but for 408, 425 and 429.
 */
export async function postJson(url: string, body: string, headers: Record<string, string>): Promise<void> {
  const address = new URL(url);
  const { status, text, retryAfter } = await post(address, body, headers);
  if (status >= 200 && status < 300) return;
  // Whoever sees the finding reads it: the address is not theirs to know.
  const said = hideAddress(text, address).trim().slice(0, 300);
  throw new DeliveryError(`HTTP ${status}${said ? `: ${said}` : ''}`, {
    final: status >= 300 && status < 500 && ![408, 425, 429].includes(status),
    retryAfterMs: retryAfterMs(retryAfter),
  });
}

type Answer = { status: number; text: string; retryAfter: string | undefined };

function post(url: URL, body: string, headers: Record<string, string>): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const secure = url.protocol === 'https:';
  const open = secure ? httpsRequest : httpRequest;
  const sent = open(
    url,
    {
      method: 'POST',
      agent: secure ? agents.httpsAgent : agents.httpAgent,
      headers: {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
        'user-agent': 'Trailkeep',
        ...headers,
      },
      // Of the whole exchange: a receiver that sends a byte now and then does not hold the worker.
      signal: AbortSignal.timeout(TIMEOUT_MS),
    },
    (answer) => {
      readBeginning(answer).then(
        (text) =>
          resolve({ status: answer.statusCode ?? 0, text, retryAfter: answer.headers['retry-after'] }),
        reject,
      );
    },
  );
  sent.on('error', reject);
  sent.end(body);
  return promise.catch((error: unknown) => {
    const timedOut = error instanceof Error && error.name === 'AbortError';
    const why = timedOut ? `no answer within ${TIMEOUT_MS / 1000} s` : messageOf(error);
    throw new DeliveryError(`${url.host}: ${why}`, { cause: error });
  });
}

async function readBeginning(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    parts.push(part);
    size += part.length;
    if (size > MOST_ANSWER_BYTES) break;
  }
  return Buffer.concat(parts).subarray(0, MOST_ANSWER_BYTES).toString('utf8');
}

/** In seconds, or as a date; nothing that makes sense is null. */
function retryAfterMs(header: string | undefined): number | null {
  if (header === undefined) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return seconds > 0 ? Math.min(seconds, LONGEST_RETRY_AFTER_S) * 1000 : null;
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || ('code' in error ? String(error.code) : error.name);
}
