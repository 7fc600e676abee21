import { cn } from '#components/ui/cn.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import { formatDayMonth } from '#lib/time/format.ts';

/** Of a bar, in px. */
const HIGHEST = 36;
/** Where days stand close together, how many of them share the one that is named. */
const NAMED = 5;

/** `day` is `2026-11-20`, UTC. `hidden`: what exclusions hid, beside the matches. */
export type MatchDay = { day: string; matches: number; own: boolean; hidden?: number };

/**
 * Matches of a rule on each day as bars; those of the finding's own days are in its colour. `dense` for more days than have room for
 * their figures.
 */
export function MatchDays({ days, dense = false }: { days: readonly MatchDay[]; dense?: boolean }) {
  const most = Math.max(1, ...days.map(({ matches, hidden = 0 }) => matches + hidden));
  return (
    <ol
      className={cn(
        'grid grid-flow-col auto-cols-fr text-center text-11 tabular-nums text-fg-2',
        dense ? 'gap-px' : 'gap-1.5',
      )}
      aria-label="Matches per day"
    >
      {days.map(({ day, matches, own, hidden = 0 }, at) => {
        const words = dayWords(day, matches, hidden);
        return (
          <li
            key={day}
            aria-label={words}
            title={dense ? words : undefined}
            className={cn('flex flex-col justify-end', dense ? 'h-[60px]' : 'h-[76px]')}
          >
            {!dense && <span aria-hidden>{matches > 0 && formatCount(matches)}</span>}
            {hidden > 0 && <Bar height={heightOf(hidden, most)} className="bg-line-strong" />}
            {(matches > 0 || hidden === 0) && (
              <Bar
                height={matches === 0 ? 1 : heightOf(matches, most)}
                className={matches === 0 ? 'bg-line-strong' : own ? 'bg-bad' : 'bg-mark'}
              />
            )}
            <span aria-hidden className="mt-1 h-4 whitespace-nowrap text-axis">
              {(!dense || at % NAMED === 0) && Number(day.slice(8))}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** A size as an attribute: style attributes are refused (security-headers.ts). */
function Bar({ height, className }: { height: number; className: string }) {
  return <svg aria-hidden width="100%" height={height} className={className} />;
}

function heightOf(count: number, most: number): number {
  return Math.max(3, Math.round((count / most) * HIGHEST));
}

function dayWords(day: string, matches: number, hidden: number): string {
  const words = `${formatDayMonth(`${day}T00:00:00Z`, 'UTC')}: ${formatCount(matches)}`;
  return hidden > 0 ? `${words}, ${formatCount(hidden)} hidden` : words;
}
