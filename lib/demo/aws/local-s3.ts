import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { AwsError } from './aws-error.ts';
import { readBody } from './body.ts';
import type { BucketRules } from './buckets.ts';
import { Credentials, type LocalCredentials } from './credentials.ts';
import { type Failure, Faults, type Operation } from './faults.ts';
import { ObjectStore } from './object-store.ts';
import { answerS3, s3Operation } from './s3.ts';
import { type LocalService, readAction, serviceOf, stsService } from './services.ts';
import { sha256 } from './signature.ts';
import type { LocalRole } from './sts.ts';
import { verify } from './verify.ts';
import { flatHeaders, parseAddress, sendAnswer, sendError, suffer } from './wire.ts';

export type LocalS3Options = {
  /** Buckets are its folders, objects their files; made where it does not exist. */
  directory: string;
  /** 0 or absent: any free one. */
  port?: number;
  host?: string;
  credentials: LocalCredentials[];
  /** Roles that STS at the same endpoint gives out. */
  roles?: LocalRole[];
  /** Services beside S3 and STS that answer at the same endpoint. */
  services?: LocalService[];
  region?: string;
  /** The server's clock in milliseconds; the machine's where absent. */
  now?: () => number;
};

export type LocalS3 = {
  endpoint: string;
  port: number;
  region: string;
  faults: Faults;
  /** The buckets and objects, to be filled without a request. */
  store: ObjectStore;
  /** Sets how a bucket differs from a plain one; `{}` makes it plain again. */
  ruleBucket(bucket: string, rules: BucketRules): void;
  /** Requests of an operation since the start, failed ones included. */
  count(operation: Operation): number;
  close(): Promise<void>;
};

class LocalAws {
  readonly region: string;
  readonly store: ObjectStore;
  readonly faults = new Faults();
  readonly rules = new Map<string, BucketRules>();
  readonly counts = new Map<Operation, number>();
  readonly #known: Credentials;
  readonly #services: Map<string, LocalService>;
  readonly #now: () => number;
  #requests = 0;

  constructor(options: LocalS3Options) {
    this.region = options.region ?? 'us-east-1';
    this.store = new ObjectStore(options.directory);
    this.#known = new Credentials(options.credentials);
    const services = [stsService(options.roles ?? [], this.#known), ...(options.services ?? [])];
    this.#services = new Map(services.map((service) => [service.name, service]));
    this.#now = options.now ?? Date.now;
  }

  async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const service = serviceOf(incoming);
    this.#requests += 1;
    response.setHeader('x-amz-request-id', String(this.#requests).padStart(16, '0'));
    try {
      if (service === 's3') await this.#answerS3(incoming, response);
      else await this.#answerService(service, incoming, response);
    } catch (thrown) {
      sendError(thrown, incoming, response, service);
    }
  }

  #begin(operation: Operation, bucket: string, key: string): Failure | null {
    this.counts.set(operation, (this.counts.get(operation) ?? 0) + 1);
    return this.faults.take(operation, bucket, key);
  }

  async #answerService(name: string, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(incoming);
    const { action, form, input } = readAction(incoming, body);
    const service = this.#services.get(name);
    if (!service) throw new AwsError(501, 'NotImplemented', `There is no ${name} at this endpoint.`);
    await suffer(this.#begin(action, '', ''));
    const request = { method: 'POST', rawPath: '/', rawQuery: '', headers: flatHeaders(incoming) };
    const nowMs = this.#now();
    const { credentials, region } = verify(request, this.#known, nowMs, () => sha256(body));
    const signal = goneSignal(response);
    const answer = await service.answer({ action, form, input, caller: credentials, region, nowMs, signal });
    sendAnswer(response, answer);
  }

  async #answerS3(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = parseAddress(incoming.url ?? '/');
    const { bucket, key, params } = address;
    const method = incoming.method ?? 'GET';
    const operation = s3Operation(method, bucket, key, params);
    const failure = this.#begin(operation, bucket, key);
    await suffer(failure);
    const signed = { ...address, method, headers: flatHeaders(incoming) };
    const verified = verify(signed, this.#known, this.#now(), () => 'UNSIGNED-PAYLOAD');
    const rules = { region: this.region, ...this.rules.get(bucket) };
    const cut = failure?.kind === 'cut';
    await answerS3({ operation, bucket, key, params, verified, incoming, cut }, this.store, rules, response);
  }
}

function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  if (response.destroyed || response.socket?.destroyed) gone.abort();
  else response.once('close', () => gone.abort());
  return gone.signal;
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address ? address.port : port;
}

/**
 * A server that speaks the parts of S3, STS and the given services that Trailkeep needs, over files of a directory. Signatures,
 * tokens and permissions are checked as AWS does; `faults` makes it fail on purpose. Rejects where the port is taken.
 */
export async function startLocalS3(options: LocalS3Options): Promise<LocalS3> {
  const host = options.host ?? '127.0.0.1';
  const aws = new LocalAws(options);
  const server = createServer((incoming, response) => void aws.handle(incoming, response));
  // Longer than SDK clients keep idle connections, so that none is closed while a request is on its way.
  server.keepAliveTimeout = 60_000;
  const port = await listen(server, options.port ?? 0, host);
  return {
    endpoint: `http://${host}:${port}`,
    port,
    region: aws.region,
    faults: aws.faults,
    store: aws.store,
    ruleBucket: (bucket, rules) => void aws.rules.set(bucket, rules),
    count: (operation) => aws.counts.get(operation) ?? 0,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
