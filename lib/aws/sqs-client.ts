import { SQSClient } from '@aws-sdk/client-sqs';
import { env } from '#lib/env.ts';
import { type AwsCredentials, credentialProvider } from './credentials.ts';

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
  const region = regionOfQueue(queueUrl) ?? options.region;
  return new SQSClient({
    region,
    // AWS's own queues are asked where their URL says, through a private endpoint too.
    endpoint: regionOfQueue(queueUrl) ? env().AWS_ENDPOINT_URL : new URL(queueUrl).origin,
    credentials: credentialProvider(credentials, region, options.endpoint),
    requestHandler: { connectionTimeout: 5_000, requestTimeout: (LONGEST_WAIT_S + 10) * 1000 },
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
