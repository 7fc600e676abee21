'use client';
import { Check } from 'lucide-react';
import { Checkbox as RadixCheckbox, RadioGroup as RadixRadioGroup, Switch as RadixSwitch } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import { cn } from './cn.ts';

/** On or off, at once. */
export function Switch(props: {
  label: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  name?: string;
}) {
  const id = useId();
  return (
    <label htmlFor={id} className="inline-flex items-center gap-2 text-13 text-fg-2 max-md:min-h-11">
      <RadixSwitch.Root
        id={id}
        checked={props.checked}
        onCheckedChange={props.onChange}
        disabled={props.disabled}
        name={props.name}
        className="relative h-4 w-[26px] shrink-0 rounded-full bg-mark disabled:opacity-50 data-[state=checked]:bg-accent"
      >
        <RadixSwitch.Thumb className="absolute top-0.5 left-0.5 size-3 rounded-full bg-surface motion-safe:transition-transform data-[state=checked]:translate-x-2.5" />
      </RadixSwitch.Root>
      {props.label}
    </label>
  );
}

/** A box to tick in a form. */
export function Checkbox(props: {
  label: ReactNode;
  checked?: boolean;
  defaultChecked?: boolean;
  onChange?: (checked: boolean) => void;
  disabled?: boolean;
  name?: string;
  value?: string;
}) {
  const id = useId();
  return (
    <label htmlFor={id} className="inline-flex items-center gap-2 text-13 max-md:min-h-11">
      <RadixCheckbox.Root
        id={id}
        checked={props.checked}
        defaultChecked={props.defaultChecked}
        onCheckedChange={(checked) => props.onChange?.(checked === true)}
        disabled={props.disabled}
        name={props.name}
        value={props.value}
        className={tickClass}
      >
        <RadixCheckbox.Indicator>
          <Check className="size-2.5 stroke-[3.5]" aria-hidden />
        </RadixCheckbox.Indicator>
      </RadixCheckbox.Root>
      {props.label}
    </label>
  );
}

const tickClass =
  'grid size-3.5 shrink-0 place-items-center rounded-[3px] border border-mark bg-surface text-on-accent disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent';

/** The drawing of a checkbox inside something that is itself the control (a list option). */
export function Tick({ checked }: { checked: boolean }) {
  return (
    <span aria-hidden data-state={checked ? 'checked' : 'unchecked'} className={tickClass}>
      {checked && <Check className="size-2.5 stroke-[3.5]" />}
    </span>
  );
}

export interface RadioOption<T extends string> {
  value: T;
  label: ReactNode;
  disabled?: boolean;
}

/** One of several, each on its own line. */
export function RadioList<T extends string>(props: {
  label: string;
  value: T;
  options: readonly RadioOption<T>[];
  onChange: (value: T) => void;
  name?: string;
  className?: string;
}) {
  const id = useId();
  return (
    <RadixRadioGroup.Root
      aria-label={props.label}
      value={props.value}
      onValueChange={(value) => props.onChange(value as T)}
      name={props.name}
      className={cn('grid text-13', props.className)}
    >
      {props.options.map((option) => (
        <label
          key={option.value}
          htmlFor={`${id}-${option.value}`}
          className="flex min-h-6 items-center gap-2 max-md:min-h-11"
        >
          <RadixRadioGroup.Item
            id={`${id}-${option.value}`}
            value={option.value}
            disabled={option.disabled}
            className="size-3.5 shrink-0 rounded-full border border-mark bg-surface disabled:opacity-50 data-[state=checked]:border-4 data-[state=checked]:border-accent"
          />
          {option.label}
        </label>
      ))}
    </RadixRadioGroup.Root>
  );
}
