import { CircleAlert, CircleCheck, CircleX, Sparkles, TriangleAlert } from 'lucide-react';
import { cutMiddle } from '#components/table/cells.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { formatDateInput, formatFullTime, formatMinute } from '#lib/time/format.ts';
import type { Trail } from '#lib/trails/trail.ts';
import { yesNo } from './trail-words.ts';

/** From this age on a date needs its year. */
const OLD_MS = 180 * 86_400_000;

export const UNKNOWN = <span className="text-fg-3">–</span>;

/** Whether it records, in a word and an icon. */
export function Logging({ trail }: { trail: Trail }) {
  if (trail.logging === null) return UNKNOWN;
  return trail.logging ? (
    <span className="inline-flex items-center gap-1.5 font-medium text-ok">
      <CircleCheck className="size-3.5" aria-hidden />
      On
    </span>
  ) : (
    <span className="inline-flex items-center gap-1.5 font-medium text-bad">
      <CircleX className="size-3.5" aria-hidden />
      Off
    </span>
  );
}

/** Yes, no or not known; `warn` marks the answer that a warning is about. */
export function YesNo({ value, warn }: { value: boolean | null; warn?: boolean }) {
  if (value === null) return UNKNOWN;
  return (
    <span className={warn ? 'inline-flex items-center gap-1 text-warn' : value ? '' : 'text-fg-3'}>
      {warn && <TriangleAlert className="size-3.5" aria-hidden />}
      {yesNo(value)}
    </span>
  );
}

export function Validation({ trail }: { trail: Trail }) {
  const { logValidation: on, inferred } = trail;
  if (on === null) return UNKNOWN;
  if (!on) return <YesNo value={false} warn />;
  return (
    <span
      className="inline-flex items-center gap-1 text-ok"
      title={inferred ? 'There are digest files' : undefined}
    >
      <CircleCheck className="size-3.5" aria-hidden />
      Yes
    </span>
  );
}

export function Moment({ at, zone, now }: { at: string | null; zone: string; now: string }) {
  if (at === null) return UNKNOWN;
  const old = Date.parse(now) - Date.parse(at) > OLD_MS;
  return (
    <time dateTime={at} title={formatFullTime(at, zone)}>
      {old ? formatDateInput(at, zone) : formatMinute(at, zone)}
    </time>
  );
}

/** An ARN or id by what tells it apart: its end. */
export function ShortArn({ text }: { text: string | null }) {
  if (text === null) return UNKNOWN;
  const end = text.slice(text.lastIndexOf(':') + 1);
  return (
    <span className="mono" title={text}>
      <span aria-hidden>{cutMiddle(end, 22)}</span>
      <span className="sr-only">{text}</span>
    </span>
  );
}

/** How many faults a trail has; the words are in its sheet and in the title. */
export function WarningMarks({ trail }: { trail: Trail }) {
  const bad = trail.warnings.filter(({ severity }) => severity === 'bad');
  const warn = trail.warnings.filter(({ severity }) => severity === 'warn');
  const words = (list: typeof bad) => list.map(({ message }) => message).join('\n');
  return (
    <>
      {bad.length > 0 && (
        <Badge tone="bad" icon={<CircleAlert aria-hidden />} title={words(bad)}>
          {bad.length} {bad.length === 1 ? 'fault' : 'faults'}
        </Badge>
      )}
      {warn.length > 0 && (
        <Badge tone="warn" icon={<TriangleAlert aria-hidden />} title={words(warn)}>
          {warn.length} {warn.length === 1 ? 'warning' : 'warnings'}
        </Badge>
      )}
    </>
  );
}

/** Said beside everything that AWS did not say itself. */
export function Inferred() {
  return (
    <Badge icon={<Sparkles aria-hidden />} title="Not described by AWS: seen from where the logs land">
      inferred
    </Badge>
  );
}
