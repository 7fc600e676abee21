import { z } from 'zod';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import type { DeliveryEntry } from '../findings/schema.ts';

/** A message to a channel, and what became of it. Times are ISO, UTC. */
export type ChannelDelivery = Omit<DeliveryEntry, 'channel' | 'kind'> & {
  /** Null for a test of the channel. */
  findingId: string | null;
  /** The finding's rule, as the message called it; null for a test, and until it is sent for the first time. */
  rule: string | null;
  createdAt: string;
};

const row = z.object({
  number: z.bigint(),
  id: z.string(),
  findingId: z.bigint().nullable(),
  rule: z.string().nullable(),
  state: z.enum(['waiting', 'sent', 'failed']),
  attempts: z.int(),
  error: z.string().nullable(),
  createdAt: z.date(),
  nextAttemptAt: z.date(),
  sentAt: z.date().nullable(),
});

/** Messages to a channel, the newest first, and the cursor of those before them. Outside of a scope: who asks must manage the channel's. */
export async function listDeliveries(
  db: PrismaConnection,
  channelId: number,
  { limit, before }: { limit: number; before?: string },
): Promise<{ deliveries: ChannelDelivery[]; next: string | null }> {
  const found = await db.$queryRaw`
    select number, id, finding_id as "findingId",
      case when finding_id is not null then message #>> '{finding,rule}' end as rule, state, attempts, last_error as error, created_at as "createdAt",
      next_attempt_at as "nextAttemptAt", sent_at as "sentAt"
    from alert_delivery where channel_id = ${channelId} and number < ${before ? BigInt(before) : MOST}
    order by number desc limit ${limit + 1}`;
  const rows = z.array(row).parse(found);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    deliveries: shown.map(({ number: _, findingId, createdAt, nextAttemptAt, sentAt, ...entry }) => ({
      ...entry,
      findingId: findingId?.toString() ?? null,
      createdAt: createdAt.toISOString(),
      nextAttemptAt: nextAttemptAt.toISOString(),
      sentAt: sentAt?.toISOString() ?? null,
    })),
    next: last ? last.number.toString() : null,
  };
}

const MOST = 9_223_372_036_854_775_807n;
