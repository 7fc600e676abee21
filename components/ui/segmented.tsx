'use client';
import { RadioGroup } from 'radix-ui';
import { cn } from './cn.ts';

export interface SegmentOption<T extends string> {
  value: T;
  label: string;
  disabled?: boolean;
  title?: string;
}

/** One of two to five, all visible. Arrow keys move the choice. */
export function Segmented<T extends string>(props: {
  label: string;
  value: T;
  options: readonly SegmentOption<T>[];
  onChange: (value: T) => void;
  size?: 'toolbar' | 'small';
  className?: string;
}) {
  const small = props.size === 'small';
  return (
    <RadioGroup.Root
      aria-label={props.label}
      value={props.value}
      onValueChange={(value) => props.onChange(value as T)}
      orientation="horizontal"
      className={cn(
        'inline-flex shrink-0 rounded-control border border-line bg-surface-2 p-0.5 text-13',
        small ? 'h-6' : 'h-7 max-md:h-9',
        props.className,
      )}
    >
      {props.options.map((option) => (
        <RadioGroup.Item
          key={option.value}
          value={option.value}
          disabled={option.disabled}
          title={option.title}
          className="flex items-center rounded-chip border border-transparent px-2 text-fg-2 hover:not-disabled:text-fg disabled:opacity-50 data-[state=checked]:border-line-strong data-[state=checked]:bg-surface data-[state=checked]:font-medium data-[state=checked]:text-fg dark:data-[state=checked]:bg-hover"
        >
          {/* The bold twin under it keeps the width, so choosing moves nothing. */}
          <span
            data-label={option.label}
            className="text-center after:invisible after:block after:h-0 after:overflow-hidden after:font-medium after:content-[attr(data-label)/'']"
          >
            {option.label}
          </span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
