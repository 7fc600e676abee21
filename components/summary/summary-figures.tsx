import Link from 'next/link';
import type { ReactNode } from 'react';
import { Panel } from '#components/ui/panel.tsx';
import { formatCount, formatShare } from '#lib/charts/format-number.ts';
import type { EventFilters } from '#lib/events/schema.ts';
import { eventsQuery } from '#lib/summary/event-links.ts';
import { formatDifference } from '#lib/summary/format-change.ts';
import { isComparable } from '#lib/summary/prepare-comparison.ts';
import type { Summary } from '#lib/summary/schema.ts';
import { formatDaySpan } from '#lib/time/format.ts';
import { FigureChange } from './change.tsx';

/** Three in a row where five do not fit. */
const THIRD = 'max-xl:col-span-2 max-md:col-span-1';

/** The figures over all: trails, events, errors, those for lack of rights, and the difference to the period before. */
export function SummaryFigures(props: {
  summary: Summary;
  filters: EventFilters;
  eventsHref: string;
  trailsHref: string;
  zone: string;
}) {
  const { summary, filters, eventsHref } = props;
  const { events, errors, unauthorised, before } = summary;
  const compared = isComparable(summary);
  const link = (outcome: EventFilters['outcome']) => `${eventsHref}?${eventsQuery({ ...filters, outcome })}`;
  return (
    <Panel
      aria-label="Figures"
      className="grid grid-cols-5 gap-px overflow-hidden bg-line max-xl:grid-cols-6 max-md:grid-cols-2 [&>*]:bg-surface"
    >
      <Figure
        label="Total trails"
        value={formatCount(summary.trails)}
        href={props.trailsHref}
        className={THIRD}
      >
        <TrailStates {...summary.trailStates} />
      </Figure>
      <Figure label="Total events, unique" value={formatCount(events)} href={link('all')} className={THIRD}>
        {compared ? (
          <FigureChange now={events} before={before.events} />
        ) : (
          <span className="text-fg-3">each counted once</span>
        )}
      </Figure>
      <Figure label="Errors" value={formatCount(errors)} href={link('error')} className={THIRD}>
        <BadShare now={errors} before={compared ? before.errors : null} of={events} />
      </Figure>
      <Figure
        label="Unauthorised"
        value={formatCount(unauthorised)}
        href={link('unauthorised')}
        className="max-xl:col-span-3 max-md:col-span-1"
      >
        <BadShare now={unauthorised} before={compared ? before.unauthorised : null} of={events} />
      </Figure>
      <Figure
        label="Against the period before"
        value={compared ? formatDifference(events, before.events) : '–'}
        className="max-xl:col-span-3 max-md:col-span-2"
      >
        <span className="text-fg-3">
          {compared ? 'events, over' : before.events === 0 ? 'no logs over' : 'logs begin within'}{' '}
          {formatDaySpan(before.from, before.to, props.zone)}
        </span>
      </Figure>
    </Panel>
  );
}

/** How the count of something bad has changed; where nothing is to be compared, its share of all events. */
function BadShare({ now, before, of }: { now: number; before: number | null; of: number }) {
  if (before !== null) return <FigureChange now={now} before={before} riseIsBad />;
  return <span className="text-fg-3">{formatShare(now, of)} of the events</span>;
}

function TrailStates({ logging, stopped }: Summary['trailStates']) {
  if (logging + stopped === 0) return <span className="text-fg-3">inferred from their logs</span>;
  return (
    <span>
      {formatCount(logging)} logging
      {stopped > 0 && <span className="text-bad"> · {formatCount(stopped)} stopped</span>}
    </span>
  );
}

function Figure(props: {
  label: string;
  value: string;
  href?: string;
  className?: string;
  children: ReactNode;
}) {
  const figure = <span className="text-24 font-semibold tracking-[-.02em] tabular-nums">{props.value}</span>;
  return (
    <dl className={`min-w-0 p-4 ${props.className ?? ''}`}>
      <dt className="text-12 text-fg-3">{props.label}</dt>
      <dd>
        {props.href ? (
          <Link
            href={props.href}
            prefetch={false}
            className="rounded-[2px] hover:text-accent-ink"
            aria-label={`${props.label}: ${props.value}`}
          >
            {figure}
          </Link>
        ) : (
          figure
        )}
      </dd>
      <dd className="flex min-w-0 items-center gap-1.5 text-12 text-fg-2">{props.children}</dd>
    </dl>
  );
}
