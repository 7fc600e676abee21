'use client';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { type AxisScale, pointTitle } from '#lib/charts/axes.ts';
import { bucketZone, outsideBands } from '#lib/charts/buckets.ts';
import type { ChartGap, EventsChartInput } from '#lib/charts/chart-input.ts';
import { formatCount, isErrorRateHigh } from '#lib/charts/format-number.ts';
import { type ChartPoint, type PreparedSeries, prepareSeries } from '#lib/charts/prepare-series.ts';
import { ChartLegend, CompactLegend } from './chart-legend.tsx';
import { ChartPlot } from './chart-plot.tsx';
import { HatchKey } from './hatch-key.tsx';
import type { StripMode } from './series-strip.tsx';

export interface EventsChartProps {
  input: EventsChartInput;
  /** "Events per day by user" */
  title: string;
  /** "top 6 of 148, and the rest" */
  note?: string;
  /** Head of the legend: "User". */
  groupLabel: string;
  /** Names the rest: "142 other users". */
  nouns: { one: string; many: string };
  gaps?: ChartGap[];
  /** Two ISO instants, half-open, at bucket edges inside of the range. Without it dragging does nothing. */
  onZoom?: (from: string, to: string) => void;
  /** More controls in the header. */
  tools?: ReactNode;
  /** How it is drawn, where the page keeps that in its URL; otherwise the chart keeps it by itself. */
  look?: ChartLook;
  onLook?: (look: ChartLook) => void;
}

export interface ChartLook {
  lines: StripMode;
  scale: AxisScale;
}

/** Events over time: one line for each of the top groups and one for the rest, errors beneath, legend beside. */
export function EventsChart(props: EventsChartProps) {
  const [ownLook, setOwnLook] = useState<ChartLook>({ lines: 'overlaid', scale: 'linear' });
  const { lines: mode, scale } = props.look ?? ownLook;
  const setLook = props.onLook ?? setOwnLook;
  const [active, setActive] = useState<number | null>(null);
  const [highlight, setHighlight] = useState<string | null>(null);
  const { input, onZoom } = props;
  const { one, many } = props.nouns;
  const prepared = useMemo(() => prepareSeries(input, { one, many }), [input, one, many]);
  const zoom = useCallback(
    (fromMs: number, toMs: number) => onZoom?.(new Date(fromMs).toISOString(), new Date(toMs).toISOString()),
    [onZoom],
  );
  const zone = bucketZone(input);
  const point = active === null ? null : (prepared.points[active] ?? null);
  return (
    <Panel aria-label={props.title} className="@container">
      <div className="max-md:hidden">
        <PanelHeader title={props.title} note={props.note}>
          {outsideBands(prepared.points).length > 0 && <HatchKey kind="outside" label="outside the period" />}
          {props.gaps?.[0] && <HatchKey kind="gap" label={props.gaps[0].label} />}
          {onZoom && <span className="text-fg-3">Drag to zoom</span>}
          {props.tools}
          <Segmented
            label="Lines"
            size="small"
            value={mode}
            options={MODES}
            onChange={(lines) => setLook({ lines, scale })}
          />
          <Segmented
            label="Scale"
            size="small"
            // Parts of a sum have no place on a log scale.
            value={mode === 'stacked' ? 'linear' : scale}
            options={mode === 'stacked' ? STACKED_SCALES : SCALES}
            onChange={(chosen) => setLook({ lines: mode, scale: chosen })}
          />
        </PanelHeader>
      </div>
      <ReadOut prepared={prepared} point={point} aggregate={input.aggregate} zone={zone} />
      <div className="grid @3xl:min-h-56 @3xl:grid-cols-[minmax(0,1fr)_304px]">
        <ChartPlot
          label={props.title}
          prepared={prepared}
          aggregate={input.aggregate}
          zone={zone}
          gaps={props.gaps ?? NO_GAPS}
          mode={mode}
          scale={mode === 'stacked' ? 'linear' : scale}
          highlight={highlight}
          active={active}
          onActive={setActive}
          onZoom={onZoom && zoom}
        />
        <ChartLegend series={prepared.series} groupLabel={props.groupLabel} onHighlight={setHighlight} />
        <CompactLegend series={prepared.series} point={point} />
      </div>
    </Panel>
  );
}

const NO_GAPS: ChartGap[] = [];
const MODES = [
  { value: 'overlaid', label: 'Overlaid' },
  { value: 'stacked', label: 'Stacked' },
] as const;
const SCALES = [
  { value: 'linear', label: 'Linear' },
  { value: 'log', label: 'Log' },
] as const;
const STACKED_SCALES = [
  { value: 'linear', label: 'Linear' },
  { value: 'log', label: 'Log', disabled: true, title: 'Stacked series have no log scale' },
] as const;

/** On a phone the values stand over the chart, not in a tooltip under the finger. */
function ReadOut(props: {
  prepared: PreparedSeries;
  point: ChartPoint | null;
  aggregate: 'day' | 'hour';
  zone: string;
}) {
  const { point, prepared } = props;
  const title = point && pointTitle(point, props.aggregate, props.zone);
  const events = point?.total ?? prepared.totalEvents;
  const errors = point?.errors ?? prepared.totalErrors;
  const bad = isErrorRateHigh(events, errors);
  return (
    <div className="flex gap-2 px-4 pt-2 pb-1 text-13/5 tabular-nums md:hidden">
      <b className="font-semibold">
        {title ? (props.aggregate === 'hour' ? `${title.day} ${title.span}` : title.day) : 'Whole period'}
      </b>
      <span className="text-fg-2">{formatCount(events)} events</span>
      <span className={bad ? 'text-bad' : 'text-fg-2'}>{formatCount(errors)} errors</span>
    </div>
  );
}
