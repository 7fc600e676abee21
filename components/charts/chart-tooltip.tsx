import { cn } from '#components/ui/cn.ts';
import { pointTitle } from '#lib/charts/axes.ts';
import type { ChartStep } from '#lib/charts/chart-input.ts';
import { formatCount, isErrorRateHigh } from '#lib/charts/format-number.ts';
import type { ChartPoint, ChartSeries } from '#lib/charts/prepare-series.ts';
import { type PlotGeometry, xOf } from './plot-geometry.ts';
import { Swatch } from './swatch.tsx';

const WIDTH = 232;

/** All values of one bucket, beside the crosshair and never under the pointer. Not drawn on a phone. */
export function ChartTooltip(props: {
  geometry: PlotGeometry;
  point: ChartPoint;
  series: ChartSeries[];
  aggregate: ChartStep;
  zone: string;
  /** The series are the same events at two times, and have no sum. */
  compared?: boolean;
}) {
  const { geometry, point, compared } = props;
  const x = xOf(point.midMs, geometry);
  const left = x + 12 + WIDTH < geometry.width ? x + 12 : Math.max(0, x - 12 - WIDTH);
  const title = pointTitle(point, props.aggregate, props.zone);
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute top-0 z-10 rounded-control border border-line-strong bg-surface pt-2 pb-1.5 text-12 shadow-float max-md:hidden"
      style={{ left, width: WIDTH }}
    >
      <div className="mb-1 flex justify-between border-b border-line px-3 pb-1.5 font-medium">
        <span>{title.day}</span>
        <span className="font-normal text-fg-3">{title.span}</span>
      </div>
      <ul>
        {(compared ? props.series : byValue(props.series, point)).map((entry) => (
          <li key={entry.key} className={row}>
            <Swatch colour={entry.colour} />
            <span className="truncate">{entry.label}</span>
            <span className="num">{formatCount(point.values[entry.key] ?? 0)}</span>
          </li>
        ))}
        {!compared && (
          <li className={cn(row, 'mt-1 border-t border-line pt-[5px]')}>
            <span />
            <span>All events</span>
            <span className="num font-medium">{formatCount(point.total)}</span>
          </li>
        )}
        <li className={cn(row, isErrorRateHigh(point.total, point.errors) && 'text-bad')}>
          {compared ? <span aria-hidden className="size-2 rounded-[2px] bg-bad" /> : <span />}
          <span>Errors</span>
          <span className="num">{formatCount(point.errors)}</span>
        </li>
      </ul>
    </div>
  );
}

const row = 'grid grid-cols-[8px_minmax(0,1fr)_auto] items-center gap-2 px-3 py-px';

/** Largest first, the rest last. */
export function byValue(series: ChartSeries[], point: ChartPoint): ChartSeries[] {
  const rank = (entry: ChartSeries) => (entry.value === null ? -1 : (point.values[entry.key] ?? 0));
  return series.toSorted((a, b) => rank(b) - rank(a));
}
