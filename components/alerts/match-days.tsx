import { formatCount } from '#lib/charts/format-number.ts';
import { formatDayMonth } from '#lib/time/format.ts';

/** Of a bar, in px. */
const HIGHEST = 36;

/** Matches of a rule on each day as bars; those of the finding's own days are in its colour. `day` is `2026-11-20`, UTC. */
export function MatchDays({ days }: { days: readonly { day: string; matches: number; own: boolean }[] }) {
  const most = Math.max(1, ...days.map(({ matches }) => matches));
  return (
    <ol
      className="grid grid-flow-col auto-cols-fr gap-1.5 text-center text-11 tabular-nums text-fg-2"
      aria-label="Matches per day"
    >
      {days.map(({ day, matches, own }) => (
        <li
          key={day}
          aria-label={`${formatDayMonth(`${day}T00:00:00Z`, 'UTC')}: ${formatCount(matches)}`}
          className="flex h-[76px] flex-col justify-end"
        >
          <span aria-hidden>{matches > 0 && formatCount(matches)}</span>
          {/* A size as an attribute: style attributes are refused (security-headers.ts). */}
          <svg
            aria-hidden
            width="100%"
            height={matches === 0 ? 1 : Math.max(3, Math.round((matches / most) * HIGHEST))}
            className={matches === 0 ? 'bg-line-strong' : own ? 'bg-bad' : 'bg-mark'}
          />
          <span aria-hidden className="mt-1 text-axis">
            {Number(day.slice(8))}
          </span>
        </li>
      ))}
    </ol>
  );
}
