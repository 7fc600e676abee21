import { Ban, Check, KeyRound, TriangleAlert } from 'lucide-react';
import { Badge, type Tone } from './badge.tsx';
import { cn } from './cn.ts';

export type OutcomeKind = 'success' | 'denied' | 'auth-failed' | 'error';

const OUTCOMES: Record<OutcomeKind, { word: string; tone: Tone; ink: string; Icon: typeof Check }> = {
  success: { word: 'Success', tone: 'neutral', ink: 'text-fg-2', Icon: Check },
  denied: { word: 'Denied', tone: 'bad', ink: 'text-bad', Icon: Ban },
  'auth-failed': { word: 'Auth failed', tone: 'warn', ink: 'text-warn', Icon: KeyRound },
  error: { word: 'Error', tone: 'neutral', ink: 'text-fg-2', Icon: TriangleAlert },
};

/** What became of a call, as icon and word. */
export function OutcomeBadge({ outcome, title }: { outcome: OutcomeKind; title?: string }) {
  const { word, tone, Icon } = OUTCOMES[outcome];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />} title={title}>
      {word}
    </Badge>
  );
}

/** The same without a frame, for a table cell; a success is silent there. */
export function OutcomeMark({ outcome, title }: { outcome: OutcomeKind; title?: string }) {
  if (outcome === 'success') return null;
  const { word, ink, Icon } = OUTCOMES[outcome];
  return (
    <span className={cn('inline-flex items-center gap-1.5 whitespace-nowrap', ink)} title={title}>
      <Icon className="size-3" aria-hidden />
      {word}
    </span>
  );
}
