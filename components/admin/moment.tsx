import { formatDateInput, formatFullTime } from '#lib/time/format.ts';

const MINUTE_MS = 60_000;

/** When something was, to the minute in the viewer's zone; `never` says what it is called where it has not been. */
export function Moment({ at, zone, never }: { at: Date | null; zone: string; never: string }) {
  if (!at) return <span className="text-fg-3">{never}</span>;
  return (
    <time dateTime={at.toISOString()} title={formatFullTime(at, zone)}>
      {formatDateInput(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS, zone)}
    </time>
  );
}
