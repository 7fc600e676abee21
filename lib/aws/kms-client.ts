import { KMSClient } from '@aws-sdk/client-kms';
import { env } from '#lib/env.ts';
import { type AwsCredentials, credentialProvider } from './credentials.ts';
import { requestAgents } from './request-agents.ts';
import { stsEndpointOf } from './sts-endpoint.ts';

/** Asked while a person waits: one more try after a passing failure, no longer. */
const ATTEMPTS = 2;
const TIMEOUT_MS = 8_000;

/** A KMS client in the key's region. `endpoint` is the bucket's own, where KMS is looked for too unless it is AWS's. Destroy it when done. */
export function createKmsClient(
  access: { credentials: AwsCredentials; endpoint: string | null },
  region: string,
): KMSClient {
  const endpoint = stsEndpointOf(access.endpoint);
  return new KMSClient({
    region,
    endpoint: endpoint ?? env().AWS_ENDPOINT_URL,
    credentials: credentialProvider(access.credentials, region, access.endpoint),
    maxAttempts: ATTEMPTS,
    requestHandler: {
      connectionTimeout: TIMEOUT_MS,
      requestTimeout: TIMEOUT_MS,
      throwOnRequestTimeout: true,
      ...requestAgents(endpoint),
    },
  });
}
