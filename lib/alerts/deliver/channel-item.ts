import type { DeliveryEntry } from '../findings/schema.ts';
import type { StoredSettings } from './channel-model.ts';

/** A channel as who manages its scope sees it: its secret is never here, only that there is one, and of an address only the host. */
export type ChannelItem = {
  id: number;
  name: string;
  settings: StoredSettings;
  hasSecret: boolean;
  /** How many rules tell it, whether they are on or off. */
  rules: number;
  /** The newest message, a test among them. `at` is ISO, UTC: when it was taken, or asked for. */
  last: { state: DeliveryEntry['state']; attempts: number; error: string | null; at: string } | null;
};

/** Where a channel leads, in a few words: recipients, a host, the name of a topic or function. */
export function channelTarget(settings: StoredSettings): string {
  switch (settings.kind) {
    case 'email':
      return settings.to.join(', ');
    case 'webhook':
    case 'pagerduty':
      return settings.host;
    case 'sns':
      return arnTail(settings.topicArn, 5);
    case 'lambda':
      return arnTail(settings.functionArn, 6);
  }
}

function arnTail(arn: string, from: number): string {
  const parts = arn.split(':');
  return `${parts.slice(from).join(':')} in ${parts[4]}, ${parts[3]}`;
}
