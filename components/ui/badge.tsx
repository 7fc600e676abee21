import type { ReactNode } from 'react';
import { cn } from './cn.ts';

export type Tone = 'neutral' | 'ok' | 'bad' | 'warn' | 'crit' | 'accent';

const TONES: Record<Tone, string> = {
  neutral: 'border-line bg-surface-2 text-fg-2',
  ok: 'border-ok-line bg-ok-soft text-ok',
  bad: 'border-bad-line bg-bad-soft text-bad',
  warn: 'border-warn-line bg-warn-soft text-warn',
  crit: 'border-crit bg-crit text-on-crit',
  accent: 'border-transparent bg-accent-soft text-accent-ink',
};

/** A word with a tone. The word carries the meaning; the colour only repeats it. */
export function Badge(props: {
  tone?: Tone;
  icon?: ReactNode;
  title?: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      title={props.title}
      className={cn(
        'inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-chip border px-1.5 text-12 font-medium [&>svg]:size-3 [&>svg]:stroke-[2]',
        TONES[props.tone ?? 'neutral'],
        props.className,
      )}
    >
      {props.icon}
      {props.children}
    </span>
  );
}

/** The small figure beside a tab or a navigation entry. */
export function Count({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <span
      className={cn(
        'min-w-[18px] rounded-chip border border-line bg-surface-2 px-[5px] text-center text-11 tabular-nums text-fg-2',
        className,
      )}
    >
      {children}
    </span>
  );
}
