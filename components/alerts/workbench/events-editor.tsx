'use client';
import { FilterProvider } from '#components/filters/filter-context.ts';
import { FilterControls } from '#components/filters/filter-row.tsx';
import { OutcomeChoice } from '#components/filters/outcome-choice.tsx';
import { ResourceInput } from '#components/filters/resource-input.tsx';
import { SearchBox } from '#components/filters/search-box.tsx';
import type { DraftEvents } from './draft-events.ts';
import { draftFilterModel } from './draft-filter-model.ts';
import type { EventsProps } from './part-props.ts';
import { RowEditor } from './row-editor.tsx';

/** Which events are looked for: the filters of the Events report, and tests of single fields of the record. */
export function EventsEditor(
  props: EventsProps & {
    value: DraftEvents;
    onChange: (change: Partial<DraftEvents>) => void;
    /** One of several on the page: without the search box, the resource's, and the heading. */
    isPart?: boolean;
  },
) {
  const { value, onChange, scope, accountNames, isPart } = props;
  const { filters } = value;
  const model = draftFilterModel({
    scope,
    filters,
    onChange: (changed) => onChange({ filters: changed }),
    accountNames,
  });
  return (
    <>
      <FilterProvider value={model}>
        <div className="grid gap-2">
          {!isPart && (
            <div className="flex flex-wrap items-center gap-2">
              <SearchBox className="min-w-56 flex-1 max-md:basis-full" />
              <ResourceInput className="w-[232px] max-md:w-full" />
            </div>
          )}
          <div className="flex flex-wrap items-center gap-2">
            <OutcomeChoice
              value={filters.outcome}
              onChange={(outcome) => onChange({ filters: { ...filters, outcome } })}
            />
            <FilterControls />
          </div>
        </div>
      </FilterProvider>
      <div className="grid gap-2">
        {!isPart && (
          <h3 className="text-13 font-semibold">
            Fields of the record{' '}
            <span className="font-normal text-fg-3">by path, as CloudTrail writes them</span>
          </h3>
        )}
        <RowEditor
          value={value.condition}
          onChange={(condition) => onChange({ condition })}
          suggestions={props.suggestions}
          strict={props.strict}
        />
      </div>
    </>
  );
}
