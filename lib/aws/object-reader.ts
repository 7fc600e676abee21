import type { S3Client } from '@aws-sdk/client-s3';
import { httpGetBytes } from './http-get.ts';
import { requestAgents } from './request-agents.ts';
import { retryTransient } from './retry.ts';
import { IDLE_TIMEOUT_MS, MAX_SOCKETS } from './s3-client.ts';
import { createGetSigner, encodeKey } from './sign-get.ts';

export type ObjectReader = {
  /** The object's bytes, whole. Passing failures are retried; what is thrown at last is for `toAwsFault`. */
  read(key: string, maxBytes: number): Promise<Uint8Array>;
  close(): void;
};

/**
 * Reads a bucket's objects over node:http, with the client's own credentials, endpoint and clock. Measured on one core:
 * 0.2 ms of CPU for a 3 KB object against 0.7 ms through the SDK, and a CloudTrail bucket holds millions of them.
 * `endpoint` is what the client was made with: null for AWS's own.
 */
export async function createObjectReader(
  s3: S3Client,
  bucket: string,
  endpoint: string | null,
): Promise<ObjectReader> {
  const { config } = s3;
  const region = await config.region();
  const base = await bucketUrl(s3, bucket, region);
  const { httpAgent, httpsAgent } = requestAgents(endpoint, { maxSockets: MAX_SOCKETS });
  const agent = base.protocol === 'https:' ? httpsAgent : httpAgent;
  const root = base.pathname.replace(/\/$/, '');
  const sign = createGetSigner(region);

  async function readOnce(key: string, maxBytes: number): Promise<Uint8Array> {
    const by = await config.credentials();
    const path = `${root}/${encodeKey(key)}`;
    const headers = sign(base.host, path, by, Date.now() + config.systemClockOffset);
    return httpGetBytes(base, { path, headers, agent, maxBytes, idleTimeoutMs: IDLE_TIMEOUT_MS });
  }

  return {
    read: (key, maxBytes) => retryTransient(() => readOnce(key, maxBytes)),
    close: () => agent.destroy(),
  };
}

/** `https://bucket.s3.region.amazonaws.com` or `endpoint/bucket`: the SDK's own rules know the partitions. */
async function bucketUrl(s3: S3Client, bucket: string, region: string): Promise<URL> {
  const endpoint = s3.config.endpoint ? await s3.config.endpoint() : undefined;
  const resolved = s3.config.endpointProvider({
    Bucket: bucket,
    Region: region,
    ForcePathStyle: s3.config.forcePathStyle,
    Endpoint: endpoint
      ? `${endpoint.protocol}//${endpoint.hostname}${endpoint.port ? `:${endpoint.port}` : ''}${endpoint.path}`
      : undefined,
    UseFIPS: false,
    UseDualStack: false,
  });
  return resolved.url;
}
