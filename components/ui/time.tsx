import { formatEventTime, formatFullTime, formatMinute, formatTime, type Instant } from '#lib/time/format.ts';

const FORMATS = { event: formatEventTime, full: formatFullTime, minute: formatMinute, time: formatTime };

/** A time in the viewer's zone; its title has the date in full, with the zone. */
export function Time(props: {
  at: Instant;
  zone: string;
  format?: keyof typeof FORMATS;
  className?: string;
}) {
  return (
    <time
      dateTime={new Date(props.at).toISOString()}
      title={formatFullTime(props.at, props.zone)}
      className={props.className}
    >
      {FORMATS[props.format ?? 'event'](props.at, props.zone)}
    </time>
  );
}
