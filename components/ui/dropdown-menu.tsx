'use client';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';
import { floatClass } from './float.ts';

export const DropdownMenu = Radix.Root;
export const DropdownMenuTrigger = Radix.Trigger;

export function DropdownMenuContent({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        align="end"
        sideOffset={4}
        collisionPadding={8}
        className={cn(floatClass, 'min-w-40 py-1', className)}
        {...rest}
      />
    </Radix.Portal>
  );
}

export function DropdownMenuItem({
  danger,
  className,
  ...rest
}: ComponentProps<typeof Radix.Item> & { danger?: boolean }) {
  return (
    <Radix.Item
      className={cn(
        'flex h-7 cursor-pointer select-none items-center gap-2 px-3 outline-none data-disabled:opacity-50 data-highlighted:bg-hover max-md:h-11 [&>svg]:size-3.5 [&>svg]:text-fg-3',
        danger && 'text-bad [&>svg]:text-bad',
        className,
      )}
      {...rest}
    />
  );
}

export function DropdownMenuSeparator() {
  return <Radix.Separator className="my-1 h-px bg-line" />;
}

export function DropdownMenuLabel(props: ComponentProps<typeof Radix.Label>) {
  return <Radix.Label className="px-3 py-1 text-11 text-fg-3" {...props} />;
}
