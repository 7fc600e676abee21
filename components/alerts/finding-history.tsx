import { CircleCheck, Clock, TriangleAlert } from 'lucide-react';
import type { DeliveryEntry, HistoryEntry } from '#lib/alerts/findings/schema.ts';
import { formatFullTime, formatMinute } from '#lib/time/format.ts';
import { CHANNEL_WORDS, deliveryWords, historyWords, OWN_KINDS } from './finding-words.ts';
import { ReplayDelivery } from './replay-delivery.tsx';

/** What was done about a finding, the newest first. */
export function FindingHistory({ history, zone }: { history: readonly HistoryEntry[]; zone: string }) {
  return (
    <ol className="grid gap-2 text-13/5">
      {history.map((entry) => (
        <li key={entry.id} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
          <time dateTime={entry.at} title={formatFullTime(entry.at, zone)} className="text-12/5 text-fg-3">
            {formatMinute(entry.at, zone)}
          </time>
          <span>
            {!OWN_KINDS.has(entry.kind) && <span className="font-medium">{entry.actor} </span>}
            {historyWords(entry)}
          </span>
          {entry.comment && (
            <p className="col-start-2 whitespace-pre-wrap text-fg-2 wrap-anywhere">{entry.comment}</p>
          )}
        </li>
      ))}
    </ol>
  );
}

/** What became of a message. */
export const DELIVERY_ICONS = {
  sent: <CircleCheck aria-hidden className="size-3.5 shrink-0 text-ok" />,
  waiting: <Clock aria-hidden className="size-3.5 shrink-0 text-fg-3" />,
  failed: <TriangleAlert aria-hidden className="size-3.5 shrink-0 text-warn" />,
};

/** Who was told of a finding, and what became of it. */
export function FindingDeliveries(props: {
  deliveries: readonly DeliveryEntry[];
  silent: boolean;
  /** Where the channels are, as `view:acme`, for who may send again what was given up. */
  replayIn: string | null;
  zone: string;
}) {
  const { deliveries, replayIn, zone } = props;
  if (deliveries.length === 0)
    return (
      <p className="text-13/5 text-fg-3">
        {props.silent
          ? 'Nobody: the rule was silent.'
          : 'Nobody: the rule has no channel, or its events were old.'}
      </p>
    );
  return (
    <ul className="grid grid-cols-[minmax(0,1fr)] gap-2 text-13/5">
      {deliveries.map((delivery) => (
        <li key={delivery.id} className="flex items-center gap-2">
          {DELIVERY_ICONS[delivery.state]}
          <span className="shrink-0">{CHANNEL_WORDS[delivery.kind] ?? delivery.kind}</span>
          <span className="min-w-0 text-fg-3 wrap-anywhere">
            {delivery.channel}, {deliveryWords(delivery)}
          </span>
          {delivery.sentAt && (
            <time dateTime={delivery.sentAt} className="ml-auto shrink-0 text-12 text-fg-3">
              {formatMinute(delivery.sentAt, zone)}
            </time>
          )}
          {replayIn && delivery.state === 'failed' && (
            <ReplayDelivery deliveryId={delivery.id} channel={delivery.channel} scope={replayIn} />
          )}
        </li>
      ))}
    </ul>
  );
}
