import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';

const frame =
  'flex min-w-0 items-center gap-2 rounded-control border border-line-strong bg-surface px-2 text-13 focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-accent has-[[aria-invalid=true]]:border-bad has-disabled:bg-surface-2 has-disabled:text-fg-3 [&>svg]:size-3.5 [&>svg]:text-fg-3';

export type InputProps = Omit<ComponentProps<'input'>, 'size' | 'prefix'> & {
  icon?: ReactNode;
  /** Muted words inside the frame before the text: the control's label in a toolbar. */
  prefix?: string;
  /** The key that jumps here, shown at the end. */
  kbd?: string;
  size?: 'toolbar' | 'form';
  mono?: boolean;
  frameClassName?: string;
};

/** A text input in its frame. The label is the caller's: a Field, an aria-label or `prefix`. */
export function Input({
  icon,
  prefix,
  kbd,
  size = 'toolbar',
  mono,
  frameClassName,
  className,
  ...rest
}: InputProps) {
  const height = size === 'form' ? 'h-8 max-md:h-11' : 'h-7 max-md:h-9';
  return (
    <div className={cn(frame, height, frameClassName)}>
      {icon}
      {prefix && <span className="whitespace-nowrap text-fg-3">{prefix}</span>}
      <input
        autoComplete="off"
        spellCheck={false}
        className={cn(
          // 16 px on a phone: below that Safari zooms into the page on focus.
          'h-full w-full min-w-0 bg-transparent p-0 outline-none max-md:text-16',
          mono && 'mono',
          className,
        )}
        {...rest}
      />
      {kbd && <Kbd>{kbd}</Kbd>}
    </div>
  );
}

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="rounded-chip border border-line bg-surface-2 px-1 font-sans text-11 font-medium text-fg-3 max-md:hidden">
      {children}
    </kbd>
  );
}
