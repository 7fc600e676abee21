import { fieldFault } from '#lib/sources/schema.ts';
import type { ChannelSettings, StoredSettings } from './channel-model.ts';

/**
 * The settings as they are stored, and what becomes of the sealed address: a new one, `kept`, or none. Throws a ZodError where an
 * address must be typed.
 */
export function sealAway(
  settings: ChannelSettings,
  before: StoredSettings | null,
): { settings: StoredSettings; address: string | null | 'kept' } {
  if (settings.kind !== 'webhook') return { settings, address: null };
  const { kind, url, body } = settings;
  if (url) return { settings: { kind, host: new URL(url).host, body }, address: url };
  if (before?.kind !== 'webhook')
    throw fieldFault(['settings', 'url'], 'Give the address that messages are posted to.');
  return { settings: { kind, host: before.host, body }, address: 'kept' };
}

/** Stored settings as one would type them to keep everything. */
export function asTyped(stored: StoredSettings): ChannelSettings {
  return stored.kind === 'webhook' ? { kind: 'webhook', url: '', body: stored.body } : stored;
}
