import { z } from 'zod';
import type { Doer } from '#lib/auth/actor.ts';
import { isAdmin } from '#lib/auth/actor.ts';
import { endpointFault } from '#lib/net/private-endpoint.ts';
import { fieldFault } from '#lib/sources/schema.ts';
import { type ChannelSettings, channelSettings } from './channel-model.ts';

/** A channel as it is sent to be stored: a new one, or that with this `id`. An empty secret keeps the stored one. */
export const channelChange = z.strictObject({
  id: z.int().positive().optional(),
  name: z.string().trim().min(1, 'Name the channel.').max(80, 'A name has at most 80 characters.'),
  settings: channelSettings,
  secret: z.string().max(1_024, 'A secret has at most 1,024 characters.').default(''),
});
export type ChannelChangeInput = z.input<typeof channelChange>;

/** Throws a ZodError for the field that names a host in a network of the deployment's own, unless that is allowed (lib/net). */
export function refusePrivateTarget(settings: ChannelSettings): void {
  if (settings.kind === 'sns' || settings.kind === 'lambda') return;
  const named = settings.kind === 'email' ? urlOfHost(settings.host, settings.port) : settings.url;
  const fault = endpointFault(named);
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
  typed: string,
  before: { settings: ChannelSettings; hasSecret: boolean } | null,
): string | null | 'kept' {
  if (!takesSecret(settings)) return null;
  if (typed) return typed;
  if (before?.hasSecret) {
    if (secretPlace(before.settings) === secretPlace(settings)) return 'kept';
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

/** Where a secret goes to, and how it travels. */
function secretPlace(settings: ChannelSettings): string {
  const place =
    settings.kind === 'email'
      ? [settings.host, settings.port, settings.security, settings.user]
      : 'url' in settings
        ? [settings.url]
        : [];
  return JSON.stringify([settings.kind, ...place]);
}
