'use client';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type AxisScale, timeTicks, valueAxis } from '#lib/charts/axes.ts';
import { gapBands, outsideBands, weekendBands } from '#lib/charts/buckets.ts';
import type { ChartGap, ChartStep } from '#lib/charts/chart-input.ts';
import type { PreparedSeries } from '#lib/charts/prepare-series.ts';
import { ErrorsStrip } from './errors-strip.tsx';
import { plotGeometry, plotWidth } from './plot-geometry.ts';
import { PlotOverlay } from './plot-overlay.tsx';
import { type PlotMode, SeriesStrip } from './series-strip.tsx';

/** The two strips and their overlay, as wide as there is room. */
export function ChartPlot(props: {
  label: string;
  prepared: PreparedSeries;
  aggregate: ChartStep;
  zone: string;
  gaps: ChartGap[];
  mode: PlotMode;
  scale: AxisScale;
  highlight: string | null;
  active: number | null;
  onActive: (index: number | null) => void;
  onZoom?: ((fromMs: number, toMs: number) => void) | undefined;
}) {
  const { prepared, aggregate, zone, mode, scale } = props;
  const [frame, width] = useWidth();
  const { startMs, endMs, points } = prepared;
  const withErrors = prepared.maxErrors > 0;
  const geometry = useMemo(
    () => plotGeometry(width, { startMs, endMs }, withErrors),
    [width, startMs, endMs, withErrors],
  );
  const axis = useMemo(
    () => valueAxis(mode === 'stacked' ? prepared.maxTotal : prepared.maxValue, scale),
    [prepared, mode, scale],
  );
  const ticks = useMemo(
    () => timeTicks(points, aggregate, zone, plotWidth(geometry)),
    [points, aggregate, zone, geometry],
  );
  const weekends = useMemo(() => weekendBands(startMs, endMs, zone), [startMs, endMs, zone]);
  const gaps = useMemo(() => gapBands(props.gaps, startMs, endMs), [props.gaps, startMs, endMs]);
  const outside = useMemo(() => outsideBands(points), [points]);
  return (
    <div className="min-w-0 md:pt-2">
      <div ref={frame} className="relative overflow-x-clip">
        <SeriesStrip
          geometry={geometry}
          series={prepared.series}
          points={points}
          axis={axis}
          ticks={ticks}
          mode={mode}
          weekends={weekends}
          gaps={gaps}
          outside={outside}
          highlight={props.highlight}
        />
        {withErrors && (
          <ErrorsStrip
            geometry={geometry}
            points={points}
            maxErrors={prepared.maxErrors}
            ticks={ticks}
            weekends={weekends}
          />
        )}
        <PlotOverlay
          label={props.label}
          geometry={geometry}
          series={prepared.series}
          points={points}
          axis={axis}
          mode={mode}
          aggregate={aggregate}
          zone={zone}
          active={props.active}
          onActive={props.onActive}
          onZoom={props.onZoom}
        />
      </div>
    </div>
  );
}

// The width of the mock at 1440; what the server draws before the browser has measured.
const FIRST_WIDTH = 854;

function useWidth() {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(FIRST_WIDTH);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [frame, width] as const;
}
