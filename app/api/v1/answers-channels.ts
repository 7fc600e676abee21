import { z } from 'zod';
import type { ChannelItem } from '#lib/alerts/deliver/channel-item.ts';
import { storedSettings } from '#lib/alerts/deliver/channel-model.ts';
import type { ChannelDelivery } from '#lib/alerts/deliver/list-deliveries.ts';

const time = z.string().meta({ format: 'date-time' });
const state = z.enum(['waiting', 'sent', 'failed']);

export const channelAnswer = z.object({
  id: z.number(),
  name: z.string(),
  settings: storedSettings.meta({
    description: 'As they were sent; of an address its host alone.',
  }),
  hasSecret: z.boolean(),
  rules: z.number().meta({ description: 'How many rules tell it.' }),
  last: z
    .object({ state, attempts: z.number(), error: z.string().nullable(), at: time })
    .nullable()
    .meta({ description: 'The newest message.' }),
}) satisfies z.ZodType<ChannelItem>;

export const channelsAnswer = z.object({ channels: z.array(channelAnswer) });

const delivery = z.object({
  id: z.string(),
  findingId: z.string().nullable().meta({ description: 'Null for a test of the channel.' }),
  rule: z.string().nullable().meta({
    description:
      'The finding’s rule, as the message called it; null for a test, and until it is sent for the first time.',
  }),
  state: state.meta({ description: '`failed` messages were given up, and can be sent again.' }),
  attempts: z.number(),
  error: z.string().nullable(),
  createdAt: time,
  nextAttemptAt: time,
  sentAt: time.nullable(),
}) satisfies z.ZodType<ChannelDelivery>;

export const deliveriesAnswer = z.object({
  deliveries: z.array(delivery),
  next: z.string().nullable().meta({ description: 'The `before` of the next page; null at the end.' }),
});

export const queuedAnswer = z.object({
  delivery: z.string().meta({ description: 'Among the deliveries of the channel.' }),
});
