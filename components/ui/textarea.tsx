import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

/** A text of several lines that grows with what is in it, up to eight. The label is the caller's: a Field or an aria-label. */
export function Textarea({ className, mono, ...rest }: ComponentProps<'textarea'> & { mono?: boolean }) {
  return (
    <textarea
      rows={1}
      autoComplete="off"
      spellCheck={false}
      className={cn(
        'field-sizing-content block max-h-[168px] min-h-8 w-full min-w-0 resize-none rounded-control border border-line-strong bg-surface px-2 py-[5px] text-13/5 outline-none focus:outline-2 focus:-outline-offset-1 focus:outline-accent disabled:bg-surface-2 aria-invalid:border-bad max-md:min-h-11 max-md:py-[11px] max-md:text-16/5',
        mono && 'mono',
        className,
      )}
      {...rest}
    />
  );
}
