'use client';
import type { KeyboardEvent } from 'react';
import { pointTitle, type ValueAxis } from '#lib/charts/axes.ts';
import type { ChartStep } from '#lib/charts/chart-input.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import type { ChartPoint, ChartSeries } from '#lib/charts/prepare-series.ts';
import { byValue, ChartTooltip } from './chart-tooltip.tsx';
import type { PlotGeometry } from './plot-geometry.ts';
import { Crosshair, DragBand, DragLabel } from './plot-marks.tsx';
import type { PlotMode } from './series-strip.tsx';
import { useDrag } from './use-drag.ts';

interface OverlayProps {
  label: string;
  geometry: PlotGeometry;
  series: ChartSeries[];
  points: ChartPoint[];
  axis: ValueAxis;
  mode: PlotMode;
  aggregate: ChartStep;
  zone: string;
  active: number | null;
  onActive: (index: number | null) => void;
  onZoom?: ((fromMs: number, toMs: number) => void) | undefined;
}

/**
 * Over both strips: crosshair, dots, tooltip, drag to zoom, a finger's read-out, and the arrow keys. To a screen
 * reader the chart is a slider over its points, each read out whole.
 */
export function PlotOverlay(props: OverlayProps) {
  const { geometry, points, active } = props;
  const drag = useDrag(props);
  const point = active === null ? undefined : points[active];
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={`${props.label}, point by point`}
      aria-valuemin={1}
      aria-valuemax={points.length}
      aria-valuenow={(active ?? points.length - 1) + 1}
      aria-valuetext={spokenPoint(props, point ?? points.at(-1))}
      className={`absolute inset-0 touch-pan-y select-none rounded-chip -outline-offset-2 ${props.onZoom ? 'cursor-crosshair' : ''}`}
      onKeyDown={(event) => onKey(event, props)}
      onFocus={(event) => event.currentTarget.matches(':focus-visible') && props.onActive(points.length - 1)}
      onBlur={() => props.onActive(null)}
      {...drag.handlers}
    >
      <svg aria-hidden width={geometry.width} height="100%" className="absolute inset-0 overflow-visible">
        {drag.band && <DragBand geometry={geometry} points={points} band={drag.band} />}
        {point && !drag.band && <Crosshair {...props} stacked={props.mode === 'stacked'} point={point} />}
      </svg>
      {drag.band ? (
        <DragLabel geometry={geometry} points={points} band={drag.band} zone={props.zone} />
      ) : (
        point && (
          <ChartTooltip
            geometry={geometry}
            point={point}
            series={props.series}
            aggregate={props.aggregate}
            zone={props.zone}
            compared={props.mode === 'compared'}
          />
        )
      )}
    </div>
  );
}

function onKey(event: KeyboardEvent, { points, active, onActive, onZoom }: OverlayProps) {
  const last = points.length - 1;
  const from = active ?? last;
  const targets: Record<string, number | null> = {
    ArrowLeft: Math.max(0, from - 1),
    ArrowRight: Math.min(last, from + 1),
    PageDown: Math.max(0, from - 7),
    PageUp: Math.min(last, from + 7),
    Home: 0,
    End: last,
    Escape: null,
  };
  if (event.key === 'Enter') {
    const point = active === null ? undefined : points[active];
    if (point) onZoom?.(point.fromMs, point.toMs);
  } else if (event.key in targets) {
    event.preventDefault();
    onActive(targets[event.key] ?? null);
  }
}

function spokenPoint(props: OverlayProps, point: ChartPoint | undefined): string {
  if (!point) return 'No data';
  const { day, span } = pointTitle(point, props.aggregate, props.zone);
  const shown = props.mode === 'compared' ? props.series.slice(1) : byValue(props.series, point);
  const values = shown.map(({ key, label }) => `${label} ${formatCount(point.values[key] ?? 0)}`);
  const counts = `${formatCount(point.total)} events, ${formatCount(point.errors)} errors`;
  return `${day}, ${span}: ${[counts, values.join(', ')].filter(Boolean).join('; ')}`;
}
