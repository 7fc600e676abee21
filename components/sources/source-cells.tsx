import { Progress } from '#components/ui/progress.tsx';
import { Status } from '#components/ui/status.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { SourceItem } from '#lib/sources/source-item.ts';
import { formatDuration } from '#lib/time/duration.ts';
import { formatDateInput, formatFullTime, formatMinute } from '#lib/time/format.ts';
import { objectsDone, sourceName } from './source-words.ts';

const LATE_MS = 86_400_000;
/** From this age on a date needs its year. */
const OLD_MS = 180 * 86_400_000;

type Props = { source: SourceItem };

/** The state; while objects wait to be taken, how far it is. */
export function SourceStatus({ source, zone }: Props & { zone: string }) {
  const { state, objects, lastListedAt, timeLeftMs } = source;
  if (state !== 'collecting' || objects.pending === 0) {
    const listed = lastListedAt ? `Last looked at ${formatFullTime(lastListedAt, zone)}` : undefined;
    return (
      <span title={listed}>
        <Status kind={state} />
      </span>
    );
  }
  const share = objectsDone(source) / objects.found;
  return (
    <>
      <span className="flex items-baseline justify-between gap-2">
        <Status kind={state}>Collecting {Math.floor(share * 100)} %</Status>
        {timeLeftMs !== null && (
          <span className="text-12 whitespace-nowrap text-fg-3">{formatDuration(timeLeftMs)} left</span>
        )}
      </span>
      <Progress share={share} label={`Collecting ${sourceName(source)}`} />
    </>
  );
}

export function LastEvent({ source, zone }: Props & { zone: string }) {
  const { lastEventAt: at, lagMs } = source;
  if (!at) return <span className="text-fg-3">no event yet</span>;
  const format = lagMs !== null && lagMs > OLD_MS ? formatDateInput : formatMinute;
  return (
    <time dateTime={at} title={formatFullTime(at, zone)}>
      {format(at, zone)}
    </time>
  );
}

/** How long ago the newest event was; red after a day, for a bucket that should be busy. Who pauses one knows that it lags. */
export function Lag({ source }: Props) {
  const { lagMs, state } = source;
  if (lagMs === null || state === 'paused') return <span className="text-fg-3">–</span>;
  return (
    <span className={lagMs >= LATE_MS ? 'text-bad' : undefined}>{formatDuration(Math.max(0, lagMs))}</span>
  );
}

export function Objects({ source }: Props) {
  const done = objectsDone(source);
  return (
    <>
      {formatCount(done)}
      {source.objects.found > done && (
        <span className="block text-12 text-fg-3">of {formatCount(source.objects.found)}</span>
      )}
    </>
  );
}

/** Objects that wait for another try, and those put aside as unreadable. */
export function Failures({ source }: Props) {
  const { failed, quarantined } = source.objects;
  const words = [
    failed > 0 && `${formatCount(failed)} failed, to be tried again`,
    quarantined > 0 && `${formatCount(quarantined)} unreadable, kept with the reason`,
  ].filter(Boolean);
  if (words.length === 0) return <span className="text-fg-3">0</span>;
  return (
    <span className="text-bad" title={words.join('; ')}>
      {formatCount(failed + quarantined)}
      <span className="sr-only"> objects: {words.join('; ')}</span>
    </span>
  );
}

export function Accounts({ source }: Props) {
  return <span title={source.accounts.join(', ') || undefined}>{formatCount(source.accounts.length)}</span>;
}
