import { SQSClient } from '@aws-sdk/client-sqs';
import { env } from '#lib/env.ts';
import { type AwsCredentials, credentialProvider } from './credentials.ts';
import { requestAgents } from './request-agents.ts';

/** How long one receive waits for a message, in seconds; the longest that SQS allows. */
export const LONGEST_WAIT_S = 20;

/**
 * An SQS client for one queue. Its region stands in the queue's URL; `region` is that of queues whose URL has none (stores
 * of one's own), and `endpoint` where roles are assumed there.
 */
export function createSqsClient(options: {
  queueUrl: string;
  region: string;
  endpoint: string | null;
  credentials: AwsCredentials;
}): SQSClient {
  const { queueUrl, credentials } = options;
  const awsRegion = regionOfQueue(queueUrl);
  const region = awsRegion ?? options.region;
  // AWS's own queues are asked where their URL says, through a private endpoint too.
  const endpoint = awsRegion ? null : new URL(queueUrl).origin;
  return new SQSClient({
    region,
    endpoint: endpoint ?? env().AWS_ENDPOINT_URL,
    credentials: credentialProvider(credentials, region, options.endpoint),
    requestHandler: {
      connectionTimeout: 5_000,
      requestTimeout: (LONGEST_WAIT_S + 10) * 1000,
      ...requestAgents(endpoint),
    },
  });
}

/** `https://sqs.eu-central-1.amazonaws.com/111122223333/trail` → `eu-central-1`; null for a queue that is not AWS's. */
export function regionOfQueue(queueUrl: string): string | null {
  return (
    /^https:\/\/(?:sqs\.([a-z0-9-]+)|([a-z0-9-]+)\.queue)\.amazonaws\.com(?:\.cn)?\//
      .exec(queueUrl)
      ?.slice(1)
      .find(Boolean) ?? null
  );
}
