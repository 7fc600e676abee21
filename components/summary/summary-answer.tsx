'use client';
import { chartGaps } from '#components/events/chart-data.ts';
import { type DataState, isIncomplete } from '#components/events/data-state.ts';
import {
  ReportCancelled,
  ReportFailed,
  ReportFirstRun,
  ReportPanel,
} from '#components/events/report-states.tsx';
import { periodWords } from '#components/events/search-sentence.ts';
import { useLate } from '#components/events/use-late.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { SUMMARY_LISTS } from '#lib/summary/schema.ts';
import { formatMinute } from '#lib/time/format.ts';
import type { RangeValue } from '#lib/time/ranges.ts';
import { RankedList } from './ranked-list.tsx';
import { SummaryChart } from './summary-chart.tsx';
import { SummaryFigures } from './summary-figures.tsx';
import { SummarySkeleton } from './summary-skeleton.tsx';
import type { Summarised, useSummary } from './use-summary.ts';

const TITLE = 'Events and errors';

/** An answer that comes sooner than this takes the place of the one before without a skeleton in between. */
const PATIENCE_MS = 300;

export type AnswerProps = {
  asking: ReturnType<typeof useSummary>['asking'];
  data: DataState;
  zone: string;
  eventsHref: string;
  trailsHref: string;
  configureHref: string | null;
  onRange: (range: RangeValue) => void;
};

/** Figures, chart and lists, or why there are none. */
export function SummaryAnswer(props: AnswerProps) {
  const { answer, cancel, again } = props.asking;
  const slow = useLate(answer.status === 'loading', PATIENCE_MS);
  const lastDay = () => props.onRange({ preset: '24h' });
  switch (answer.status) {
    case 'ready':
      return <Shown {...props} summarised={answer.value} />;
    case 'loading':
      if (slow || !answer.previous) return <SummarySkeleton onCancel={cancel} />;
      return (
        <div aria-busy className="contents *:opacity-60">
          <Shown {...props} summarised={answer.previous} />
        </div>
      );
    case 'cancelled':
      return <ReportCancelled title={TITLE} onAgain={again} onLastDay={lastDay} />;
    case 'failed':
      return (
        <ReportFailed
          title={TITLE}
          error={answer.error}
          zone={props.zone}
          onAgain={again}
          onLastDay={lastDay}
        />
      );
  }
}

function Shown({ summarised, ...props }: AnswerProps & { summarised: Summarised }) {
  const { search, summary } = summarised;
  const { filters } = search;
  const { data, zone, eventsHref, configureHref, onRange } = props;
  if (summary.events === 0 && !data.hasSources && configureHref) {
    return <ReportFirstRun title={TITLE} configureHref={configureHref} />;
  }
  if (summary.events === 0) return <NoEvents period={periodWords(filters, zone)} onRange={onRange} />;
  return (
    <>
      <SummaryFigures
        summary={summary}
        filters={filters}
        eventsHref={eventsHref}
        trailsHref={props.trailsHref}
        zone={zone}
      />
      <SummaryChart
        summary={summary}
        gaps={chartGaps(data)}
        zone={zone}
        note={<HowNew data={data} to={filters.to} zone={zone} />}
        onZoom={(from, to) => onRange({ from, to })}
      />
      <div className="grid grid-cols-3 gap-4 max-xl:grid-cols-2 max-md:grid-cols-1 max-md:gap-2">
        {SUMMARY_LISTS.map((list) => (
          <RankedList key={list} list={list} summary={summary} filters={filters} eventsHref={eventsHref} />
        ))}
      </div>
    </>
  );
}

/** Up to when everything is counted; for those who see no log source, when the newest event was. */
function HowNew({ data, to, zone }: { data: DataState; to: Date; zone: string }) {
  const words = 'text-12 text-fg-3 max-md:hidden';
  if (data.completeTo && !isIncomplete(data, to)) {
    return (
      <span
        className={words}
        title="Everything that AWS had delivered by then is counted. It delivers within about 15 minutes."
      >
        Complete to {formatMinute(data.completeTo, zone)}
      </span>
    );
  }
  return data.newest && <span className={words}>Newest event {formatMinute(data.newest.at, zone)}</span>;
}

function NoEvents({ period, onRange }: { period: string; onRange: (range: RangeValue) => void }) {
  return (
    <ReportPanel title={TITLE}>
      <EmptyState
        title="No events in this period"
        actions={
          <>
            <Button variant="primary" onClick={() => onRange({ preset: '90d' })}>
              Last 90 days
            </Button>
            <Button onClick={() => onRange({ preset: '14d' })}>Last two weeks</Button>
          </>
        }
      >
        There is no event in {period}.
      </EmptyState>
    </ReportPanel>
  );
}
