import { BellRing } from 'lucide-react';
import Link from 'next/link';
import { HeadCell } from '#components/table/data-table.tsx';
import { ActionsHead, TableOrList } from '#components/table/table-or-list.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { type ChannelItem, channelTarget } from '#lib/alerts/deliver/channel-item.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import { formatFullTime, formatMinute } from '#lib/time/format.ts';
import { AddChannel, ChannelActions } from './channel-actions.tsx';
import type { ChannelPlace } from './channel-dialog.tsx';
import { DELIVERY_ICONS } from './finding-history.tsx';
import { CHANNEL_WORDS, deliveryWords } from './finding-words.ts';
import { RefreshWhile } from './refresh-while.tsx';

type Props = ChannelPlace & {
  channels: readonly ChannelItem[];
  /** Of the page, `/view/acme/alerts/channels`. */
  href: string;
  zone: string;
};

/** The channels of a scope, what became of the newest message of each, and the way to a new one. */
export function ChannelsPanel({ channels, href, zone, ...place }: Props) {
  return (
    <Panel aria-labelledby="channels">
      <PanelHeader
        id="channels"
        title="Channels"
        note={<span className="max-md:hidden">Who is told of findings, by the rules that name them</span>}
        line={channels.length === 0}
      >
        {channels.length > 0 && <AddChannel {...place} />}
      </PanelHeader>
      {channels.length === 0 ? (
        <EmptyState
          title="No channel yet"
          icon={<BellRing aria-hidden />}
          actions={<AddChannel {...place} />}
        >
          Findings are listed here and nobody is told. Add an e-mail address, a webhook, PagerDuty, an SNS
          topic or a Lambda function, then choose under Rules which rules tell it.
        </EmptyState>
      ) : (
        <ChannelList channels={channels} href={href} zone={zone} {...place} />
      )}
      <RefreshWhile waiting={channels.some(({ last }) => last?.state === 'waiting')} />
    </Panel>
  );
}

function ChannelList({ channels, href, zone, ...place }: Props) {
  return (
    <TableOrList
      label="Channels"
      widths={[176, 96, 208, 64, null, 232]}
      minWidth={960}
      tall
      head={
        <>
          <HeadCell>Name</HeadCell>
          <HeadCell>Kind</HeadCell>
          <HeadCell>Tells</HeadCell>
          <HeadCell numeric>Rules</HeadCell>
          <HeadCell>Last message</HeadCell>
          <ActionsHead />
        </>
      }
      rows={channels}
      keyOf={({ id }) => id}
      cells={(channel) => (
        <>
          <td title={channel.name}>
            <Name channel={channel} href={href} />
          </td>
          <td>{CHANNEL_WORDS[channel.settings.kind]}</td>
          <td title={channelTarget(channel.settings)}>{channelTarget(channel.settings)}</td>
          <td className="num">{formatCount(channel.rules)}</td>
          <td>
            <LastMessage last={channel.last} zone={zone} />
          </td>
          <td>
            <ChannelActions channel={channel} {...place} />
          </td>
        </>
      )}
      item={(channel) => (
        <>
          <Name channel={channel} href={href} />
          <span className="text-fg-2 wrap-anywhere">
            {CHANNEL_WORDS[channel.settings.kind]}: {channelTarget(channel.settings)}
          </span>
          <LastMessage last={channel.last} zone={zone} />
          <ChannelActions channel={channel} {...place} />
        </>
      )}
    />
  );
}

/** Leads to the channel's messages. */
function Name({ channel: { id, name }, href }: { channel: ChannelItem; href: string }) {
  return (
    <Link
      href={`${href}/${id}`}
      prefetch={false}
      className="justify-self-start rounded-[2px] font-medium wrap-anywhere hover:underline"
    >
      {name}
    </Link>
  );
}

function LastMessage({ last, zone }: { last: ChannelItem['last']; zone: string }) {
  if (!last) return <span className="text-fg-3">No message yet</span>;
  const words = deliveryWords(last);
  return (
    <span className="grid min-w-0 grid-cols-[auto_minmax(0,1fr)] items-center gap-x-2">
      {DELIVERY_ICONS[last.state]}
      <span className="truncate" title={words}>
        {words}
      </span>
      <time
        dateTime={last.at}
        title={formatFullTime(last.at, zone)}
        className="col-start-2 text-12 text-fg-3 tabular-nums"
      >
        {formatMinute(last.at, zone)}
      </time>
    </span>
  );
}
