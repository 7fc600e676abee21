'use client';
import { formatCount, formatShare } from '#lib/charts/format-number.ts';
import type { ChartPoint, ChartSeries } from '#lib/charts/prepare-series.ts';
import { Swatch } from './swatch.tsx';

/** Who is who, with events and share of the period. Pointing at an entry brings its line forward. */
export function ChartLegend(props: {
  series: ChartSeries[];
  groupLabel: string;
  onHighlight: (key: string | null) => void;
}) {
  return (
    <ul className="hidden border-l border-line px-2 pt-1 pb-2 text-12 @3xl:block">
      <li className={`${entry} text-11 text-fg-3`}>
        <span />
        <span>{props.groupLabel}</span>
        <span className="num">Events</span>
        <span className="num">Share</span>
      </li>
      {props.series.map(({ key, colour, label, events, share }) => (
        <li
          key={key}
          className={`${entry} hover:bg-hover`}
          onPointerEnter={() => props.onHighlight(key)}
          onPointerLeave={() => props.onHighlight(null)}
        >
          <Swatch colour={colour} />
          <span className="truncate" title={label}>
            {label}
          </span>
          <span className="num">{formatCount(events)}</span>
          <span className="num text-fg-3">{formatShare(share, 1)}</span>
        </li>
      ))}
    </ul>
  );
}

const entry = 'grid h-[26px] grid-cols-[12px_minmax(0,1fr)_auto_44px] items-center gap-2 rounded-chip px-2';

/** The legend of a narrow chart (a phone's too), under it in two columns: figures of the chosen point, or of the whole period. */
export function CompactLegend({ series, point }: { series: ChartSeries[]; point: ChartPoint | null }) {
  return (
    <ul className="grid grid-cols-2 px-2 pb-2 text-12 @3xl:hidden">
      {series.map(({ key, colour, label, events }) => (
        <li key={key} className="grid h-6 grid-cols-[8px_minmax(0,1fr)_auto] items-center gap-1.5 px-2">
          <Swatch colour={colour} />
          <span className="truncate text-fg-2">{label}</span>
          <span className="num">{formatCount(point ? (point.values[key] ?? 0) : events)}</span>
        </li>
      ))}
    </ul>
  );
}
