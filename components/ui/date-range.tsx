'use client';
import { CalendarDays, ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { formatDateInput, formatDaySpan } from '#lib/time/format.ts';
import { type RangeValue, rangeLabel, resolveRange } from '#lib/time/ranges.ts';
import { cn } from './cn.ts';
import { DateRangePanel } from './date-range-panel.tsx';
import { Popover, PopoverAnchor, PopoverContent, PopoverTrigger } from './popover.tsx';

export interface DateRangeProps {
  value: RangeValue;
  /** Called by Apply, and at once by a preset. Fixed instants are ISO, UTC, end not included. */
  onChange: (value: RangeValue) => void;
  /** IANA zone in which dates are shown and read. */
  zone: string;
  /** The page's clock, ISO: presets end here. */
  now: string;
  /** One short button, "7 – 20 Nov", for narrow places. */
  compact?: boolean;
  /** The preset's name without its dates, for rows with little room. */
  nameOnly?: boolean;
  className?: string;
}

/** The period as two joined buttons, the preset's name and its dates; both open the same panel. */
export function DateRange(props: DateRangeProps) {
  const [open, setOpen] = useState(false);
  const { value, zone, compact, nameOnly } = props;
  const range = resolveRange(value, new Date(props.now), zone);
  const change = (chosen: RangeValue) => {
    setOpen(false);
    props.onChange(chosen);
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverAnchor asChild>
        <div className={cn('flex shrink-0', props.className)}>
          <PopoverTrigger asChild>
            <button
              type="button"
              className={cn(
                part,
                compact && 'h-9 rounded-control',
                nameOnly && 'h-8 rounded-control max-md:h-11',
                !compact && !nameOnly && 'rounded-l-control max-xl:rounded-r-control',
              )}
            >
              <CalendarDays className="size-3.5 text-fg-3" aria-hidden />
              {compact || (nameOnly && 'from' in value)
                ? formatDaySpan(range.from, range.to, zone)
                : rangeLabel(value)}
              <ChevronDown className="size-3 text-fg-3" aria-hidden />
            </button>
          </PopoverTrigger>
          {!compact && !nameOnly && (
            <button
              type="button"
              aria-haspopup="dialog"
              onClick={() => setOpen(true)}
              className={cn(part, '-ml-px rounded-r-control max-xl:hidden')}
            >
              {formatDateInput(range.from, zone)}
              <span className="text-fg-3">to</span>
              {formatDateInput(range.to, zone)}
            </button>
          )}
        </div>
      </PopoverAnchor>
      <PopoverContent aria-label="Period" align={compact || nameOnly ? 'start' : 'end'} className="w-[570px]">
        <DateRangePanel {...props} onChange={change} onCancel={() => setOpen(false)} />
      </PopoverContent>
    </Popover>
  );
}

const part =
  'inline-flex h-7 items-center gap-1.5 whitespace-nowrap border border-line-strong bg-surface px-2.5 text-13 tabular-nums hover:bg-hover focus-visible:z-10';
