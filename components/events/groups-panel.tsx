'use client';
import { TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { Switch } from '#components/ui/choices.tsx';
import { Pager } from '#components/ui/pager.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Select } from '#components/ui/select.tsx';
import { useNarrow } from '#components/ui/use-narrow.ts';
import { formatCount, formatShare } from '#lib/charts/format-number.ts';
import type { EventGroups } from '#lib/events/schema.ts';
import type { EventSearch } from '#lib/events/url.ts';
import { formatMinute } from '#lib/time/format.ts';
import { groupColours } from './chart-data.ts';
import type { DataState } from './data-state.ts';
import { GroupCards } from './group-cards.tsx';
import { countOf, GROUP_WORDS, recordWords } from './group-words.ts';
import { GroupsTable } from './groups-table.tsx';
import { type GroupSort, type PageView, ROWS_CHOICES } from './page-state.ts';
import { useReport } from './report-context.ts';
import { pageOf, sortGroups } from './sort-groups.ts';

/** The total of the period, and a row for each group. */
export function GroupsPanel(props: {
  search: EventSearch;
  answer: EventGroups;
  view: PageView;
  data: Pick<DataState, 'completeTo' | 'newest'>;
  incomplete: boolean;
  onView: (change: Partial<PageView>) => void;
  onToggle: (value: string, open: boolean) => void;
  onHideReadOnly: (hide: boolean) => void;
}) {
  const { search, answer, view, onView } = props;
  const words = GROUP_WORDS[search.groupBy];
  const narrow = useNarrow();
  const sorted = useMemo(() => sortGroups(answer.groups, view.sort), [answer, view.sort]);
  const colourOf = useMemo(() => groupColours(answer), [answer]);
  const { items, first, page } = pageOf(sorted, view.page, view.rows);
  const most = answer.groups.reduce((max, group) => Math.max(max, group.events), 0);
  const List = narrow ? GroupCards : GroupsTable;
  const turn = (to: number) => onView({ page: to });
  return (
    <Panel aria-label={`Events by ${words.one}`}>
      <TotalLine {...props} />
      <List
        search={search}
        groups={items}
        most={most}
        colourOf={colourOf}
        sort={view.sort}
        onSort={(sort: GroupSort) => onView({ sort, page: 1 })}
        open={view.open}
        onToggle={props.onToggle}
      />
      <Pager
        range={rangeWords(
          first,
          items.length,
          narrow ? formatCount(sorted.length) : countOf(sorted.length, words),
        )}
        note={answer.truncated ? `with the most events, of ${formatCount(answer.total.groups)}` : undefined}
        onPrevious={page > 1 ? () => turn(page - 1) : undefined}
        onNext={first + items.length - 1 < sorted.length ? () => turn(page + 1) : undefined}
      >
        <Select
          size="small"
          label="Rows"
          value={String(view.rows)}
          options={ROWS_CHOICES.map((rows) => ({ value: String(rows), label: String(rows) }))}
          onChange={(rows) => onView({ rows: Number(rows), page: 1 })}
        />
      </Pager>
    </Panel>
  );
}

function rangeWords(first: number, count: number, all: string): string {
  return `${formatCount(first)} – ${formatCount(first + count - 1)} of ${all}`;
}

type TotalProps = Parameters<typeof GroupsPanel>[0];

function TotalLine({ search, answer, data, incomplete, onHideReadOnly }: TotalProps) {
  const { events, errors, groups } = answer.total;
  const words = GROUP_WORDS[search.groupBy];
  const hidden = search.filters.readOnly === false;
  const records = recordWords(search.filters.category);
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-4 px-4 text-13/5 tabular-nums max-md:gap-x-2 max-md:pt-2">
      <h2>
        <b className="text-16 font-semibold tracking-[-.01em]">{formatCount(events)}</b>{' '}
        {events === 1 ? records.one : records.many}
        <span className="max-md:hidden"> {incomplete ? 'so far' : 'in the period'}</span>
      </h2>
      <span className="text-fg-2">
        <span className="font-medium">{formatCount(errors)}</span> {errors === 1 ? 'error' : 'errors'}
        {errors > 0 && `, ${formatShare(errors, events)}`}
      </span>
      <span className="text-fg-2 max-md:hidden">
        <span className="font-medium">{formatCount(groups)}</span> {groups === 1 ? words.one : words.many}
      </span>
      <span className="ml-auto flex items-center gap-4 max-md:ml-0 max-md:w-full max-md:flex-wrap max-md:gap-x-2 max-md:gap-y-0">
        {incomplete && (
          <Badge tone="warn" icon={<TriangleAlert aria-hidden />}>
            Incomplete
          </Badge>
        )}
        <span className="text-12 text-fg-3">
          <span className="md:hidden">{countOf(groups, words)}</span>
          <HowNew {...data} />
        </span>
        <span aria-hidden className="h-4 w-px bg-line-strong max-md:hidden" />
        <span className="flex max-md:w-full">
          <Switch label="Hide read-only calls" checked={hidden} onChange={onHideReadOnly} />
        </span>
      </span>
    </div>
  );
}

/** Up to when everything is counted; for those who see no log source, when the newest event was. */
function HowNew({ completeTo, newest }: TotalProps['data']) {
  const { zone, accountNames } = useReport();
  if (!completeTo && !newest) return null;
  const accounts = newest?.accounts.map(({ accountId, at }) => {
    const when = at ? formatMinute(at, zone.zone) : 'none in 90 days';
    return `${accountNames[accountId] ?? accountId}: ${when}`;
  });
  return (
    <>
      <span className="md:hidden"> · </span>
      {completeTo ? (
        <span title="Everything that AWS had delivered by then is counted. It delivers within about 15 minutes.">
          Complete to {formatMinute(completeTo, zone.zone)}
        </span>
      ) : (
        <span title={`Newest event of each account:\n${accounts?.join('\n')}`}>
          Newest event {formatMinute(newest?.at ?? '', zone.zone)}
        </span>
      )}
    </>
  );
}
