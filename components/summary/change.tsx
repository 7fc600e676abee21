import { ArrowDown, ArrowUp } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import { cn } from '#components/ui/cn.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import { formatChange, NO_CHANGE } from '#lib/summary/format-change.ts';

/** How a row's count has changed; what was not there before is new. */
export function Change({ now, before }: { now: number; before: number }) {
  const words = formatChange(now, before);
  if (words !== null) return <span className="text-fg-2">{words}</span>;
  return (
    <Badge tone="accent" className="h-[18px] px-1 text-11">
      new
    </Badge>
  );
}

/** The same for a figure: an arrow, the change and what it was. A rise is red where it is of something bad. */
export function FigureChange(props: { now: number; before: number; riseIsBad?: boolean }) {
  const { now, before } = props;
  const words = formatChange(now, before);
  const Arrow = now < before ? ArrowDown : ArrowUp;
  const changed = now !== before && words !== NO_CHANGE;
  const bad = props.riseIsBad && now > before;
  return (
    <>
      <span className={cn('inline-flex items-center gap-0.5 font-medium tabular-nums', bad && 'text-bad')}>
        {changed && <Arrow className="size-3" aria-hidden />}
        {changed && <span className="sr-only">{now > before ? 'up' : 'down'} </span>}
        {words === null ? (now === 0 ? 'none' : 'new') : words.replace(/^[+−]/, '')}
      </span>
      <span className="truncate text-fg-3">from {formatCount(before)}</span>
    </>
  );
}
