import { expect, test } from 'vitest';
import { QUEUE_PURPOSES, queueArn, queueStatement } from '#lib/policies/queue-policy.ts';

test.each([
  [
    'https://sqs.eu-central-1.amazonaws.com/111122223333/trail',
    'arn:aws:sqs:eu-central-1:111122223333:trail',
  ],
  ['https://eu-west-1.queue.amazonaws.com/111122223333/trail', 'arn:aws:sqs:eu-west-1:111122223333:trail'],
  ['https://sqs.cn-north-1.amazonaws.com.cn/111122223333/t', 'arn:aws-cn:sqs:cn-north-1:111122223333:t'],
  [
    ' https://sqs.us-gov-west-1.amazonaws.com/111122223333/t.fifo',
    'arn:aws-us-gov:sqs:us-gov-west-1:111122223333:t.fifo',
  ],
  ['http://127.0.0.1:4566/000000000000/trail', null],
  ['https://sqs.eu-central-1.amazonaws.com/111122223333/', null],
  ['', null],
])('the queue at %j is %j', (url, arn) => {
  expect(queueArn(url)).toBe(arn);
});

test('the statement for a queue is for that queue alone, and says of each action what it is for', () => {
  const arn = 'arn:aws:sqs:eu-central-1:111122223333:trail';
  expect(queueStatement(arn)).toEqual({
    Sid: 'TakeNotices',
    Effect: 'Allow',
    Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'],
    Resource: arn,
  });
  expect(QUEUE_PURPOSES.map(({ action }) => action)).toEqual(queueStatement(arn).Action);
});
