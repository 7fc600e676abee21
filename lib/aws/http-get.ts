import { type Agent as HttpAgent, get as httpGet, type IncomingMessage } from 'node:http';
import { type Agent as HttpsAgent, get as httpsGet } from 'node:https';

/** An answer that is no object: S3's own code and region from its XML, in the shape of the SDK's errors. */
export class HttpAnswerError extends Error {
  readonly status: number;
  readonly code: string;
  readonly region: string | undefined;

  constructor(status: number, body: string, headers: IncomingMessage['headers']) {
    super(tag(body, 'Message') ?? `HTTP ${status}`);
    this.status = status;
    this.code = tag(body, 'Code') ?? (status === 301 ? 'PermanentRedirect' : '');
    const header = headers['x-amz-bucket-region'];
    this.region = tag(body, 'Region') ?? (typeof header === 'string' ? header : undefined);
  }
}

/** The connection ended before the whole body was there, or the body was longer than asked for. */
export class BodyError extends Error {
  readonly code: 'IncompleteBody' | 'BodyTooLarge';
  readonly sizeBytes: number;

  constructor(code: 'IncompleteBody' | 'BodyTooLarge', sizeBytes: number) {
    super(code === 'IncompleteBody' ? 'the body was cut off' : 'the body is too large');
    this.code = code;
    this.sizeBytes = sizeBytes;
  }
}

export type HttpGetOptions = {
  /** Encoded, and sent as it is: a URL's own path would lose `//` and `..`. */
  path: string;
  headers: Record<string, string>;
  agent: HttpAgent | HttpsAgent;
  maxBytes: number;
  /** Without a byte for so long the connection counts as dead. */
  idleTimeoutMs: number;
};

const MAX_ERROR_BYTES = 64 * 1024;

/** The body of a `GET`, complete: its length is checked against what the server announced. Follows no redirects. */
export function httpGetBytes(origin: URL, options: HttpGetOptions): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const open = origin.protocol === 'https:' ? httpsGet : httpGet;
  const request = open(
    {
      host: origin.hostname.replace(/^\[|\]$/g, ''),
      port: origin.port || undefined,
      path: options.path,
      headers: options.headers,
      agent: options.agent,
      timeout: options.idleTimeoutMs,
    },
    (answer) => readBody(answer, options.maxBytes).then(resolve, reject),
  );
  request.on('timeout', () =>
    request.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })),
  );
  request.on('error', reject);
  return promise;
}

function readBody(answer: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const ok = answer.statusCode === 200;
  const announced = Number(answer.headers['content-length'] ?? Number.NaN);
  const bound = ok ? maxBytes : MAX_ERROR_BYTES;
  const parts: Buffer[] = [];
  let size = 0;
  const refuse = (sizeBytes: number) => {
    reject(new BodyError('BodyTooLarge', sizeBytes));
    answer.destroy();
  };
  if (ok && announced > maxBytes) refuse(announced);
  answer.on('data', (part: Buffer) => {
    size += part.length;
    if (size > bound) refuse(size);
    else parts.push(part);
  });
  answer.on('end', () => {
    if (!answer.complete || (announced >= 0 && size !== announced))
      return reject(new BodyError('IncompleteBody', size));
    const whole = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
    if (ok) resolve(whole);
    else reject(new HttpAnswerError(answer.statusCode ?? 0, whole.toString('utf8'), answer.headers));
  });
  answer.on('error', reject);
  return promise;
}

function tag(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return text
    ?.replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
