import type { IncomingMessage } from 'node:http';
import { AwsError } from './aws-error.ts';
import { sha256 } from './signature.ts';

/** The whole body of a request. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The content of an `aws-chunked` body: `<size in hex>[;chunk-signature=…]\r\n<bytes>\r\n`, then trailers. */
function unchunk(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  while (at < body.length) {
    const end = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.toString('latin1', at, end).split(';')[0] ?? '', 16);
    if (end < 0 || Number.isNaN(size))
      throw new AwsError(400, 'IncompleteBody', 'The chunked body could not be read.');
    if (size === 0) break;
    parts.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
  return Buffer.concat(parts);
}

/** The bytes to store, checked against the hash that was signed. */
export function payloadOf(body: Buffer, payloadHash: string): Buffer {
  if (payloadHash.startsWith('STREAMING-')) return unchunk(body);
  if (payloadHash !== 'UNSIGNED-PAYLOAD' && sha256(body) !== payloadHash)
    throw new AwsError(
      400,
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  return body;
}
