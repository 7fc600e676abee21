import { createReadStream, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { AwsError } from './aws-error.ts';
import { etagOf, type ObjectStore } from './object-store.ts';

/** Up to this size a blocking read costs less than opening a stream, and log objects are a few kilobytes. */
const READ_AT_ONCE_BYTES = 1024 * 1024;

type Range = { from: number; to: number };

/** `bytes=a-b`, `bytes=a-` or `bytes=-n`; null asks for everything, as does what S3 does not understand. */
function parseRange(header: string | undefined, sizeBytes: number): Range | null {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!found || (found[1] === '' && found[2] === '')) return null;
  const from = found[1] === '' ? Math.max(0, sizeBytes - Number(found[2])) : Number(found[1]);
  const to = found[1] === '' || found[2] === '' ? sizeBytes - 1 : Math.min(Number(found[2]), sizeBytes - 1);
  if (from > to) throw new AwsError(416, 'InvalidRange', 'The requested range is not satisfiable');
  return { from, to };
}

export type Asked = {
  bucket: string;
  key: string;
  range: string | undefined;
  headOnly: boolean;
  kmsKeyArn: string | undefined;
  cut: boolean;
};

/** Answers GetObject and HeadObject. `cut` breaks the connection off half-way through the body. */
export function sendObject(store: ObjectStore, asked: Asked, response: ServerResponse): void {
  const { bucket, key } = asked;
  const { path, sizeBytes, modifiedMs } = store.file(bucket, key);
  const body = !asked.headOnly && sizeBytes <= READ_AT_ONCE_BYTES ? readFileSync(path) : undefined;
  const range = parseRange(asked.range, sizeBytes);
  const from = range?.from ?? 0;
  const to = range?.to ?? sizeBytes - 1;
  response.writeHead(range ? 206 : 200, {
    'content-type': 'binary/octet-stream',
    ...store.headers(bucket, key),
    'content-length': to - from + 1,
    'accept-ranges': 'bytes',
    etag: body ? etagOf(body) : store.info(bucket, key).etag,
    'last-modified': new Date(modifiedMs).toUTCString(),
    ...(asked.kmsKeyArn ? encryptionHeaders(asked.kmsKeyArn) : {}),
    ...(range ? { 'content-range': `bytes ${from}-${to}/${sizeBytes}` } : {}),
  });
  if (asked.headOnly) response.end();
  else if (asked.cut) sendHalf(response, body ?? readFileSync(path));
  else if (body) response.end(body.subarray(from, to + 1));
  else stream(response, path, from, to);
}

function encryptionHeaders(kmsKeyArn: string) {
  return {
    'x-amz-server-side-encryption': 'aws:kms',
    'x-amz-server-side-encryption-aws-kms-key-id': kmsKeyArn,
  };
}

function sendHalf(response: ServerResponse, body: Buffer): void {
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}

function stream(response: ServerResponse, file: string, from: number, to: number): void {
  const source = createReadStream(file, { start: from, end: to });
  source.on('error', () => response.destroy());
  response.on('close', () => source.destroy());
  source.pipe(response);
}
