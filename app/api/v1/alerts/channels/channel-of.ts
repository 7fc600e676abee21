import type { ChannelItem } from '#lib/alerts/deliver/channel-item.ts';
import { loadChannels } from '#lib/alerts/deliver/loaders.ts';
import type { Scope } from '#lib/auth/scope.ts';
import { TrailkeepError } from '#lib/errors.ts';

/** The channels of a scope; `forbidden` for who does not manage it. */
export async function channelsOf(scope: Scope): Promise<ChannelItem[]> {
  if (scope.canManage) return loadChannels(scope);
  throw new TrailkeepError('forbidden', `You may not see the channels of ${scope.name}.`, {
    hint: 'An owner of the account, a manager of the view or a security admin can.',
  });
}

/** One of them, by the number in an address. */
export async function channelOf(scope: Scope, channelId: string): Promise<ChannelItem> {
  const channel = (await channelsOf(scope)).find(({ id }) => String(id) === channelId);
  if (channel) return channel;
  throw new TrailkeepError('not-found', 'There is no such channel here.', {
    hint: 'GET /api/v1/alerts/channels lists them.',
  });
}
