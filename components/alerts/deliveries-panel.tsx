import { Send } from 'lucide-react';
import Link from 'next/link';
import { HeadCell } from '#components/table/data-table.tsx';
import { ActionsHead, TableOrList } from '#components/table/table-or-list.tsx';
import { CursorPager } from '#components/ui/cursor-pager.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { channelTarget } from '#lib/alerts/deliver/channel-item.ts';
import type { ChannelDelivery } from '#lib/alerts/deliver/list-deliveries.ts';
import type { LoadedChannel } from '#lib/alerts/deliver/loaders.ts';
import { findingQuery } from '#lib/alerts/findings/page-params.ts';
import { type Scope, scopeKey } from '#lib/auth/scope.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import { formatFullTime, formatMinute } from '#lib/time/format.ts';
import { DELIVERY_ICONS } from './finding-history.tsx';
import { CHANNEL_WORDS, deliveryWords } from './finding-words.ts';
import { RefreshWhile } from './refresh-while.tsx';
import { ReplayDelivery } from './replay-delivery.tsx';

/** One page of a channel's messages, the newest first, with the way to send again what was given up. */
export function DeliveriesPanel(props: LoadedChannel & { scope: Scope; isFirst: boolean; zone: string }) {
  const { channel, deliveries, next, scope, zone } = props;
  const alerts = `/${scope.kind}/${scope.id}/alerts`;
  const href = `${alerts}/channels/${channel.id}`;
  return (
    <Panel aria-labelledby="messages">
      <PanelHeader
        id="messages"
        title="Messages"
        note={`${CHANNEL_WORDS[channel.settings.kind]}: ${channelTarget(channel.settings)}`}
        line={deliveries.length === 0}
      />
      {deliveries.length === 0 ? (
        <EmptyState title="No message yet" icon={<Send aria-hidden />}>
          It is told of what the rules find that name it. Send a test under Channels.
        </EmptyState>
      ) : (
        <Messages
          deliveries={deliveries}
          channel={channel.name}
          place={scopeKey(scope)}
          alerts={alerts}
          zone={zone}
        />
      )}
      <CursorPager
        range={`${formatCount(deliveries.length)} shown`}
        firstHref={props.isFirst ? null : href}
        nextHref={next && `${href}?before=${next}`}
      />
      <RefreshWhile waiting={deliveries.some(({ state }) => state === 'waiting')} />
    </Panel>
  );
}

function Messages(props: {
  deliveries: readonly ChannelDelivery[];
  channel: string;
  place: string;
  alerts: string;
  zone: string;
}) {
  const { deliveries, alerts, zone } = props;
  const replay = ({ id, state }: ChannelDelivery) =>
    state === 'failed' && <ReplayDelivery deliveryId={id} channel={props.channel} scope={props.place} />;
  return (
    <TableOrList
      label="Messages"
      widths={[272, null, 72, 128, 152, 120]}
      minWidth={960}
      head={
        <>
          <HeadCell>About</HeadCell>
          <HeadCell>What became of it</HeadCell>
          <HeadCell numeric>Tries</HeadCell>
          <HeadCell>Made</HeadCell>
          <HeadCell>Taken, or next try</HeadCell>
          <ActionsHead />
        </>
      }
      rows={deliveries}
      keyOf={({ id }) => id}
      cells={(delivery) => (
        <>
          <td>
            <About delivery={delivery} alerts={alerts} />
          </td>
          <td>
            <Became delivery={delivery} />
          </td>
          <td className="num">{formatCount(delivery.attempts)}</td>
          <td>
            <Time at={delivery.createdAt} zone={zone} />
          </td>
          <td>
            <Time at={thenOf(delivery)} zone={zone} />
          </td>
          <td className="text-right">{replay(delivery)}</td>
        </>
      )}
      item={(delivery) => (
        <>
          <About delivery={delivery} alerts={alerts} />
          <Became delivery={delivery} />
          <span className="text-12 text-fg-3">
            <Time at={delivery.createdAt} zone={zone} />
          </span>
          {replay(delivery)}
        </>
      )}
    />
  );
}

function About({ delivery: { findingId, rule }, alerts }: { delivery: ChannelDelivery; alerts: string }) {
  if (findingId === null) return <span className="text-fg-2">Test of the channel</span>;
  const words = rule ?? `Finding ${findingId}`;
  return (
    <Link
      href={`${alerts}${findingQuery({ show: 'all', finding: findingId })}`}
      prefetch={false}
      className="link wrap-anywhere md:block md:truncate"
      title={words}
    >
      {words}
    </Link>
  );
}

function Became({ delivery }: { delivery: ChannelDelivery }) {
  const words = deliveryWords(delivery);
  return (
    <span className="flex min-w-0 items-center gap-2">
      {DELIVERY_ICONS[delivery.state]}
      <span className="min-w-0 wrap-anywhere md:truncate" title={words}>
        {words}
      </span>
    </span>
  );
}

/** When it was taken, or is tried next; null for what was given up. */
function thenOf({ state, sentAt, nextAttemptAt }: ChannelDelivery): string | null {
  return state === 'waiting' ? nextAttemptAt : sentAt;
}

function Time({ at, zone }: { at: string | null; zone: string }) {
  if (at === null) return <span className="text-fg-3">–</span>;
  return (
    <time dateTime={at} title={formatFullTime(at, zone)} className="tabular-nums">
      {formatMinute(at, zone)}
    </time>
  );
}
