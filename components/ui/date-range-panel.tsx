'use client';
import { Check } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { formatDuration } from '#lib/time/duration.ts';
import { formatDateInput, zoneLabel } from '#lib/time/format.ts';
import { parseDateInput } from '#lib/time/parse.ts';
import { RANGE_PRESETS, type RangeValue, resolveRange } from '#lib/time/ranges.ts';
import { dayStart } from '#lib/time/zoned.ts';
import { Button } from './button.tsx';
import { Calendar } from './calendar.tsx';
import { cn } from './cn.ts';
import { Input } from './input.tsx';

interface PanelProps {
  value: RangeValue;
  zone: string;
  now: string;
  onChange: (value: RangeValue) => void;
  onCancel: () => void;
}

/** Presets at the left; start, end and two months at the right. A preset applies at once, dates by Apply. */
export function DateRangePanel(props: PanelProps) {
  const { zone, onChange } = props;
  const now = new Date(props.now);
  const [draft, setDraft] = useState(() => {
    const { from, to } = resolveRange(props.value, now, zone);
    return { start: formatDateInput(from, zone), end: formatDateInput(to, zone) };
  });
  const start = parseDateInput(draft.start, zone);
  const end = parseDateInput(draft.end, zone);
  const problem = problemOf(start, end);
  const id = useId();
  const apply = (event: FormEvent) => {
    event.preventDefault();
    // React passes the event on through portals; a form around the picker must not hear it.
    event.stopPropagation();
    if (start && end && !problem) onChange({ from: start.toISOString(), to: end.toISOString() });
  };
  const pickDays = (first: Date, last: Date) =>
    setDraft({ start: formatDateInput(first, zone), end: formatDateInput(dayStart(last, zone, 1), zone) });
  return (
    <form onSubmit={apply} className="grid md:grid-cols-[144px_minmax(0,1fr)]">
      <Presets value={props.value} onChange={onChange} />
      <div className="p-3">
        <div className="mb-2 grid items-center gap-2 md:grid-cols-[1fr_16px_1fr]">
          <Input
            size="form"
            prefix="Start"
            aria-label="Start"
            aria-invalid={start === null}
            aria-describedby={id}
            value={draft.start}
            onChange={(event) => setDraft({ ...draft, start: event.target.value })}
          />
          <span className="text-center text-fg-3 max-md:hidden">to</span>
          <Input
            size="form"
            prefix="End"
            aria-label="End"
            aria-invalid={end === null || (problem !== null && start !== null)}
            aria-describedby={id}
            value={draft.end}
            onChange={(event) => setDraft({ ...draft, end: event.target.value })}
          />
        </div>
        <Calendar zone={zone} now={now} start={start} end={end} onPick={pickDays} />
      </div>
      <div className="col-span-full flex flex-wrap items-center gap-2 border-t border-line px-3 py-2">
        <span id={id} aria-live="polite" className={cn('flex-1 text-12', problem ? 'text-bad' : 'text-fg-3')}>
          {problem ?? `${lengthOf(start, end)}, end not included. Times in ${zoneLabel(zone, props.now)}.`}
        </span>
        <Button variant="ghost" onClick={props.onCancel}>
          Cancel
        </Button>
        <Button variant="primary" type="submit" disabled={problem !== null}>
          Apply
        </Button>
      </div>
    </form>
  );
}

function Presets({ value, onChange }: Pick<PanelProps, 'value' | 'onChange'>) {
  const chosen = 'preset' in value ? value.preset : 'own';
  return (
    <ul className="grid py-2 max-md:grid-cols-2 max-md:border-b md:content-start md:border-r">
      {RANGE_PRESETS.map(({ id, label }) => (
        <li key={id}>
          <button
            type="button"
            aria-pressed={id === chosen}
            onClick={() => onChange({ preset: id })}
            className="flex h-7 w-full items-center px-3 text-left hover:bg-hover focus-visible:-outline-offset-2 aria-pressed:bg-hover aria-pressed:font-medium max-md:h-11"
          >
            <span className="flex-1">{label}</span>
            {id === chosen && <Check className="size-3.5 text-accent-ink" aria-hidden />}
          </button>
        </li>
      ))}
      <li
        className={cn(
          'flex h-7 items-center px-3 max-md:h-11',
          chosen === 'own' ? 'bg-hover font-medium' : 'text-fg-3',
        )}
      >
        <span className="flex-1">Own dates</span>
        {chosen === 'own' && <Check className="size-3.5 text-accent-ink" aria-hidden />}
      </li>
    </ul>
  );
}

function problemOf(start: Date | null, end: Date | null): string | null {
  if (!start) return 'The start is not a date. Write 7 Nov 2026 00:00 or 2026-11-07 00:00.';
  if (!end) return 'The end is not a date. Write 21 Nov 2026 00:00 or 2026-11-21 00:00.';
  return start < end ? null : 'The end must be after the start.';
}

function lengthOf(start: Date | null, end: Date | null): string {
  if (!start || !end) return '';
  const days = (end.getTime() - start.getTime()) / 86_400_000;
  return Number.isInteger(days)
    ? `${days} ${days === 1 ? 'day' : 'days'}`
    : formatDuration(days * 86_400_000);
}
