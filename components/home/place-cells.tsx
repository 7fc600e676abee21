import { formatCount } from '#lib/charts/format-number.ts';
import { formatFullTime, formatMinute } from '#lib/time/format.ts';

/** A count; nothing at all is muted. */
export function CountCell({ value }: { value: number }) {
  return <span className={value === 0 ? 'num text-fg-3' : 'num'}>{formatCount(value)}</span>;
}

/** `at`: a number is ms since 1970. */
export function LastEvent(props: { at: Date | number | null; zone: string }) {
  const { zone } = props;
  if (props.at === null) return <span className="text-fg-3">no event yet</span>;
  const at = new Date(props.at);
  return (
    <time dateTime={at.toISOString()} title={formatFullTime(at, zone)}>
      {formatMinute(at, zone)}
    </time>
  );
}
