import 'server-only';
import { z } from 'zod';
import { type Scope, scopeKey } from '#lib/auth/scope.ts';
import { prisma } from '#lib/db/prisma.ts';
import { externalIdOf } from '#lib/sources/external-id.ts';
import { findPlace } from '../scope-rules/place.ts';
import type { ChannelItem } from './channel-item.ts';
import { storedSettings } from './channel-model.ts';
import { type ChannelDelivery, listDeliveries } from './list-deliveries.ts';

const row = z.object({
  id: z.int(),
  name: z.string(),
  settings: storedSettings,
  hasSecret: z.boolean(),
  rules: z.int(),
  state: z.enum(['waiting', 'sent', 'failed']).nullable(),
  attempts: z.int().nullable(),
  error: z.string().nullable(),
  at: z.date().nullable(),
});

/** The channels of a scope by name; only for who manages it: for others there are none. */
export async function loadChannels(scope: Scope): Promise<ChannelItem[]> {
  const place = scope.canManage ? await findPlace(prisma(), scope) : null;
  if (!place) return [];
  const rows = await prisma().$queryRaw`
    select c.id, c.name, c.settings, exists (select from alert_channel_secret s where s.channel_id = c.id) as "hasSecret",
      (select count(*)::int from alert_rule_channel rc where rc.channel_id = c.id) as rules,
      last.state, last.attempts, last.last_error as error, coalesce(last.sent_at, last.created_at) as at
    from alert_channel c
    left join lateral (
      select * from alert_delivery d where d.channel_id = c.id order by d.number desc limit 1
    ) last on true
    where c.removed_at is null and c.view_id is not distinct from ${place.viewId}::int
      and c.account_id is not distinct from ${place.accountId}::bigint
    order by lower(c.name)`;
  return z
    .array(row)
    .parse(rows)
    .map(({ state, attempts, error, at, ...channel }) => ({
      ...channel,
      last: state && at && { state, attempts: attempts ?? 0, error, at: at.toISOString() },
    }));
}

export type LoadedChannel = { channel: ChannelItem; deliveries: ChannelDelivery[]; next: string | null };

const DELIVERIES_SHOWN = 50;

/**
 * A channel of a scope with a page of its messages, the newest first; `before` is the `next` of the page before. Null for one that is not
 * there, and for who does not manage the scope.
 */
export async function loadChannel(
  scope: Scope,
  channelId: string,
  before: string | undefined,
): Promise<LoadedChannel | null> {
  const channel = (await loadChannels(scope)).find(({ id }) => String(id) === channelId);
  if (!channel) return null;
  return { channel, ...(await listDeliveries(prisma(), channel.id, { limit: DELIVERIES_SHOWN, before })) };
}

/** What a role that a scope's channels assume must ask for in its trust policy. */
export function channelExternalId(scope: Scope): string {
  return externalIdOf(scopeKey(scope));
}
