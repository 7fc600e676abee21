import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { type AwsCredentials, credentialProvider } from '#lib/aws/credentials.ts';
import { env } from '#lib/env.ts';
import { errorMessage } from '#lib/errors.ts';
import type { SettingsOf } from './channel-model.ts';
import { DeliveryError } from './delivery-error.ts';
import { emailText } from './email-body.ts';
import { type FindingMessage, subjectOf } from './finding-message.ts';

const TIMEOUT_MS = 10_000;
/** SNS's bound of a subject, which must be ASCII. */
const SUBJECT_CHARACTERS = 100;

/** Publishes to a topic: mail and phones get the text, queues and functions the finding as JSON. */
export async function sendSns(settings: SettingsOf<'sns'>, message: FindingMessage): Promise<void> {
  const region = regionOf(settings.topicArn);
  const client = new SNSClient(clientSettings(region, settings));
  const json = JSON.stringify(message);
  const fifo = settings.topicArn.endsWith('.fifo');
  await asked(client, () =>
    client.send(
      new PublishCommand({
        TopicArn: settings.topicArn,
        Subject: subjectOf(message)
          .replace(/[^\x20-\x7e]/g, '?')
          .slice(0, SUBJECT_CHARACTERS),
        MessageStructure: 'json',
        Message: JSON.stringify({
          default: emailText(message),
          sqs: json,
          lambda: json,
          http: json,
          https: json,
        }),
        ...(fifo && { MessageGroupId: message.finding.groupKey, MessageDeduplicationId: message.deliveryId }),
      }),
    ),
  );
}

/** Invokes a function with the finding as its event and waits for nothing but that Lambda has taken it. */
export async function sendLambda(settings: SettingsOf<'lambda'>, message: FindingMessage): Promise<void> {
  const client = new LambdaClient(clientSettings(regionOf(settings.functionArn), settings));
  await asked(client, () =>
    client.send(
      new InvokeCommand({
        FunctionName: settings.functionArn,
        InvocationType: 'Event',
        Payload: Buffer.from(JSON.stringify(message)),
      }),
    ),
  );
}

function clientSettings(region: string, { roleArn, externalId }: { roleArn: string; externalId: string }) {
  const credentials: AwsCredentials = roleArn
    ? { kind: 'role', roleArn, externalId: externalId || null, base: null }
    : { kind: 'default' };
  return {
    region,
    endpoint: env().AWS_ENDPOINT_URL,
    credentials: credentialProvider(credentials, region, null),
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: TIMEOUT_MS,
      requestTimeout: TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
  };
}

async function asked(client: { destroy: () => void }, ask: () => Promise<unknown>): Promise<void> {
  try {
    await ask();
  } catch (error) {
    const status =
      error instanceof Error && '$metadata' in error
        ? (error as { $metadata: { httpStatusCode?: number } }).$metadata.httpStatusCode
        : undefined;
    const name = error instanceof Error ? error.name : '';
    const throttled = status === 429 || /Thrott|TooManyRequests/.test(name);
    throw new DeliveryError(`${name ? `${name}: ` : ''}${errorMessage(error)}`, {
      final: status !== undefined && status >= 400 && status < 500 && !throttled,
      cause: error,
    });
  } finally {
    client.destroy();
  }
}

function regionOf(arn: string): string {
  return arn.split(':')[3] ?? '';
}
