'use client';
import { FilterRow } from '#components/filters/filter-row.tsx';
import { OutcomeChoice } from '#components/filters/outcome-choice.tsx';
import { ResourceInput } from '#components/filters/resource-input.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Select } from '#components/ui/select.tsx';
import type { Aggregate, GroupBy, OutcomeFilter } from '#lib/events/schema.ts';
import { GROUP_BYS } from '#lib/events/schema.ts';
import type { EventSearch } from '#lib/events/url.ts';
import { ExportMenu } from './export-menu.tsx';
import { GROUP_WORDS } from './group-words.ts';
import { MakeAlert } from './make-alert.tsx';
import { SavedMenu } from './saved-menu.tsx';
import type { Saving } from './saving.ts';

export type SearchChange = { groupBy?: GroupBy; aggregate?: Aggregate; outcome?: OutcomeFilter };

/** How the events are grouped and counted, which of them, what to do with them, and the filters under it. */
export function ReportToolbar(props: ControlProps & { saving: Saving }) {
  const { search, onChange } = props;
  return (
    <section aria-label="Filters" className="flex flex-col gap-2 max-md:hidden">
      <div className="flex flex-wrap items-center gap-2">
        <GroupBySelect {...props} />
        <span aria-hidden className="-mr-0.5 text-13 text-fg-3">
          Aggregate
        </span>
        <AggregateChoice {...props} />
        <span aria-hidden className="-mr-0.5 text-13 text-fg-3">
          Show
        </span>
        <OutcomeChoice value={search.filters.outcome} onChange={(outcome) => onChange({ outcome })} />
        <ResourceInput className="w-[232px]" />
        <div className="ml-auto flex gap-2">
          <SavedMenu {...props.saving} />
          <ExportMenu search={search} />
          <MakeAlert search={search} />
        </div>
      </div>
      <FilterRow />
    </section>
  );
}

type ControlProps = {
  search: EventSearch;
  manyAccounts: boolean;
  onChange: (change: SearchChange) => void;
};

export function GroupBySelect({ search, manyAccounts, onChange }: ControlProps) {
  const offered = GROUP_BYS.filter((groupBy) => manyAccounts || groupBy !== 'account');
  return (
    <Select
      label="Group by"
      shortLabel="By"
      value={search.groupBy}
      options={offered.map((value) => ({ value, label: GROUP_WORDS[value].label }))}
      onChange={(groupBy) => onChange({ groupBy })}
    />
  );
}

/** More points than this nobody can read, and the API refuses. */
const LONGEST_HOURLY_MS = 400 * 86_400_000;

export function AggregateChoice({ search, onChange }: ControlProps) {
  const { from, to } = search.filters;
  const long = to.getTime() - from.getTime() > LONGEST_HOURLY_MS;
  return (
    <Segmented
      label="Aggregate"
      value={search.aggregate}
      options={[
        { value: 'day', label: 'Day' },
        {
          value: 'hour',
          label: 'Hour',
          disabled: long,
          title: long ? 'At most 400 days by hours' : undefined,
        },
      ]}
      onChange={(aggregate) => onChange({ aggregate })}
    />
  );
}
