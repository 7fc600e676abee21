import type { ChannelSettings } from './channel-model.ts';
import type { FindingMessage } from './finding-message.ts';
import { sendLambda, sendSns } from './send-aws.ts';
import { sendEmail } from './send-email.ts';
import { sendPagerduty } from './send-pagerduty.ts';
import { sendWebhook } from './send-webhook.ts';

/** Hands a message to a channel, once. Throws DeliveryError where it was not taken. */
export function send(
  settings: ChannelSettings,
  secret: string | null,
  message: FindingMessage,
): Promise<void> {
  switch (settings.kind) {
    case 'email':
      return sendEmail(settings, secret, message);
    case 'webhook':
      return sendWebhook(settings, secret, message);
    case 'pagerduty':
      return sendPagerduty(settings, secret, message);
    case 'sns':
      return sendSns(settings, message);
    case 'lambda':
      return sendLambda(settings, message);
  }
}
