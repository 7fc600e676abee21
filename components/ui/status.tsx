import { CircleCheck, CirclePause, CircleX, Hourglass, LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';

export type StatusKind = 'online' | 'collecting' | 'waiting' | 'error' | 'paused';

const KINDS: Record<StatusKind, { word: string; ink: string; Icon: typeof CircleX }> = {
  online: { word: 'Online', ink: 'text-ok', Icon: CircleCheck },
  collecting: { word: 'Collecting', ink: 'text-accent-ink', Icon: LoaderCircle },
  waiting: { word: 'Waiting for the worker', ink: 'text-warn', Icon: Hourglass },
  error: { word: 'Error', ink: 'text-bad', Icon: CircleX },
  paused: { word: 'Paused', ink: 'text-fg-2', Icon: CirclePause },
};

/** How a log source is doing; `children` replaces the word, e.g. "Collecting 61 %". */
export function Status({ kind, children }: { kind: StatusKind; children?: ReactNode }) {
  const { word, ink, Icon } = KINDS[kind];
  return (
    <span className={cn('inline-flex items-center gap-1.5 whitespace-nowrap font-medium', ink)}>
      <Icon className={cn('size-3.5', kind === 'collecting' && 'motion-safe:animate-spin')} aria-hidden />
      {children ?? word}
    </span>
  );
}
