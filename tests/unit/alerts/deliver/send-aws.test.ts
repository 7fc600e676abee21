import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { DeliveryError } from '#lib/alerts/deliver/delivery-error.ts';
import { send } from '#lib/alerts/deliver/send.ts';
import { startReceiver } from '#tests/setup/receiver.ts';
import { MESSAGE } from './sample-message.ts';

const TOPIC = {
  kind: 'sns',
  topicArn: 'arn:aws:sns:eu-central-1:111122223333:findings',
  roleArn: '',
  externalId: '',
} as const;
const FUNCTION = {
  kind: 'lambda',
  functionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:on-finding',
  roleArn: '',
  externalId: '',
} as const;
const PUBLISHED = {
  status: 200,
  headers: { 'content-type': 'text/xml' },
  body: '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>',
};

let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.stop());
beforeEach(() => {
  vi.stubEnv('AWS_ENDPOINT_URL', receiver.url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
});
afterEach(() => {
  receiver.received.length = 0;
  vi.unstubAllEnvs();
});

describe('SNS', () => {
  it('gets the finding as text for people and as JSON for queues and functions, in the topic’s region', async () => {
    receiver.plan(PUBLISHED);
    await send(TOPIC, null, MESSAGE);
    const [call] = receiver.received;
    expect(call?.headers.authorization).toContain('/eu-central-1/sns/aws4_request');
    const form = new URLSearchParams(call?.body);
    expect(form.get('TopicArn')).toBe(TOPIC.topicArn);
    expect(form.get('Subject')).toBe('High: Security group open to 0.0.0.0/0 in prod-web');
    const said = JSON.parse(form.get('Message') ?? '');
    expect(JSON.parse(said.sqs)).toEqual(MESSAGE);
    expect(said.default).toContain('What to do');
    expect(form.has('MessageDeduplicationId')).toBe(false);
  });

  it('gets a subject within its bounds, whatever the rule is called', async () => {
    receiver.plan(PUBLISHED);
    const finding = { ...MESSAGE.finding, rule: `Überwachung ${'x'.repeat(200)}` };
    await send(TOPIC, null, { ...MESSAGE, finding });
    expect(new URLSearchParams(receiver.received[0]?.body).get('Subject')).toMatch(/^[\x20-\x7e]{100}$/);
  });

  it('of the first-in-first-out kind keeps the group’s order and leaves a second try out', async () => {
    receiver.plan(PUBLISHED);
    await send({ ...TOPIC, topicArn: `${TOPIC.topicArn}.fifo` }, null, MESSAGE);
    const form = new URLSearchParams(receiver.received[0]?.body);
    expect(form.get('MessageGroupId')).toBe(MESSAGE.finding.groupKey);
    expect(form.get('MessageDeduplicationId')).toBe(MESSAGE.deliveryId);
  });
});

describe('Lambda', () => {
  it('is invoked with the finding, and not waited for', async () => {
    receiver.plan({ status: 202 });
    await send(FUNCTION, null, MESSAGE);
    const [call] = receiver.received;
    expect(decodeURIComponent(call?.path ?? '')).toBe(
      `/2015-03-31/functions/${FUNCTION.functionArn}/invocations`,
    );
    expect(call?.headers['x-amz-invocation-type']).toBe('Event');
    expect(JSON.parse(call?.body ?? '')).toEqual(MESSAGE);
  });

  it.each([
    [404, 'ResourceNotFoundException', true],
    [403, 'AccessDeniedException', true],
    [429, 'TooManyRequestsException', false],
    [500, 'ServiceException', false],
  ])('that answers %i is given up for good: %s %s', async (status, code, final) => {
    receiver.plan({
      status,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
      body: JSON.stringify({ message: 'no' }),
    });
    const error = await send(FUNCTION, null, MESSAGE).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(DeliveryError);
    expect(error).toMatchObject({ final, message: expect.stringContaining(code) });
    expect(receiver.received).toHaveLength(1);
  });
});
