'use client';
import { Funnel } from 'lucide-react';
import { useState } from 'react';
import { FiltersSheet } from '#components/filters/filters-sheet.tsx';
import { OutcomeChoice } from '#components/filters/outcome-choice.tsx';
import { BottomBar } from '#components/layout/bottom-bar.tsx';
import { Button } from '#components/ui/button.tsx';
import { DateRange } from '#components/ui/date-range.tsx';
import type { EventSearch } from '#lib/events/url.ts';
import type { RangeValue } from '#lib/time/ranges.ts';
import { ExportMenu } from './export-menu.tsx';
import { MakeAlert } from './make-alert.tsx';
import { AggregateChoice, GroupBySelect, type SearchChange } from './report-toolbar.tsx';
import { SavedMenu } from './saved-menu.tsx';
import type { Saving } from './saving.ts';

export type PhoneProps = {
  search: EventSearch;
  manyAccounts: boolean;
  now: string;
  zone: string;
  onRange: (range: RangeValue) => void;
  onChange: (change: SearchChange) => void;
  saving: Saving;
};

/** Period, grouping, days or hours, saved searches and files in one line under the top bar of a phone. */
export function PhoneControls(props: PhoneProps) {
  return (
    <div className="flex gap-2 overflow-x-auto border-b border-line bg-surface px-4 py-2 md:hidden">
      <DateRange
        compact
        value={props.search.range}
        onChange={props.onRange}
        zone={props.zone}
        now={props.now}
      />
      <GroupBySelect {...props} />
      <AggregateChoice {...props} />
      <SavedMenu {...props.saving} />
      <ExportMenu search={props.search} />
      <MakeAlert search={props.search} />
    </div>
  );
}

/** The Filters button of a phone, always in reach, and the sheet that it opens. */
export function PhoneFilters(props: PhoneProps & { inUse: number }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <BottomBar>
        <Button variant="primary" size="touch" onClick={() => setOpen(true)}>
          <Funnel aria-hidden />
          {props.inUse > 0 ? `Filters, ${props.inUse} set` : 'Filters'}
        </Button>
      </BottomBar>
      <FiltersSheet open={open} onClose={() => setOpen(false)}>
        <span className="text-13 text-fg-3">Show</span>
        <OutcomeChoice
          value={props.search.filters.outcome}
          onChange={(outcome) => props.onChange({ outcome })}
        />
      </FiltersSheet>
    </>
  );
}
