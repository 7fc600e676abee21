import { z } from 'zod';
import type { ChannelKind } from './channel-kinds.ts';

const address = z.email('This is no e-mail address.').max(254);
const NO_ADDRESS = 'Give an address that begins with https://.';
const httpUrl = z.url({ protocol: /^https?$/, error: NO_ADDRESS }).max(2_048);

const email = z.strictObject({
  kind: z.literal('email'),
  host: z.string().trim().min(1, 'Name the SMTP server.').max(253),
  port: z.coerce.number().int().min(1).max(65_535).default(587),
  /** `tls` from the first byte (465), `starttls` refused without it (587), `none` for a relay on one's own network. */
  security: z.enum(['tls', 'starttls', 'none']).default('starttls'),
  /** Empty for a relay that asks for none; the password is the channel's secret. */
  user: z.string().trim().max(254).default(''),
  from: address,
  to: z.array(address).min(1, 'Name at least one recipient.').max(50),
});

/** `trailkeep` is the finding as JSON; `slack` a message that Slack and those that speak its form show. */
const webhookBody = z.enum(['trailkeep', 'slack']).default('trailkeep');

/** Empty for the one that is stored. Whoever has it may post there, so it is stored sealed; only its host is shown. */
const url = z
  .string()
  .trim()
  .refine((text) => text === '' || httpUrl.safeParse(text).success, NO_ADDRESS)
  .default('');

const webhook = z.strictObject({ kind: z.literal('webhook'), url, body: webhookBody });
const storedWebhook = webhook.omit({ url: true }).extend({ host: z.string() });

/** The integration key is the channel's secret. Without an address, and without a stored one, it is PagerDuty's own. */
const pagerduty = z.strictObject({ kind: z.literal('pagerduty'), url });
const storedPagerduty = pagerduty.omit({ url: true }).extend({ host: z.string() });

const roleArn = z
  .string()
  .trim()
  .regex(/^(arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+)?$/, 'This is no ARN of a role.')
  .default('');
const externalId = z.string().trim().max(1_224).default('');

/** Asked with the machine's own credentials, or through a role. */
const sns = z.strictObject({
  kind: z.literal('sns'),
  topicArn: z
    .string()
    .regex(/^arn:aws[\w-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+(\.fifo)?$/, 'This is no ARN of a topic.'),
  roleArn,
  externalId,
});

const lambda = z.strictObject({
  kind: z.literal('lambda'),
  functionArn: z
    .string()
    .regex(
      /^arn:aws[\w-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/,
      'This is no ARN of a function.',
    ),
  roleArn,
  externalId,
});

/** What each way to tell somebody needs, as it is typed and as messages are sent with. */
export const channelSettings = z.discriminatedUnion('kind', [email, webhook, pagerduty, sns, lambda]);
export type ChannelSettings = z.infer<typeof channelSettings>;
/** The same as it is stored, and shown to who manages the scope. */
export const storedSettings = z.discriminatedUnion('kind', [
  email,
  storedWebhook,
  storedPagerduty,
  sns,
  lambda,
]);
export type StoredSettings = z.infer<typeof storedSettings>;
export type SettingsOf<Kind extends ChannelKind> = Extract<ChannelSettings, { kind: Kind }>;
