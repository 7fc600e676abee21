import { z } from 'zod';
import type { Doer } from '#lib/auth/actor.ts';
import { isAdmin } from '#lib/auth/actor.ts';
import { endpointFault } from '#lib/net/private-endpoint.ts';
import { fieldFault } from '#lib/sources/schema.ts';
import { type ChannelSettings, channelSettings, type StoredSettings } from './channel-model.ts';
import type { StoredChannel } from './lock-channel.ts';

const name = z.string().trim().min(1, 'Name the channel.').max(80, 'A name has at most 80 characters.');
const secret = z.string().max(1_024, 'A secret has at most 1,024 characters.').nullable().default('').meta({
  description: 'Password, signing secret or integration key. Empty keeps the stored one, null takes it away.',
});

/** A channel as it is sent to be stored. */
export const newChannel = z.strictObject({ name, settings: channelSettings, secret });
export type NewChannel = z.input<typeof newChannel>;

/** What is to be another in a channel; settings are whole ones. An empty secret or address keeps the stored one; a secret that is null goes. */
export const channelChange = z
  .strictObject({ name: name.optional(), settings: channelSettings.optional(), secret })
  .refine((change) => change.name !== undefined || change.settings || change.secret !== '', {
    error: 'Say what is to change: name, settings or secret.',
  });
export type ChannelChange = z.input<typeof channelChange>;

/** Throws a ZodError for the field that names a host in a network of the deployment's own, unless that is allowed (lib/net). */
export function refusePrivateTarget(settings: ChannelSettings): void {
  if (settings.kind === 'sns' || settings.kind === 'lambda') return;
  const named = settings.kind === 'email' ? urlOfHost(settings.host, settings.port) : settings.url;
  // That of a kept address was asked when it was typed, and is asked again at each message.
  const fault = named && endpointFault(named);
  if (fault) throw fieldFault(['settings', settings.kind === 'email' ? 'host' : 'url'], fault);
}

function urlOfHost(host: string, port: number): string {
  return `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** What the machine's own credentials may publish to is everybody's, so a member goes through a role that trusts the scope. */
export function requireRole(doer: Doer, settings: ChannelSettings): void {
  if (isAdmin(doer) || (settings.kind !== 'sns' && settings.kind !== 'lambda') || settings.roleArn) return;
  throw fieldFault(
    ['settings', 'roleArn'],
    "Name a role to assume: only a security admin may use this machine's own credentials.",
  );
}

/**
 * What becomes of a channel's secret: a new one, `kept`, or none. A stored one is kept only for the place it was typed for. Throws a
 * ZodError for the field where one must be typed.
 */
export function nextSecret(
  settings: ChannelSettings,
  typed: string | null,
  before: Pick<StoredChannel, 'settings' | 'hasSecret'> | null,
): string | null | 'kept' {
  if (!takesSecret(settings)) return null;
  if (typed) return typed;
  if (typed !== null && before?.hasSecret && before.settings.kind === settings.kind) {
    if (samePlace(settings, before.settings)) return 'kept';
    throw fieldFault(['secret'], 'Enter it again: it was typed for another place.');
  }
  if (settings.kind === 'webhook') return null;
  throw fieldFault(
    ['secret'],
    settings.kind === 'email' ? 'Enter the password of this user.' : 'Enter the integration key.',
  );
}

function takesSecret(settings: ChannelSettings): boolean {
  if (settings.kind === 'email') return settings.user !== '';
  return settings.kind === 'webhook' || settings.kind === 'pagerduty';
}

/** Whether a secret goes where it went, in the same way. A sealed address is only known to be the same when it is kept. */
function samePlace(typed: ChannelSettings, stored: StoredSettings): boolean {
  if (typed.kind !== 'email' || stored.kind !== 'email') return 'url' in typed && typed.url === '';
  const { host, port, security, user } = stored;
  return typed.host === host && typed.port === port && typed.security === security && typed.user === user;
}
