import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AwsError } from './aws-error.ts';
import type { ObjectInfo, ObjectStore } from './object-store.ts';
import type { LocalService, ServiceRequest } from './services.ts';

type Message = { id: string; body: string; receipt: string; hiddenUntilMs: number; received: number };

/** Queues in memory that hide a received message for its visibility timeout, as SQS does. */
export class LocalSqs {
  readonly #queues = new Map<string, Message[]>();

  /** An empty queue answers after this time at the latest, however long it is asked to wait. */
  longestWaitMs = Number.POSITIVE_INFINITY;

  /** Makes the queue; its URL is `<endpoint>/000000000000/<name>`. */
  create(name: string): void {
    this.#queues.set(name, []);
  }

  send(name: string, body: string): void {
    this.#queue(name).push({ id: randomUUID(), body, receipt: '', hiddenUntilMs: 0, received: 0 });
  }

  /** Sends S3's event of each object that is put into the bucket from now on. */
  follow(store: ObjectStore, bucket: string, name: string): void {
    store.watch((ofBucket, key, info) => {
      if (ofBucket === bucket) this.send(name, s3Event(bucket, key, info));
    });
  }

  /** Messages that are in the queue, hidden ones too. */
  count(name: string): number {
    return this.#queue(name).length;
  }

  /** How often the messages of a queue were handed out. */
  received(name: string): number {
    return this.#queue(name).reduce((sum, { received }) => sum + received, 0);
  }

  get service(): LocalService {
    return { name: 'sqs', answer: (request) => this.#answer(request) };
  }

  async #answer({ action, input, signal }: ServiceRequest): Promise<object> {
    const name =
      String(input.QueueUrl ?? '')
        .split('/')
        .at(-1) ?? '';
    const queue = this.#queue(name);
    if (action === 'ReceiveMessage') return this.#receive(queue, input, signal);
    if (action === 'DeleteMessageBatch') return this.#deleteBatch(name, input);
    if (action === 'SendMessage') {
      this.send(name, String(input.MessageBody ?? ''));
      const body = queue.at(-1)?.body ?? '';
      return { MessageId: queue.at(-1)?.id, MD5OfMessageBody: md5(body) };
    }
    throw new AwsError(400, 'InvalidAction', `SQS here has no ${action}.`);
  }

  async #receive(queue: Message[], input: Record<string, unknown>, signal: AbortSignal): Promise<object> {
    const untilMs = Date.now() + Math.min(Number(input.WaitTimeSeconds ?? 0) * 1000, this.longestWaitMs);
    const most = Number(input.MaxNumberOfMessages ?? 1);
    for (;;) {
      if (signal.aborted) return { Messages: [] };
      const free = queue.filter(({ hiddenUntilMs }) => hiddenUntilMs <= Date.now()).slice(0, most);
      for (const message of free) {
        message.hiddenUntilMs = Date.now() + Number(input.VisibilityTimeout ?? 30) * 1000;
        message.receipt = randomUUID();
        message.received += 1;
      }
      if (free.length > 0 || Date.now() >= untilMs) {
        return {
          Messages: free.map(({ id, body, receipt }) => ({
            MessageId: id,
            Body: body,
            ReceiptHandle: receipt,
            MD5OfBody: md5(body),
          })),
        };
      }
      await sleep(50, undefined, { ref: false });
    }
  }

  #deleteBatch(name: string, input: Record<string, unknown>): object {
    const entries = Array.isArray(input.Entries)
      ? (input.Entries as { Id: string; ReceiptHandle: string }[])
      : [];
    const receipts = new Set(entries.map(({ ReceiptHandle }) => ReceiptHandle));
    const queue = this.#queue(name);
    queue.splice(0, queue.length, ...queue.filter(({ receipt }) => !receipts.has(receipt)));
    return { Successful: entries.map(({ Id }) => ({ Id })), Failed: [] };
  }

  #queue(name: string): Message[] {
    const queue = this.#queues.get(name);
    if (!queue) {
      throw new AwsError(
        400,
        'com.amazonaws.sqs#QueueDoesNotExist',
        'The specified queue does not exist for this wsdl version.',
      );
    }
    return queue;
  }
}

/** Keys are written as in a form: `+` for a space. */
function s3Event(bucket: string, key: string, { sizeBytes, etag }: ObjectInfo): string {
  const spelled = encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+');
  const object = { key: spelled, size: sizeBytes, eTag: etag.replaceAll('"', '') };
  const record = {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    eventName: 'ObjectCreated:Put',
    s3: { s3SchemaVersion: '1.0', bucket: { name: bucket }, object },
  };
  return JSON.stringify({ Records: [record] });
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
