import type { z } from 'zod';
import type { NewChannel } from './channel-change.ts';
import type { channelSettings } from './channel-model.ts';

type Fields = Record<string, string | undefined>;
type SettingsInput = z.input<typeof channelSettings>;

/** The channel's form as `saveChannel` takes it. Wrong values pass through: the schema says what is wrong, field by field. */
export function channelFromForm(fields: Fields): NewChannel {
  return {
    name: fields.name ?? '',
    settings: settingsFromForm(fields),
    secret: fields.secret || (fields.removeSecret ? null : ''),
  };
}

function settingsFromForm(fields: Fields): SettingsInput {
  const text = (name: string) => (fields[`settings.${name}`] ?? '').trim();
  switch (fields.kind) {
    case 'webhook':
      return {
        kind: 'webhook',
        url: text('url'),
        body: text('body') === 'slack' ? 'slack' : 'trailkeep',
      };
    case 'pagerduty':
      return { kind: 'pagerduty', url: text('url') };
    case 'sns':
      return { kind: 'sns', topicArn: text('topicArn'), roleArn: text('roleArn') };
    case 'lambda':
      return { kind: 'lambda', functionArn: text('functionArn'), roleArn: text('roleArn') };
    default:
      return {
        kind: 'email',
        host: text('host'),
        port: text('port') || undefined,
        security: securityOf(text('security')),
        user: text('user'),
        from: text('from'),
        to: text('to')
          .split(/[\s,;]+/)
          .filter(Boolean),
      };
  }
}

function securityOf(text: string): 'tls' | 'starttls' | 'none' {
  return text === 'tls' || text === 'none' ? text : 'starttls';
}
