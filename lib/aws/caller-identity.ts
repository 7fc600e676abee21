import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { env } from '#lib/env.ts';
import { type AwsCredentials, credentialProvider } from './credentials.ts';
import { requestAgents } from './request-agents.ts';
import { stsEndpointOf } from './sts-endpoint.ts';

/** Asked while a person waits: one more try after a passing failure, no longer. */
const ATTEMPTS = 2;
const TIMEOUT_MS = 8_000;

/**
 * Whom AWS takes the credentials for, as an ARN; a role is assumed for it. Everybody may ask that, so a failure is about the
 * credentials, never about missing rights. Throws what the SDK throws.
 */
export async function callerIdentity(
  credentials: AwsCredentials,
  place: { region: string; endpoint: string | null },
): Promise<string> {
  const endpoint = stsEndpointOf(place.endpoint);
  const sts = new STSClient({
    region: place.region,
    endpoint: endpoint ?? env().AWS_ENDPOINT_URL,
    credentials: credentialProvider(credentials, place.region, place.endpoint),
    maxAttempts: ATTEMPTS,
    requestHandler: {
      connectionTimeout: TIMEOUT_MS,
      requestTimeout: TIMEOUT_MS,
      throwOnRequestTimeout: true,
      ...requestAgents(endpoint),
    },
  });
  try {
    const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
    return Arn ?? '';
  } finally {
    sts.destroy();
  }
}
