import { DeleteMessageBatchCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { toAwsFault } from '#lib/aws/fault.ts';
import { createSqsClient, LONGEST_WAIT_S } from '#lib/aws/sqs-client.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { toSourceFault } from '../faults.ts';
import { credentialsOf, type StoreSettings } from '../open-store.ts';
import { FIRST_REGION } from '../s3-store.ts';

export type QueueMessage = { body: string; receipt: string };

export interface MessageQueue {
  /** Waits up to 20 seconds for messages. They come again after two minutes unless they are removed. Throws `source-…`. */
  receive(signal?: AbortSignal): Promise<QueueMessage[]>;
  remove(messages: readonly QueueMessage[]): Promise<void>;
  /** Throws `source-…` unless messages may be received and removed. Whatever is in the queue stays there for the others. */
  tryRights(): Promise<void>;
  close(): void;
}

/** For so long a message that was received is hidden from the other workers. */
const HIDDEN_S = 120;

/** The queue of a source, read with the source's own credentials. */
export function openQueue(source: StoreSettings, queueUrl: string, secret: string | null): MessageQueue {
  const client = createSqsClient({
    queueUrl,
    region: source.region ?? FIRST_REGION,
    endpoint: source.endpoint,
    credentials: credentialsOf(source, secret),
  });
  const said = async <T>(action: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw toQueueFault(error, source, { queueUrl, action });
    }
  };
  const receive = (wait: { forS: number; hiddenS: number; most: number }, signal?: AbortSignal) =>
    said('sqs:ReceiveMessage', async () => {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: wait.most,
          WaitTimeSeconds: wait.forS,
          VisibilityTimeout: wait.hiddenS,
        }),
        { abortSignal: signal },
      );
      return Messages.map(({ Body = '', ReceiptHandle = '' }) => ({ body: Body, receipt: ReceiptHandle }));
    });
  const remove = (receipts: readonly string[]) =>
    said('sqs:DeleteMessage', async () => {
      // What could not be deleted comes again, and is known by then.
      await client.send(
        new DeleteMessageBatchCommand({
          QueueUrl: queueUrl,
          Entries: receipts.map((receipt, index) => ({ Id: String(index), ReceiptHandle: receipt })),
        }),
      );
    });
  return {
    receive: (signal) => receive({ forS: LONGEST_WAIT_S, hiddenS: HIDDEN_S, most: 10 }, signal),
    remove: async (messages) => {
      if (messages.length > 0) await remove(messages.map(({ receipt }) => receipt));
    },
    tryRights: async () => {
      await receive({ forS: 0, hiddenS: 0, most: 1 });
      await remove(['a receipt of no message']);
    },
    close: () => client.destroy(),
  };
}

const NO_QUEUE = ['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue', 'InvalidAddress'];
const DENIED = ['AccessDenied', 'AccessDeniedException', 'KMS.AccessDeniedException'];

function toQueueFault(
  thrown: unknown,
  source: StoreSettings,
  asked: { queueUrl: string; action: string },
): Error {
  const { name } = toAwsFault(thrown);
  if (NO_QUEUE.includes(name)) {
    return new TrailkeepError('source-missing', `There is no queue at ${asked.queueUrl}.`, {
      hint: "Check the queue's URL and region.",
      cause: thrown,
    });
  }
  if (DENIED.includes(name)) {
    return new TrailkeepError('source-denied', `${asked.action} on the queue is not allowed.`, {
      hint: 'Allow sqs:ReceiveMessage and sqs:DeleteMessage on it, and kms:Decrypt on its key where it is encrypted.',
      cause: thrown,
    });
  }
  const { bucket, region, endpoint, accessKeyId } = source;
  return toSourceFault(thrown, {
    bucket: bucket ?? '',
    action: 's3:ListBucket',
    accessKeyId,
    region,
    endpoint,
  });
}
