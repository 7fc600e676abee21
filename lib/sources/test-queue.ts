import { openQueue } from './notifications/message-queue.ts';
import type { Finding, Probe, ProbeStep } from './test-probe.ts';

/** Whether the queue may be read, for sources that name one. Collecting goes on by listing where it may not. */
export const QUEUE_STEP: ProbeStep = { name: 'Queue', needs: ['Bucket'], run: tryQueue };

async function tryQueue({ subject, region, secret }: Probe): Promise<Finding> {
  const { queueUrl } = subject;
  const queue = openQueue({ ...subject, region }, queueUrl ?? '', secret);
  try {
    await queue.tryRights();
    return { message: `Messages of ${queueUrl} may be received and deleted.` };
  } finally {
    queue.close();
  }
}
