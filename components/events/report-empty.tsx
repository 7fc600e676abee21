'use client';
import { clearedFilters } from '#components/filters/filter-edits.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { DEFAULT_CATEGORIES } from '#lib/events/schema.ts';
import type { EventSearch } from '#lib/events/url.ts';
import { chartTitle } from './group-words.ts';
import { useReport } from './report-context.ts';
import { ReportPanel } from './report-states.tsx';
import { emptySentence } from './search-sentence.ts';

/** No events: what was asked, in words, and the nearest search that has some. */
export function ReportEmpty({
  search,
  onSearch,
}: {
  search: EventSearch;
  onSearch: (change: (search: EventSearch) => EventSearch) => void;
}) {
  const { zone } = useReport();
  const clear = () =>
    onSearch((was) => ({ ...was, filters: clearedFilters(was.filters, [...DEFAULT_CATEGORIES]) }));
  return (
    <ReportPanel title={chartTitle(search.groupBy, search.aggregate)}>
      <EmptyState title="No events match" actions={<Button onClick={clear}>Clear all</Button>}>
        {emptySentence(search.filters, zone.zone)}
      </EmptyState>
    </ReportPanel>
  );
}
