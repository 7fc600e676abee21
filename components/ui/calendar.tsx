'use client';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { type ClassNames, DayPicker, type Matcher } from 'react-day-picker';
import { formatSpokenDay } from '#lib/time/format.ts';
import { fromWallClock, toWallClock } from '#lib/time/zoned.ts';
import { useNarrow } from './use-narrow.ts';

interface CalendarProps {
  zone: string;
  now: Date;
  start: Date | null;
  /** Not included: the last marked day is the one before. */
  end: Date | null;
  /** The first and last day of what was clicked, each at its midnight in `zone`. */
  onPick: (first: Date, last: Date) => void;
}

/**
 * Two months (one on a phone). The first click begins a range, the second ends it. Inside the picker a day is a
 * Date of the browser's own zone; only its calendar fields count, and they are read and written in `zone`.
 */
export function Calendar({ zone, now, start, end, onPick }: CalendarProps) {
  const [anchor, setAnchor] = useState<Date | null>(null);
  const months = useNarrow() ? 1 : 2;
  const first = start && toPickerDay(start, zone);
  const last = end && toPickerDay(new Date(end.getTime() - 1), zone);
  const today = toPickerDay(now, zone);
  const [month, setMonth] = useState(() => monthBefore(last ?? today, months - 1));
  const pick = (day: Date) => {
    const [from, to] = anchor && anchor <= day ? [anchor, day] : anchor ? [day, anchor] : [day, day];
    setAnchor(anchor ? null : day);
    onPick(fromPickerDay(from, zone), fromPickerDay(to, zone));
  };
  const modifiers: Record<string, Matcher | Matcher[]> = first && last ? { ...rangeOf(first, last) } : {};
  return (
    <DayPicker
      mode="single"
      selected={undefined}
      onDayClick={pick}
      month={month}
      onMonthChange={setMonth}
      numberOfMonths={months}
      weekStartsOn={1}
      today={today}
      disabled={{ after: today }}
      modifiers={modifiers}
      modifiersClassNames={{
        edge: '[&>button]:bg-accent! [&>button]:text-on-accent! [&>button]:font-medium',
        inside: 'bg-accent-soft [&>button]:text-accent-ink [&>button]:hover:bg-accent-bar',
      }}
      formatters={{ formatWeekdayName: (day) => 'SMTWTFS'[day.getDay()] ?? '' }}
      labels={{ labelDayButton: spoken, labelGridcell: spoken }}
      components={{ Chevron: Arrow }}
      classNames={classes}
    />
  );
}

function Arrow({ orientation }: { orientation?: 'left' | 'right' | 'up' | 'down' }) {
  const Icon = orientation === 'left' ? ChevronLeft : ChevronRight;
  return <Icon className="size-3.5" aria-hidden />;
}

const navButton =
  'absolute top-0 grid size-7 place-items-center rounded-control text-fg-3 hover:bg-hover disabled:opacity-40 max-md:size-11';

const classes: Partial<ClassNames> = {
  months: 'relative flex gap-6',
  month: 'flex-1',
  month_caption: 'flex h-7 items-center justify-center font-medium max-md:h-11',
  nav: 'absolute inset-x-0 top-0',
  button_previous: `${navButton} left-0`,
  button_next: `${navButton} right-0`,
  month_grid: 'w-full table-fixed border-separate border-spacing-x-0 border-spacing-y-0.5 text-12',
  weekday: 'h-5 text-11 font-normal text-fg-3',
  day: 'p-0 text-center',
  day_button: 'h-6 w-full rounded-chip tabular-nums hover:not-disabled:bg-hover max-md:h-10',
  disabled: '[&>button]:text-fg-3',
  today: 'font-semibold',
  outside: 'invisible',
};

// Begins with the number that is seen, so that it can be called by voice.
const spoken = (day: Date) => formatSpokenDay(day.getFullYear(), day.getMonth() + 1, day.getDate());

function rangeOf(first: Date, last: Date) {
  return { edge: [first, last], inside: { from: first, to: last } };
}

function toPickerDay(instant: Date, zone: string): Date {
  const { year, month, day } = toWallClock(instant, zone);
  return new Date(year, month - 1, day);
}

function fromPickerDay(day: Date, zone: string): Date {
  const fields = { year: day.getFullYear(), month: day.getMonth() + 1, day: day.getDate() };
  return fromWallClock({ ...fields, hour: 0, minute: 0, second: 0 }, zone);
}

function monthBefore(day: Date, months: number): Date {
  return new Date(day.getFullYear(), day.getMonth() - months, 1);
}
