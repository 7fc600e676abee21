import { cn } from '#components/ui/cn.ts';
import { formatCount, formatShare, isErrorRateHigh } from '#lib/charts/format-number.ts';

/** A count with its share of the largest as a bar. `trackPx` is the bar's full length. */
export function ValueBar({ value, max, trackPx = 96 }: { value: number; max: number; trackPx?: number }) {
  const width = max > 0 ? Math.max(2, (value / max) * trackPx) : 2;
  return (
    <div className="flex items-center justify-end gap-3">
      <span className="shrink-0" style={{ width: trackPx }}>
        <span className="block h-1.5 rounded-[1px] bg-accent-bar" style={{ width }} />
      </span>
      <span className="num min-w-16">{formatCount(value)}</span>
    </div>
  );
}

/** Errors and their share of the events; red where that is worth a look, muted where there are none. */
export function ErrorsCell({ events, errors }: { events: number; errors: number }) {
  const high = isErrorRateHigh(events, errors);
  return (
    <span className="block text-right tabular-nums">
      <span className={cn(high && 'font-medium text-bad', errors === 0 && 'text-fg-3')}>
        {formatCount(errors)}
      </span>{' '}
      <span className={cn('inline-block w-[52px]', high ? 'text-bad' : 'text-fg-3')}>
        {errors > 0 && formatShare(errors, events)}
      </span>
    </span>
  );
}

/** A long id with its middle cut out; the whole is in the title and in what is copied. */
export function MiddleCut({ text, keep = 32, mono }: { text: string; keep?: number; mono?: boolean }) {
  const cut = cutMiddle(text, keep);
  return (
    <span className={cn(mono && 'mono')} title={cut === text ? undefined : text}>
      {cut === text ? (
        text
      ) : (
        <>
          <span aria-hidden>{cut}</span>
          <span className="sr-only">{text}</span>
        </>
      )}
    </span>
  );
}

/** `key/7c9e6679-7425-40d…e07fc1f90ae7`: the end is what tells ids apart, the start what they are. */
export function cutMiddle(text: string, keep: number): string {
  if (text.length <= keep) return text;
  const tail = Math.floor((keep - 1) * 0.38);
  return `${text.slice(0, keep - 1 - tail)}…${text.slice(text.length - tail)}`;
}

/** An S3 key or ARN: it breaks after `/` and `_`, and inside a part only where that alone is wider than the line. */
export function BreakableKey({ text }: { text: string }) {
  return (
    <span className="mono leading-5">
      {Object.entries(text.split(/(?<=[/_])/)).map(([position, part]) => (
        <span key={position} className="inline-block max-w-full wrap-anywhere">
          {part}
        </span>
      ))}
    </span>
  );
}
