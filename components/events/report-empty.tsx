'use client';
import { clearedFilters } from '#components/filters/filter-edits.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { EventSearch } from '#lib/events/url.ts';
import { formatMinute } from '#lib/time/format.ts';
import type { DataState } from './data-state.ts';
import { chartTitle, countOf } from './group-words.ts';
import { useReport } from './report-context.ts';
import { ReportPanel } from './report-states.tsx';
import { emptySentence } from './search-sentence.ts';
import { useNearest } from './use-nearest.ts';

/** No events: what was asked, in words, and the nearest search that has some. */
export function ReportEmpty(props: {
  search: EventSearch;
  data: DataState;
  accounts: number;
  onSearch: (change: (search: EventSearch) => EventSearch) => void;
}) {
  const { search, onSearch } = props;
  const { zone } = useReport();
  const nearest = useNearest(search);
  const clear = () => onSearch((was) => ({ ...was, filters: clearedFilters(was.filters) }));
  return (
    <ReportPanel title={chartTitle(search)}>
      <EmptyState
        title="No events match"
        actions={
          <>
            {nearest && (
              <Button variant="primary" onClick={() => onSearch(() => nearest.search)}>
                {nearest.label}
              </Button>
            )}
            <Button onClick={clear}>Clear all</Button>
          </>
        }
        footer={searchedWords(props.accounts, props.data, zone.zone)}
      >
        {emptySentence(search.filters, zone.zone)}
        {nearest && ` ${nearest.without} there ${eventsWords(nearest.events)}.`}
      </EmptyState>
    </ReportPanel>
  );
}

function eventsWords(events: number): string {
  return events === 1 ? 'is 1 event' : `are ${formatCount(events)} events`;
}

function searchedWords(accounts: number, { completeTo, newest }: DataState, zone: string): string {
  const searched = `Searched ${countOf(accounts, { one: 'account', many: 'accounts' })}`;
  if (newest) return `${searched}, newest event ${formatMinute(newest.at, zone)}`;
  return completeTo ? `${searched}, complete to ${formatMinute(completeTo, zone)}` : searched;
}
