import { formatCount } from '#lib/charts/format-number.ts';
import { formatDayMonth } from '#lib/time/format.ts';

const BAR = 4;
const STEP = 5;
const HEIGHT = 24;
const DAY_MS = 86_400_000;

/** Objects of each day as bars, oldest first and today last; a day without any is a line on the ground. `now` is ISO. */
export function DeliveryBars({ perDay, now }: { perDay: readonly number[]; now: string }) {
  const most = Math.max(1, ...perDay);
  const today = Date.parse(now);
  const dayOf = (index: number) => formatDayMonth(today - (perDay.length - 1 - index) * DAY_MS, 'UTC');
  const active = perDay.filter((count) => count > 0).length;
  return (
    <svg
      role="img"
      width={perDay.length * STEP}
      height={HEIGHT}
      aria-label={`Objects on ${active} of ${perDay.length} days, at most ${formatCount(most)} a day, ${formatCount(perDay.at(-1) ?? 0)} today`}
      className="block"
    >
      {Object.entries(perDay).map(([index, count]) => {
        const height = count === 0 ? 1 : Math.max(2, Math.round((count / most) * (HEIGHT - 2)));
        return (
          <rect
            key={index}
            x={Number(index) * STEP}
            y={HEIGHT - height}
            width={BAR}
            height={height}
            rx={0.5}
            className={count === 0 ? 'fill-line-strong' : 'fill-accent'}
          >
            <title>{`${dayOf(Number(index))}: ${formatCount(count)}`}</title>
          </rect>
        );
      })}
    </svg>
  );
}
