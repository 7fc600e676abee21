'use client';
import { memo, useId } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  XAxis,
  YAxis,
} from 'recharts';
import { axisPosition, type TimeTick, type ValueAxis } from '#lib/charts/axes.ts';
import type { TimeBand } from '#lib/charts/buckets.ts';
import { formatShort } from '#lib/charts/format-number.ts';
import type { ChartPoint, ChartSeries } from '#lib/charts/prepare-series.ts';
import { colourOf, REST_COLOUR, type SeriesColour } from '#lib/charts/series-colours.ts';
import { axisText } from './axis-text.ts';
import { HALF_LABEL, type PlotGeometry } from './plot-geometry.ts';

export type StripMode = 'overlaid' | 'stacked';
/** `compared`: the first series as filled steps, the other, of another time, as dashed ones over it. */
export type PlotMode = StripMode | 'compared';

/**
 * The drawing of the series. It holds no state and answers no pointer; the overlay does, so that moving the mouse
 * draws no line again. Values arrive as positions 0–1 on the axis, which is the same for any scale.
 */
export const SeriesStrip = memo(function SeriesStrip(props: {
  geometry: PlotGeometry;
  series: ChartSeries[];
  points: ChartPoint[];
  axis: ValueAxis;
  ticks: TimeTick[];
  mode: PlotMode;
  weekends: TimeBand[];
  gaps: TimeBand[];
  /** What the period leaves out of the first and the last bucket. */
  outside: TimeBand[];
  highlight: string | null;
}) {
  const { geometry, axis, mode } = props;
  const hatch = useId();
  const faint = useId();
  const positions = (point: ChartPoint) =>
    Object.fromEntries(props.series.map(({ key }) => [key, axisPosition(point.values[key] ?? 0, axis)]));
  const rows =
    mode === 'compared'
      ? stepRows(props.points, positions)
      : props.points.map((point) => ({ at: point.midMs, ...positions(point) }));
  const isBottom = geometry.errorsHeight === 0;
  // The largest is drawn last and lies on top; stacked, the first lies at the bottom.
  const drawn = mode === 'stacked' ? props.series : props.series.toReversed();
  return (
    <ComposedChart
      width={geometry.width}
      height={geometry.seriesHeight}
      data={rows}
      accessibilityLayer={false}
      margin={{ top: geometry.top, right: geometry.right, bottom: isBottom ? 0 : HALF_LABEL, left: 0 }}
      style={{ pointerEvents: 'none' }}
      tabIndex={-1}
    >
      <defs>
        <HatchPattern id={hatch} />
        <HatchPattern id={faint} stroke="var(--border-strong)" />
      </defs>
      <CartesianGrid
        vertical={false}
        stroke="var(--grid)"
        horizontalValues={axis.ticks.map((tick) => axisPosition(tick, axis))}
      />
      {props.weekends.map((band) => (
        <ReferenceArea
          key={band.fromMs}
          x1={band.fromMs}
          x2={band.toMs}
          fill="var(--band)"
          fillOpacity={1}
          stroke="none"
          zIndex={-200}
        />
      ))}
      {props.outside.map((band) => (
        <ReferenceArea
          key={band.fromMs}
          x1={band.fromMs}
          x2={band.toMs}
          fill={`url(#${faint})`}
          fillOpacity={0.7}
          stroke="none"
          zIndex={-150}
        />
      ))}
      {props.gaps.map((gap) => (
        <ReferenceArea
          key={gap.fromMs}
          x1={gap.fromMs}
          x2={gap.toMs}
          fill={`url(#${hatch})`}
          fillOpacity={0.55}
          stroke="none"
          zIndex={-150}
        />
      ))}
      {props.gaps.map((gap) => (
        <ReferenceLine key={gap.fromMs} x={gap.fromMs} stroke="var(--warn)" zIndex={-120} />
      ))}
      <XAxis
        type="number"
        dataKey="at"
        hide={!isBottom}
        domain={[geometry.startMs, geometry.endMs]}
        ticks={props.ticks.map(({ atMs }) => atMs)}
        tickFormatter={(ms: number) => props.ticks.find(({ atMs }) => atMs === ms)?.label ?? ''}
        height={geometry.axisHeight}
        axisLine={false}
        tickLine={false}
        tick={axisText}
        interval={0}
      />
      <YAxis
        width={geometry.left}
        domain={[0, 1]}
        ticks={axis.ticks.map((tick) => axisPosition(tick, axis))}
        tickFormatter={(_: number, index: number) => formatShort(axis.ticks[index] ?? 0)}
        axisLine={false}
        tickLine={false}
        tick={axisText}
        interval={0}
      />
      {drawn.map(({ key, colour }) => {
        const faded = props.highlight !== null && props.highlight !== key;
        const shared = {
          dataKey: key,
          stroke: colourOf(colour),
          strokeWidth: 1.75,
          strokeLinecap: 'round' as const,
          strokeLinejoin: 'round' as const,
          strokeDasharray: colour === REST_COLOUR ? '4 3' : undefined,
          strokeOpacity: faded ? 0.2 : 1,
          // A line of one point has no length and would not be seen.
          dot: props.points.length === 1 ? { r: 3, fill: colourOf(colour), strokeWidth: 0 } : false,
          activeDot: false as const,
          isAnimationActive: false,
          type: 'linear' as const,
        };
        if (mode === 'compared') return <Steps key={key} dataKey={key} colour={colour} />;
        return mode === 'stacked' ? (
          <Area
            key={key}
            {...shared}
            stackId="all"
            fill={colourOf(colour)}
            fillOpacity={faded ? 0.05 : 0.28}
          />
        ) : (
          <Line key={key} {...shared} />
        );
      })}
    </ComposedChart>
  );
});

/** A step begins where its bucket does; the last one needs an end. */
function stepRows(points: ChartPoint[], positions: (point: ChartPoint) => Record<string, number>) {
  const rows = points.map((point) => ({ at: point.startMs, ...positions(point) }));
  const last = points.at(-1);
  return last ? [...rows, { at: last.endMs, ...positions(last) }] : rows;
}

function Steps({ dataKey, colour }: { dataKey: string; colour: SeriesColour }) {
  const shared = {
    dataKey,
    type: 'stepAfter' as const,
    stroke: colourOf(colour),
    dot: false as const,
    activeDot: false as const,
    isAnimationActive: false,
  };
  if (colour === 'before') return <Line {...shared} strokeWidth={1} strokeDasharray="3 3" />;
  return <Area {...shared} strokeWidth={1.5} fill={colourOf(colour)} fillOpacity={0.1} />;
}

/** Diagonal lines: the data is missing or too low there. */
export function HatchPattern({ id, stroke = 'var(--warn-line)' }: { id: string; stroke?: string }) {
  return (
    <pattern id={id} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line x1={0} x2={0} y1={0} y2={6} stroke={stroke} strokeWidth={1.5} />
    </pattern>
  );
}
