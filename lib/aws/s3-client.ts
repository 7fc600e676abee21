import { S3Client } from '@aws-sdk/client-s3';
import { env } from '#lib/env.ts';
import { type AwsCredentials, credentialProvider } from './credentials.ts';
import { requestAgents } from './request-agents.ts';
import { MAX_ATTEMPTS } from './retry.ts';

export type S3Access = {
  credentials: AwsCredentials;
  /** For S3-compatible stores; null is AWS, or AWS_ENDPOINT_URL where that is set. */
  endpoint: string | null;
};

/** Sockets for each client: enough for the worker's fetches at once, and below what a bucket's front end refuses. */
export const MAX_SOCKETS = 256;
const CONNECT_TIMEOUT_MS = 5_000;
/** Without a byte for so long a connection counts as dead. */
export const IDLE_TIMEOUT_MS = 30_000;

/**
 * An S3 client without the work that this reader does not need: no checksums beyond those that S3 asks for (an object's
 * SHA-256 is taken anyway), region redirects are the caller's, sockets stay open between calls.
 */
export function createS3Client(access: S3Access, region: string): S3Client {
  const endpoint = access.endpoint ?? env().AWS_ENDPOINT_URL;
  return new S3Client({
    region,
    endpoint,
    // Buckets as host names need a wildcard DNS entry, which stores of one's own rarely have.
    forcePathStyle: endpoint !== undefined,
    credentials: credentialProvider(access.credentials, region, access.endpoint),
    maxAttempts: MAX_ATTEMPTS,
    retryMode: 'standard',
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: IDLE_TIMEOUT_MS,
      socketTimeout: IDLE_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      ...requestAgents(access.endpoint, { maxSockets: MAX_SOCKETS }),
    },
  });
}
