'use client';
import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import { cn } from './cn.ts';
import { floatClass } from './float.ts';

export interface SelectOption<T extends string> {
  value: T;
  label: string;
  disabled?: boolean;
}

/**
 * A menu of one choice. In a toolbar its label stands inside (muted key, strong value); in a form (`size="form"`)
 * the Field gives the label and `id`.
 */
export function Select<T extends string>(props: {
  label: string;
  value: T;
  options: readonly SelectOption<T>[];
  onChange: (value: T) => void;
  size?: 'toolbar' | 'small' | 'form';
  id?: string;
  name?: string;
  disabled?: boolean;
  /** Shorter key for narrow screens, e.g. "By" for "Group by". */
  shortLabel?: string;
  className?: string;
}) {
  const form = props.size === 'form';
  const small = props.size === 'small';
  return (
    <Radix.Root
      value={props.value}
      onValueChange={(value) => props.onChange(value as T)}
      name={props.name}
      disabled={props.disabled}
    >
      <Radix.Trigger
        id={props.id}
        aria-label={props.id ? undefined : props.label}
        className={cn(
          'inline-flex shrink-0 items-center gap-1.5 whitespace-nowrap rounded-control border border-line-strong bg-surface text-13 hover:bg-hover disabled:opacity-50 data-[state=open]:border-accent',
          form ? 'h-8 w-full justify-between px-2 max-md:h-11' : 'h-7 px-2.5 max-md:h-9',
          small && 'h-6 px-2 text-12 max-md:h-9',
          props.className,
        )}
      >
        {!form && (
          <span className="text-fg-3">
            <span className={cn(props.shortLabel && 'max-md:hidden')}>{props.label}</span>
            {props.shortLabel && <span className="md:hidden">{props.shortLabel}</span>}
          </span>
        )}
        <span className={cn('truncate', !form && !small && 'font-medium')}>
          {/* Said outright: the server renders no items, and the width would jump when they come. */}
          <Radix.Value>{props.options.find(({ value }) => value === props.value)?.label}</Radix.Value>
        </span>
        <ChevronDown className="size-3 text-fg-3" aria-hidden />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            floatClass,
            'max-h-[min(360px,var(--radix-select-content-available-height))] min-w-[var(--radix-select-trigger-width)] overflow-hidden py-1',
          )}
        >
          <Radix.Viewport>
            {props.options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                className="flex h-7 cursor-pointer select-none items-center gap-4 px-3 outline-none data-disabled:opacity-50 data-highlighted:bg-hover data-[state=checked]:font-medium max-md:h-11"
              >
                <span className="flex-1">
                  <Radix.ItemText>{option.label}</Radix.ItemText>
                </span>
                <Radix.ItemIndicator>
                  <Check className="size-3.5 text-accent-ink" aria-hidden />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
