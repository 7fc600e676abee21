import { createHmac } from 'node:crypto';
import type { SettingsOf } from './channel-model.ts';
import { capital, type FindingMessage, factsOf, subjectOf } from './finding-message.ts';
import { postJson } from './post-json.ts';

/**
 * Posts a finding. `Idempotency-Key` is the same in every try. With a secret, `Trailkeep-Signature: t=<seconds>,v1=<hex>` is the
 * HMAC-SHA256 of `<seconds>.<body>` under it: who compares that, and the time, knows that the call is Trailkeep's and new.
 */
export async function sendWebhook(
  settings: SettingsOf<'webhook'>,
  secret: string | null,
  message: FindingMessage,
  nowMs: number = Date.now(),
): Promise<void> {
  const body = JSON.stringify(settings.body === 'slack' ? slackBody(message) : message);
  const headers: Record<string, string> = { 'idempotency-key': message.deliveryId };
  if (secret) headers['trailkeep-signature'] = signature(secret, body, Math.floor(nowMs / 1000));
  await postJson(settings.url, body, headers);
}

export function signature(secret: string, body: string, seconds: number): string {
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${digest}`;
}

/** Slack's message: `text` for notifications and those that read nothing else, `blocks` for the rest. */
export function slackBody(message: FindingMessage): object {
  const { finding } = message;
  const facts = factsOf(message).map(([name, text]) => `*${slackText(name)}* ${slackText(text)}`);
  return {
    text: slackText(subjectOf(message)),
    blocks: [
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          text: `*${capital(finding.severity)}: <${finding.url}|${slackText(finding.rule)}>*\n${facts.join('\n')}`,
        },
      },
      ...(finding.runbook
        ? [
            {
              type: 'section',
              text: { type: 'mrkdwn', text: `*What to do* ${slackText(finding.runbook)}`.slice(0, 3_000) },
            },
          ]
        : []),
    ],
  };
}

/** The three characters that mean something in Slack's text. */
function slackText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
