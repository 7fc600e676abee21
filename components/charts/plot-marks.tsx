import { axisPosition, type ValueAxis } from '#lib/charts/axes.ts';
import type { ChartPoint, ChartSeries } from '#lib/charts/prepare-series.ts';
import { colourOf } from '#lib/charts/series-colours.ts';
import { formatMinute } from '#lib/time/format.ts';
import { type PlotGeometry, plotBottom, xOf } from './plot-geometry.ts';
import type { Band } from './use-drag.ts';

/** The line through both strips, with a dot on each series. */
export function Crosshair(props: {
  geometry: PlotGeometry;
  series: ChartSeries[];
  axis: ValueAxis;
  stacked: boolean;
  point: ChartPoint;
}) {
  const { geometry, point, axis } = props;
  const x = xOf(point.midMs, geometry);
  let below = 0;
  return (
    <>
      <line
        x1={x}
        x2={x}
        y1={geometry.top}
        y2={plotBottom(geometry)}
        stroke="var(--border-mark)"
        strokeDasharray="3 3"
      />
      {props.series.map(({ key, colour }) => {
        const own = axisPosition(point.values[key] ?? 0, axis);
        below += own;
        const y = geometry.top + (1 - (props.stacked ? below : own)) * geometry.plotHeight;
        return (
          <circle
            key={key}
            cx={x}
            cy={y}
            r={3.5}
            fill={colourOf(colour)}
            stroke="var(--surface)"
            strokeWidth={1.5}
          />
        );
      })}
    </>
  );
}

/** The buckets that a drag has marked. */
export function DragBand({
  geometry,
  points,
  band,
}: {
  geometry: PlotGeometry;
  points: ChartPoint[];
  band: Band;
}) {
  const [first, last] = [points[band[0]], points[band[1]]];
  if (!first || !last) return null;
  const x = xOf(first.startMs, geometry);
  return (
    <rect
      x={x}
      y={geometry.top}
      width={xOf(last.endMs, geometry) - x}
      height={plotBottom(geometry) - geometry.top}
      fill="var(--accent)"
      fillOpacity={0.12}
      stroke="var(--accent)"
      strokeOpacity={0.5}
    />
  );
}

/** Their two ends in words. */
export function DragLabel(props: { geometry: PlotGeometry; points: ChartPoint[]; band: Band; zone: string }) {
  const [first, last] = [props.points[props.band[0]], props.points[props.band[1]]];
  if (!first || !last) return null;
  return (
    <div
      className="pointer-events-none absolute top-3 rounded-chip border border-line-strong bg-surface px-2 py-0.5 text-12 tabular-nums shadow-float"
      style={{ left: xOf(first.startMs, props.geometry) + 4 }}
    >
      {formatMinute(first.fromMs, props.zone)} to {formatMinute(last.toMs, props.zone)}
    </div>
  );
}
