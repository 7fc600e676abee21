import type { IamStatement, Purpose } from './iam-policy.ts';

const AWS_QUEUE =
  /^https:\/\/(?:sqs\.([a-z0-9-]+)|([a-z0-9-]+)\.queue)\.amazonaws\.com(?:\.cn)?\/(\d{12})\/([\w-]{1,80}(?:\.fifo)?)$/;

/** The ARN of the queue at an address of AWS; null for anything else, and for no address. */
export function queueArn(queueUrl: string): string | null {
  const [, named, older, account, name] = AWS_QUEUE.exec(queueUrl.trim()) ?? [];
  const region = named ?? older;
  if (!region) return null;
  const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  return `arn:${partition}:sqs:${region}:${account}:${name}`;
}

export const QUEUE_PURPOSES: readonly Purpose[] = [
  { action: 'sqs:ReceiveMessage', purpose: 'Hear of new objects from the queue' },
  { action: 'sqs:DeleteMessage', purpose: 'Take a message out once its objects are noted' },
];

/** What listening to a source's queue needs. */
export function queueStatement(arn: string): IamStatement {
  return {
    Sid: 'TakeNotices',
    Effect: 'Allow',
    Action: QUEUE_PURPOSES.map(({ action }) => action),
    Resource: arn,
  };
}
