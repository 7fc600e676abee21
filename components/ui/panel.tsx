import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';

/** A bordered work area; edge to edge on a phone. */
export function Panel({ className, ...rest }: ComponentProps<'section'>) {
  return (
    <section
      className={cn(
        'min-w-0 rounded-panel border border-line bg-surface max-md:rounded-none max-md:border-x-0',
        className,
      )}
      {...rest}
    />
  );
}

export function PanelHeader(props: {
  title: ReactNode;
  note?: ReactNode;
  /** Controls at the right end. */
  children?: ReactNode;
  line?: boolean;
  id?: string;
}) {
  return (
    <header
      className={cn(
        'flex min-h-10 flex-wrap items-center gap-x-2 gap-y-1.5 px-4 py-1.5 text-13',
        props.line !== false && 'border-b border-line',
      )}
    >
      <h2 id={props.id} className="whitespace-nowrap font-semibold">
        {props.title}
      </h2>
      {props.note && <span className="text-fg-3">{props.note}</span>}
      {props.children && <div className="ml-auto flex items-center gap-2">{props.children}</div>}
    </header>
  );
}
