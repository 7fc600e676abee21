import { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { requestAgents } from './request-agents.ts';
import { stsEndpointOf } from './sts-endpoint.ts';

type AccessKey = { accessKeyId: string; secretAccessKey: string };

export type AwsCredentials =
  | ({ kind: 'access-key' } & AccessKey)
  /** `base` is who asks for the role: the machine's own credentials where there is none. */
  | { kind: 'role'; roleArn: string; externalId: string | null; base: AccessKey | null }
  | { kind: 'default' };

/** What an SDK client takes as its `credentials`; a role is assumed in `region`, at the store's own `endpoint` where it has STS. */
export function credentialProvider(
  credentials: AwsCredentials,
  region: string,
  endpoint: string | null = null,
) {
  if (credentials.kind === 'access-key') {
    return { accessKeyId: credentials.accessKeyId, secretAccessKey: credentials.secretAccessKey };
  }
  if (credentials.kind === 'default') return fromNodeProviderChain({ clientConfig: { region } });
  const sts = stsEndpointOf(endpoint);
  return fromTemporaryCredentials({
    params: {
      RoleArn: credentials.roleArn,
      RoleSessionName: 'trailkeep',
      ...(credentials.externalId ? { ExternalId: credentials.externalId } : {}),
    },
    masterCredentials: credentials.base ?? fromNodeProviderChain({ clientConfig: { region } }),
    clientConfig: sts === null ? { region } : { region, endpoint: sts, requestHandler: requestAgents(sts) },
  });
}
