import { type PointerEvent, useRef, useState } from 'react';
import type { ChartPoint } from '#lib/charts/prepare-series.ts';
import { indexAt, type PlotGeometry } from './plot-geometry.ts';

interface DragProps {
  geometry: PlotGeometry;
  points: ChartPoint[];
  onActive: (index: number | null) => void;
  onZoom?: ((fromMs: number, toMs: number) => void) | undefined;
}

/** First and last marked bucket. */
export type Band = readonly [first: number, last: number];

/** A drag of the mouse marks whole buckets; letting go zooms in on them. A finger only moves the read-out. */
export function useDrag({ geometry, points, onActive, onZoom }: DragProps) {
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
