import { formatCount } from '#lib/charts/format-number.ts';
import { formatFullTime, formatMinute } from '#lib/time/format.ts';

/** A count; nothing at all is muted. */
export function CountCell({ value }: { value: number }) {
  return <span className={value === 0 ? 'num text-fg-3' : 'num'}>{formatCount(value)}</span>;
}

export function LastEvent({ at, zone }: { at: Date | null; zone: string }) {
  if (!at) return <span className="text-fg-3">no event yet</span>;
  return (
    <time dateTime={at.toISOString()} title={formatFullTime(at, zone)}>
      {formatMinute(at, zone)}
    </time>
  );
}
