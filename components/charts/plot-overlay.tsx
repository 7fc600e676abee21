'use client';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { axisPosition, pointTitle, type ValueAxis } from '#lib/charts/axes.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import type { ChartPoint, ChartSeries } from '#lib/charts/prepare-series.ts';
import { colourOf } from '#lib/charts/series-colours.ts';
import { formatMinute } from '#lib/time/format.ts';
import { byValue, ChartTooltip } from './chart-tooltip.tsx';
import { indexAt, type PlotGeometry, plotBottom, xOf } from './plot-geometry.ts';

interface OverlayProps {
  label: string;
  geometry: PlotGeometry;
  series: ChartSeries[];
  points: ChartPoint[];
  axis: ValueAxis;
  stacked: boolean;
  aggregate: 'day' | 'hour';
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
        {point && !drag.band && <Crosshair {...props} point={point} />}
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
          />
        )
      )}
    </div>
  );
}

type Band = readonly [first: number, last: number];

/** A drag of the mouse marks whole buckets; letting go zooms in on them. A finger only moves the read-out. */
function useDrag({ geometry, points, onActive, onZoom }: OverlayProps) {
  const [band, setBand] = useState<Band | null>(null);
  const origin = useRef<{ x: number; index: number } | null>(null);
  const at = (event: PointerEvent<HTMLElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    return { x, index: indexAt(x, points.length, geometry) };
  };
  const finish = () => {
    const [first, last] = [points[band?.[0] ?? -1], points[band?.[1] ?? -1]];
    if (first && last) onZoom?.(first.fromMs, last.toMs);
    origin.current = null;
    setBand(null);
  };
  const handlers = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (points.length === 0) return;
      onActive(at(event).index);
      if (event.pointerType === 'touch' || event.button !== 0 || !onZoom) return;
      origin.current = at(event);
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (points.length === 0) return;
      const { x, index } = at(event);
      onActive(index);
      const start = origin.current;
      if (start && Math.abs(x - start.x) > 6) {
        setBand([Math.min(start.index, index), Math.max(start.index, index)]);
      }
    },
    onPointerUp: finish,
    onPointerCancel: () => {
      origin.current = null;
      setBand(null);
    },
    onPointerLeave(event: PointerEvent<HTMLElement>) {
      if (event.pointerType !== 'touch' && !origin.current) onActive(null);
    },
  };
  return { band, handlers };
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

function Crosshair(props: OverlayProps & { point: ChartPoint }) {
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

function DragBand({ geometry, points, band }: { geometry: PlotGeometry; points: ChartPoint[]; band: Band }) {
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

function DragLabel(props: { geometry: PlotGeometry; points: ChartPoint[]; band: Band; zone: string }) {
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

function spokenPoint(props: OverlayProps, point: ChartPoint | undefined): string {
  if (!point) return 'No data';
  const { day, span } = pointTitle(point, props.aggregate, props.zone);
  const values = byValue(props.series, point).map(
    ({ key, label }) => `${label} ${formatCount(point.values[key] ?? 0)}`,
  );
  return `${day}, ${span}: ${formatCount(point.total)} events, ${formatCount(point.errors)} errors; ${values.join(', ')}`;
}
