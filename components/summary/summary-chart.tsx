'use client';
import { type ReactNode, useMemo, useState } from 'react';
import { ChartPlot } from '#components/charts/chart-plot.tsx';
import { HatchKey } from '#components/charts/hatch-key.tsx';
import { Swatch } from '#components/charts/swatch.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { pointTitle } from '#lib/charts/axes.ts';
import { bucketZone } from '#lib/charts/buckets.ts';
import type { ChartGap } from '#lib/charts/chart-input.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import { isComparable, prepareComparison } from '#lib/summary/prepare-comparison.ts';
import type { Summary } from '#lib/summary/schema.ts';

const STEP_WORDS = { day: 'every day', 'six-hours': 'every 6 hours', hour: 'every hour' } as const;

/** Events over the period beside the period before, and the errors under them on a scale of their own. */
export function SummaryChart(props: {
  summary: Summary;
  gaps: ChartGap[];
  zone: string;
  note?: ReactNode;
  /** Two ISO instants, half-open. */
  onZoom: (from: string, to: string) => void;
}) {
  const { summary, onZoom } = props;
  const [active, setActive] = useState<number | null>(null);
  const prepared = useMemo(() => prepareComparison(summary), [summary]);
  const { step } = summary;
  const zone = bucketZone({ aggregate: step, zone: props.zone });
  const point = active === null ? null : (prepared.points[active] ?? null);
  const title = point && pointTitle(point, step, zone);
  return (
    <Panel aria-label="Events and errors">
      <PanelHeader title="Events and errors" note={<span className="max-md:hidden">{STEP_WORDS[step]}</span>}>
        {props.gaps[0] && <HatchKey kind="gap" label={props.gaps[0].label} />}
        {props.note}
        <span aria-hidden className="mx-2 h-4 w-px bg-line-strong first:hidden max-md:hidden" />
        <Legend compared={isComparable(summary)} />
      </PanelHeader>
      <div className="flex gap-2 px-4 pt-2 text-13/5 tabular-nums md:hidden">
        <b className="font-semibold">
          {title ? `${title.day} ${step === 'day' ? '' : title.span}` : 'Whole period'}
        </b>
        <span className="text-fg-2">{formatCount(point?.total ?? summary.events)} events</span>
        <span className="text-fg-2">{formatCount(point?.errors ?? summary.errors)} errors</span>
      </div>
      <ChartPlot
        label="Events and errors"
        prepared={prepared}
        aggregate={step}
        zone={zone}
        gaps={props.gaps}
        mode="compared"
        scale="linear"
        highlight={null}
        active={active}
        onActive={setActive}
        onZoom={(fromMs, toMs) => onZoom(new Date(fromMs).toISOString(), new Date(toMs).toISOString())}
      />
    </Panel>
  );
}

function Legend({ compared }: { compared: boolean }) {
  return (
    <ul className="flex items-center gap-4 text-12 max-md:gap-3">
      <li className="flex items-center gap-2">
        <Swatch colour="now" />
        Events
      </li>
      {compared && (
        <li className="flex items-center gap-2">
          <span aria-hidden className="w-4 border-t border-dashed border-mark" />
          Period before
        </li>
      )}
      <li className="flex items-center gap-2">
        <span aria-hidden className="size-2 rounded-[2px] bg-bad" />
        <span>
          Errors<span className="max-md:sr-only">, own scale</span>
        </span>
      </li>
    </ul>
  );
}
