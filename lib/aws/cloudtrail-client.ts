import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { env } from '#lib/env.ts';
import { type AwsCredentials, credentialProvider } from './credentials.ts';
import { requestAgents } from './request-agents.ts';

/** The CloudTrail API throttles at ten calls a second: a few tries, then the next hour. */
const ATTEMPTS = 4;
const CONNECT_TIMEOUT_MS = 5_000;
const ANSWER_TIMEOUT_MS = 20_000;

export type CloudTrailAccess = {
  credentials: AwsCredentials;
  /** Null: AWS's own for the region, or AWS_ENDPOINT_URL where that is set. */
  endpoint: string | null;
};

/** A client of the CloudTrail API in one region. Destroy it when done. */
export function createCloudTrailClient(access: CloudTrailAccess, region: string): CloudTrailClient {
  return new CloudTrailClient({
    region,
    endpoint: access.endpoint ?? env().AWS_ENDPOINT_URL,
    credentials: credentialProvider(access.credentials, region, access.endpoint),
    maxAttempts: ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: ANSWER_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      ...requestAgents(access.endpoint),
    },
  });
}
