/** Ways to tell somebody of a finding. */
export const CHANNEL_KINDS = ['email', 'webhook', 'pagerduty', 'sns', 'lambda'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];
