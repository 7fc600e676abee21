import type { Severity } from '../rule-model.ts';
import type { SettingsOf } from './channel-model.ts';
import { DeliveryError } from './delivery-error.ts';
import { type FindingMessage, subjectOf } from './finding-message.ts';
import { postJson } from './post-json.ts';

const SEVERITIES: Readonly<Record<Severity, string>> = {
  critical: 'critical',
  high: 'error',
  medium: 'warning',
  low: 'info',
  info: 'info',
};

/**
 * Triggers an incident by PagerDuty's Events API v2. `dedup_key` is the finding's, so that a second try joins the first one's incident.
 * `secret` is the integration (routing) key.
 */
export async function sendPagerduty(
  settings: SettingsOf<'pagerduty'>,
  secret: string | null,
  message: FindingMessage,
): Promise<void> {
  if (!secret) throw new DeliveryError('The channel has no integration key.', { final: true });
  const { finding } = message;
  const body = {
    routing_key: secret,
    event_action: 'trigger',
    dedup_key:
      message.event === 'test' ? `trailkeep-test-${message.deliveryId}` : `trailkeep-finding-${finding.id}`,
    payload: {
      summary: subjectOf(message).slice(0, 1_024),
      source: finding.accountId,
      severity: SEVERITIES[finding.severity],
      timestamp: finding.lastAt,
      component: finding.accountName || undefined,
      group: finding.groupKey,
      class: finding.rule,
      custom_details: finding,
    },
    client: 'Trailkeep',
    client_url: finding.url,
  };
  await postJson(settings.url, JSON.stringify(body), {});
}
