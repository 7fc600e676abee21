import { CircleAlert, CircleCheck, Clock, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';

export type NoteTone = 'neutral' | 'bad' | 'warn' | 'ok' | 'info';

const TONES: Record<NoteTone, { frame: string; icon: string; Icon: typeof Info }> = {
  neutral: { frame: 'border-line bg-surface-2', icon: 'text-fg-2', Icon: Clock },
  bad: { frame: 'border-bad-line bg-bad-soft', icon: 'text-bad', Icon: CircleAlert },
  warn: { frame: 'border-warn-line bg-warn-soft', icon: 'text-warn', Icon: TriangleAlert },
  ok: { frame: 'border-ok-line bg-ok-soft', icon: 'text-ok', Icon: CircleCheck },
  info: { frame: 'border-transparent bg-accent-soft', icon: 'text-accent-ink', Icon: Info },
};

/** A sentence that concerns the whole area under it. `action` is the one thing to do about it. */
export function Note(props: {
  tone?: NoteTone;
  icon?: ReactNode;
  action?: ReactNode;
  /** `alert` interrupts a screen reader: only for what the person has just caused. */
  role?: 'status' | 'alert';
  className?: string;
  children: ReactNode;
}) {
  const { frame, icon, Icon } = TONES[props.tone ?? 'neutral'];
  return (
    <div
      role={props.role}
      data-tone={props.tone}
      className={cn(
        'flex flex-wrap gap-x-2 gap-y-2 rounded-control border px-3 py-2.5 text-13/5 text-fg',
        frame,
        props.className,
      )}
    >
      <span className={cn('mt-0.5 [&>svg]:size-4', icon)}>{props.icon ?? <Icon aria-hidden />}</span>
      {/* Among words a link must not be told by its colour alone. */}
      <div className="min-w-[12rem] flex-1 [&_a]:underline [&_a]:decoration-current/40 [&_a]:underline-offset-2">
        {props.children}
      </div>
      {props.action}
    </div>
  );
}
