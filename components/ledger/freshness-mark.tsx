import { Activity, BellOff, CircleDashed, Moon } from 'lucide-react';
import { cn } from '#components/ui/cn.ts';
import type { Freshness } from '#lib/sources/freshness.ts';
import { formatDuration } from '#lib/time/duration.ts';

const STATES: Record<
  Freshness['state'],
  { word: string; ink: string; Icon: typeof Activity; title: string }
> = {
  steady: {
    word: 'Steady',
    ink: 'text-fg-2',
    Icon: Activity,
    title: 'Delivers on most days, and did so lately',
  },
  silent: {
    word: 'Silent',
    ink: 'text-warn',
    Icon: BellOff,
    title: 'Delivered on most days, and then nothing for longer than its usual pauses',
  },
  occasional: {
    word: 'Now and then',
    ink: 'text-fg-3',
    Icon: CircleDashed,
    title: 'Too seldom to say what is usual',
  },
  ended: { word: 'Ended', ink: 'text-fg-3', Icon: Moon, title: 'Nothing in the last 28 days' },
};

/** How a trail is delivering, and under it what that is measured by. */
export function FreshnessMark({ freshness }: { freshness: Freshness }) {
  const { state, quietMs, usualGapMs } = freshness;
  const { word, ink, Icon, title } = STATES[state];
  return (
    <span className="block" title={title}>
      <span className={cn('inline-flex items-center gap-1.5 font-medium whitespace-nowrap', ink)}>
        <Icon className="size-3.5" aria-hidden />
        {state === 'silent' && quietMs !== null ? `Silent for ${formatDuration(quietMs)}` : word}
      </span>
      {usualGapMs !== null && (state === 'steady' || state === 'silent') && (
        <span className="block text-12 text-fg-3">usually every {formatDuration(usualGapMs)}</span>
      )}
    </span>
  );
}
