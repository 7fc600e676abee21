import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { DeliveryError } from '#lib/alerts/deliver/delivery-error.ts';
import { sendPagerduty } from '#lib/alerts/deliver/send-pagerduty.ts';
import { sendWebhook } from '#lib/alerts/deliver/send-webhook.ts';
import { startReceiver } from '#tests/setup/receiver.ts';
import { MESSAGE } from './sample-message.ts';

let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.stop());
afterEach(() => {
  receiver.received.length = 0;
  vi.unstubAllEnvs();
});

const webhook = (body: 'trailkeep' | 'slack' = 'trailkeep') =>
  ({ kind: 'webhook', url: `${receiver.url}/hook`, body }) as const;

/** The error that the promise ends with. */
async function fault(promise: Promise<unknown>): Promise<DeliveryError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DeliveryError);
  return error as DeliveryError;
}

describe('a webhook', () => {
  it('gets the finding with a key of the delivery and a signature over time and body', async () => {
    await sendWebhook(webhook(), 'hush', MESSAGE, 1_800_000_000_000);
    const [call] = receiver.received;
    expect(JSON.parse(call?.body ?? '')).toEqual(MESSAGE);
    expect(call?.headers['idempotency-key']).toBe(MESSAGE.deliveryId);
    const digest = createHmac('sha256', 'hush').update(`1800000000.${call?.body}`).digest('hex');
    expect(call?.headers['trailkeep-signature']).toBe(`t=1800000000,v1=${digest}`);
  });

  it('gets no signature without a secret', async () => {
    await sendWebhook(webhook(), null, MESSAGE);
    expect(receiver.received[0]?.headers).not.toHaveProperty('trailkeep-signature');
  });

  it('of Slack gets text and blocks in which names mean nothing to Slack', async () => {
    const { finding } = MESSAGE;
    const sly = { ...MESSAGE, finding: { ...finding, group: { '@user': '<!channel> & *all*' } } };
    await sendWebhook(webhook('slack'), null, sly);
    const body = JSON.parse(receiver.received[0]?.body ?? '');
    expect(body.text).toBe('High: Security group open to 0.0.0.0/0 in prod-web');
    expect(body.blocks[0].text.text).toContain('*User* &lt;!channel&gt; &amp; *all*');
    expect(body.blocks[0].text.text).toContain(`<${finding.url}|`);
  });

  it.each([
    [500, false],
    [503, false],
    [429, false],
    [408, false],
    [400, true],
    [404, true],
    [410, true],
    [302, true],
  ])('that answers %i fails with its words, for good: %s', async (status, final) => {
    receiver.plan({ status, body: 'no room', headers: { location: `${receiver.url}/elsewhere` } });
    const error = await fault(sendWebhook(webhook(), null, MESSAGE));
    expect(error).toMatchObject({ message: `HTTP ${status}: no room`, final });
    expect(receiver.received).toHaveLength(1);
  });

  it('is left alone for as long as it asks', async () => {
    receiver.plan({ status: 429, headers: { 'retry-after': '90' } });
    expect((await fault(sendWebhook(webhook(), null, MESSAGE))).retryAfterMs).toBe(90_000);
  });

  it('that hangs up, or is not there, is tried again', async () => {
    receiver.plan('hang up');
    expect((await fault(sendWebhook(webhook(), null, MESSAGE))).final).toBe(false);
    const gone = await startReceiver();
    await gone.stop();
    expect((await fault(sendWebhook({ ...webhook(), url: gone.url }, null, MESSAGE))).final).toBe(false);
  });

  it('on a private address is not called unless the deployment allows it', async () => {
    vi.stubEnv('TRAILKEEP_ALLOW_PRIVATE_ENDPOINTS', '0');
    for (const url of [webhook().url, webhook().url.replace('127.0.0.1', 'localhost')]) {
      const error = await fault(sendWebhook({ ...webhook(), url }, null, MESSAGE));
      expect(error.message).toContain('private');
    }
    expect(receiver.received).toHaveLength(0);
  });
});

describe('PagerDuty', () => {
  it('gets an incident that a second try joins', async () => {
    const settings = { kind: 'pagerduty', url: `${receiver.url}/v2/enqueue` } as const;
    await sendPagerduty(settings, 'R0UT1NG', MESSAGE);
    await sendPagerduty(settings, 'R0UT1NG', MESSAGE);
    const bodies = receiver.received.map(({ body }) => JSON.parse(body));
    expect(bodies[0]).toMatchObject({
      routing_key: 'R0UT1NG',
      event_action: 'trigger',
      dedup_key: 'trailkeep-finding-42',
      payload: { severity: 'error', source: '222222222222', summary: expect.stringContaining('High: ') },
      client_url: MESSAGE.finding.url,
    });
    expect(bodies[1].dedup_key).toBe(bodies[0].dedup_key);
  });

  it('is not asked without an integration key', async () => {
    const settings = { kind: 'pagerduty', url: receiver.url } as const;
    expect((await fault(sendPagerduty(settings, null, MESSAGE))).final).toBe(true);
    expect(receiver.received).toHaveLength(0);
  });
});
