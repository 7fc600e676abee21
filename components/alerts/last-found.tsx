import { formatFullTime, formatMinute } from '#lib/time/format.ts';

/** When a rule last found something: `at` is ISO, UTC; `never` says what stands there where it is null. */
export function LastFound({ at, zone, never }: { at: string | null; zone: string; never: string }) {
  if (!at) return <span className="text-fg-3">{never}</span>;
  return (
    <time dateTime={at} title={formatFullTime(at, zone)}>
      {formatMinute(at, zone)}
    </time>
  );
}
