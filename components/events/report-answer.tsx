'use client';
import { useMemo } from 'react';
import { EventsChart } from '#components/charts/events-chart.tsx';
import type { ChartGap } from '#lib/charts/chart-input.ts';
import { chartGaps, chartNote, toChartInput } from './chart-data.ts';
import { type DataState, isIncomplete } from './data-state.ts';
import { chartTitle, GROUP_WORDS } from './group-words.ts';
import { GroupsPanel } from './groups-panel.tsx';
import type { PageState } from './page-state.ts';
import { useReport } from './report-context.ts';
import { ReportEmpty } from './report-empty.tsx';
import { ReportCancelled, ReportFailed, ReportFirstRun, ReportLoading } from './report-states.tsx';
import { useLate } from './use-late.ts';
import type { Counted, useReportState } from './use-report.ts';

type Working = ReturnType<typeof useReportState>;

/** An answer that comes sooner than this takes the place of the one before without a skeleton in between. */
const PATIENCE_MS = 300;

export type AnswerProps = Pick<Working, 'state' | 'counting' | 'actions'> & {
  data: DataState;
  /** Accounts of the scope. */
  accounts: number;
  configureHref: string | null;
};

/** The chart and the groups, or why there are none. */
export function ReportAnswer(props: AnswerProps) {
  const { state, counting, actions } = props;
  const { zone } = useReport();
  const { answer, cancel, again } = counting;
  const slow = useLate(answer.status === 'loading', PATIENCE_MS);
  const title = chartTitle(state.search);
  const lastDay = () => actions.range({ preset: '24h' });
  switch (answer.status) {
    case 'ready':
      return <Shown {...props} counted={answer.value} />;
    case 'loading':
      if (slow || !answer.previous)
        return <ReportLoading title={title} search={state.search} onCancel={cancel} />;
      return (
        <div aria-busy className="contents *:opacity-60">
          <Shown {...props} counted={answer.previous} />
        </div>
      );
    case 'cancelled':
      return <ReportCancelled title={title} onAgain={again} onLastDay={lastDay} />;
    case 'failed':
      return (
        <ReportFailed
          title={title}
          error={answer.error}
          zone={zone.zone}
          onAgain={again}
          onLastDay={lastDay}
        />
      );
  }
}

function Shown({
  counted,
  state,
  actions,
  data,
  accounts,
  configureHref,
}: AnswerProps & { counted: Counted }) {
  // What was counted, not what the URL asks for by now: they differ while the next answer is on its way.
  const { search, groups } = counted;
  if (groups.total.events === 0 && !data.hasSources && configureHref) {
    return <ReportFirstRun title={chartTitle(search)} configureHref={configureHref} />;
  }
  if (groups.total.events === 0)
    return <ReportEmpty search={search} data={data} accounts={accounts} onSearch={actions.search} />;
  return (
    <>
      <GroupsChart counted={counted} gaps={chartGaps(data)} view={state.view} actions={actions} />
      <GroupsPanel
        search={search}
        answer={groups}
        view={state.view}
        data={data}
        incomplete={isIncomplete(data, search.filters.to)}
        onView={(change) => actions.view(change, 'replace')}
        onToggle={actions.toggle}
        onHideReadOnly={(hide) =>
          actions.search((was) => ({
            ...was,
            filters: { ...was.filters, readOnly: hide ? false : undefined },
          }))
        }
      />
    </>
  );
}

function GroupsChart(props: {
  gaps: ChartGap[];
  counted: Counted;
  view: PageState['view'];
  actions: AnswerProps['actions'];
}) {
  const { search, groups } = props.counted;
  const { lines, scale } = props.view;
  const { zone, accountNames } = useReport();
  const words = GROUP_WORDS[search.groupBy];
  const input = useMemo(
    () => toChartInput(search, groups, zone.zone, accountNames),
    [search, groups, zone.zone, accountNames],
  );
  return (
    <EventsChart
      input={input}
      title={chartTitle(search)}
      note={chartNote(groups)}
      groupLabel={words.label}
      nouns={words}
      gaps={props.gaps}
      onZoom={props.actions.zoom}
      look={{ lines, scale }}
      onLook={(look) => props.actions.view(look, 'replace')}
    />
  );
}
