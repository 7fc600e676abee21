'use client';
import { memo } from 'react';
import { Bar, BarChart, CartesianGrid, ReferenceArea, XAxis, YAxis } from 'recharts';
import type { TimeTick } from '#lib/charts/axes.ts';
import { valueAxis } from '#lib/charts/axes.ts';
import type { TimeBand } from '#lib/charts/buckets.ts';
import { formatShort } from '#lib/charts/format-number.ts';
import type { ChartPoint } from '#lib/charts/prepare-series.ts';
import { axisText } from './axis-text.ts';
import { HALF_LABEL, type PlotGeometry, plotWidth } from './plot-geometry.ts';

/** Errors under the series: their own scale, the same time, the same crosshair. */
export const ErrorsStrip = memo(function ErrorsStrip(props: {
  geometry: PlotGeometry;
  points: ChartPoint[];
  maxErrors: number;
  ticks: TimeTick[];
  weekends: TimeBand[];
}) {
  const { geometry } = props;
  const axis = valueAxis(props.maxErrors, 'linear', 1);
  const top = axis.ticks.at(-1) ?? 1;
  const bucketWidth = plotWidth(geometry) / Math.max(1, props.points.length);
  return (
    <BarChart
      width={geometry.width}
      height={HALF_LABEL + geometry.errorsHeight + geometry.axisHeight}
      data={props.points.map((point) => ({ at: point.midMs, errors: point.errors }))}
      accessibilityLayer={false}
      margin={{ top: HALF_LABEL, right: geometry.right, bottom: 0, left: 0 }}
      style={{ pointerEvents: 'none' }}
      barCategoryGap={0}
      tabIndex={-1}
    >
      <CartesianGrid vertical={false} stroke="var(--grid)" horizontalValues={[0]} />
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
      <XAxis
        type="number"
        dataKey="at"
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
        domain={[0, axis.top]}
        ticks={[top]}
        tickFormatter={formatShort}
        axisLine={false}
        tickLine={false}
        tick={axisText}
        interval={0}
      />
      <text x={geometry.left + 4} y={HALF_LABEL + 10} {...axisText} {...haloed}>
        Errors
      </text>
      <Bar
        dataKey="errors"
        fill="var(--bad)"
        fillOpacity={0.75}
        barSize={Math.max(1, Math.min(24, bucketWidth * 0.6))}
        isAnimationActive={false}
      />
    </BarChart>
  );
});

// Readable also where a bar stands behind it.
const haloed = { stroke: 'var(--surface)', strokeWidth: 3, paintOrder: 'stroke' } as const;
