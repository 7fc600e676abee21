import { fieldFault } from '#lib/sources/schema.ts';
import type { ChannelSettings, StoredSettings } from './channel-model.ts';

const PAGERDUTY = 'https://events.pagerduty.com/v2/enqueue';

/**
 * The settings as they are stored, and what becomes of the sealed address: a new one, `kept`, or none. Throws a ZodError where an
 * address must be typed.
 */
export function sealAway(
  settings: ChannelSettings,
  before: StoredSettings | null,
): { settings: StoredSettings; address: string | null | 'kept' } {
  if (settings.kind !== 'webhook' && settings.kind !== 'pagerduty') return { settings, address: null };
  const { url, ...shown } = settings;
  if (url === '' && before?.kind === settings.kind && 'host' in before)
    return { settings: { ...shown, host: before.host }, address: 'kept' };
  const address = url || (settings.kind === 'pagerduty' ? PAGERDUTY : '');
  if (address === '') throw fieldFault(['settings', 'url'], 'Give the address that messages are posted to.');
  return { settings: { ...shown, host: new URL(address).host }, address };
}

/** Stored settings as one would type them to keep everything. */
export function asTyped(stored: StoredSettings): ChannelSettings {
  return stored.kind === 'webhook' || stored.kind === 'pagerduty' ? withAddress(stored, '') : stored;
}

/** Settings whose address is sealed, with it. */
export function withAddress(
  stored: Extract<StoredSettings, { kind: 'webhook' | 'pagerduty' }>,
  url: string,
): ChannelSettings {
  const { host: _, ...shown } = stored;
  return { ...shown, url };
}
