'use client';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { Chip } from './chip.tsx';
import { cn } from './cn.ts';
import { MultiSelectList } from './multi-select-list.tsx';
import { Popover, PopoverAnchor, PopoverContent, PopoverTrigger } from './popover.tsx';
import type { OptionsLoader } from './use-options.ts';

const CHIPS_SHOWN = 2;

export interface MultiSelectProps {
  /** "Region": stands inside the button. */
  label: string;
  /** In the middle of a sentence: "a region". Defaults to the label in small letters. */
  noun?: string;
  values: readonly string[];
  onChange: (values: string[]) => void;
  /** Asked when the list opens and as the person types; newest answer wins. A rejection is shown with a retry. */
  load: OptionsLoader;
  /** What a chosen value is called, where its own text is not enough (an account's name). */
  labelOf?: (value: string) => string;
  /** A value that is typed and not found may be taken as it is. Default true. */
  allowTyped?: boolean;
  /** Said where nothing is found. */
  nothing?: string;
  /** Said in place of "Any" where nothing is chosen. */
  placeholder?: string;
  /** The list has room for sentences. */
  wide?: boolean;
  defaultOpen?: boolean;
  className?: string;
}

/**
 * A filter of many values: muted key, chosen values as chips, and a list with a search box and counts. The button
 * lies under the chips, so each × is a control of its own beside it and not inside it.
 */
export function MultiSelect(props: MultiSelectProps) {
  const [open, setOpen] = useState(props.defaultOpen ?? false);
  const { values, label } = props;
  const noun = props.noun ?? inSentence(label);
  const labelOf = props.labelOf ?? ((value: string) => value);
  const remove = (value: string) => props.onChange(values.filter((other) => other !== value));
  const said = values.length === 0 ? 'any' : values.map(labelOf).join(', ');
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverAnchor asChild>
        <div
          className={cn(
            'relative inline-flex h-7 shrink-0 items-center gap-1 rounded-control border border-line-strong bg-surface px-2.5 text-13 hover:bg-hover max-md:h-11',
            values.length > 0 && 'pr-2',
            open && 'border-accent',
            props.className,
          )}
        >
          <PopoverTrigger asChild>
            <button
              type="button"
              aria-label={`${label}: ${said}`}
              className="absolute -inset-px rounded-control"
            />
          </PopoverTrigger>
          <span aria-hidden className="pointer-events-none mr-0.5 whitespace-nowrap text-fg-3">
            {label}
          </span>
          {values.length === 0 && (
            <span aria-hidden className="pointer-events-none mr-0.5">
              {props.placeholder ?? 'Any'}
            </span>
          )}
          {values.slice(0, CHIPS_SHOWN).map((value) => (
            <Chip
              key={value}
              label={labelOf(value)}
              onRemove={() => remove(value)}
              // Over the button, which would take the presses on ×.
              className="pointer-events-none relative [&_button]:pointer-events-auto"
            />
          ))}
          {values.length > CHIPS_SHOWN && (
            <span
              aria-hidden
              className="pointer-events-none rounded-chip bg-accent-soft px-1.5 py-0.5 text-12 text-accent-ink"
            >
              +{values.length - CHIPS_SHOWN}
            </span>
          )}
          <ChevronDown aria-hidden className="pointer-events-none ml-auto size-3 shrink-0 text-fg-3" />
        </div>
      </PopoverAnchor>
      <PopoverContent aria-label={label} className={props.wide ? 'w-[380px]' : 'w-[264px]'}>
        <MultiSelectList
          noun={noun}
          values={values}
          labelOf={labelOf}
          allowTyped={props.allowTyped ?? true}
          nothing={props.nothing}
          load={props.load}
          onChange={props.onChange}
          onDone={() => setOpen(false)}
        />
      </PopoverContent>
    </Popover>
  );
}

/** "Event type" becomes "event type"; "AWS service" and "IP" stay. */
function inSentence(label: string): string {
  return /^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
}
