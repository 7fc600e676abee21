'use client';
import type { ScopeRef } from '#components/events/event-questions.ts';
import { FilterProvider } from '#components/filters/filter-context.ts';
import { FilterControls } from '#components/filters/filter-row.tsx';
import { OutcomeChoice } from '#components/filters/outcome-choice.tsx';
import { ResourceInput } from '#components/filters/resource-input.tsx';
import { SearchBox } from '#components/filters/search-box.tsx';
import { Note } from '#components/ui/note.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import type { PartProps } from './part-props.ts';
import { RowEditor } from './row-editor.tsx';
import { useDraftFilters } from './use-draft-filters.ts';

/** Which events the rule looks for: the filters of the Events report, and tests of single fields of the record. */
export function ConditionPanel(
  props: PartProps & {
    scope: ScopeRef;
    accountNames: Readonly<Record<string, string>>;
    suggestions: readonly string[];
    strict: boolean;
  },
) {
  const { draft, onChange, faultOf, scope, accountNames } = props;
  const filters = useDraftFilters({
    scope,
    filters: draft.filters,
    onChange: (changed) => onChange({ filters: changed }),
    accountNames,
  });
  const fault = faultOf('condition');
  return (
    <Panel aria-labelledby="rule-condition">
      <PanelHeader
        id="rule-condition"
        title="Looks for"
        note="events that meet all of this; counts are of the last 30 days"
      />
      <div className="grid gap-4 p-4">
        {fault && (
          <Note tone="bad" role="alert">
            {fault}
          </Note>
        )}
        <FilterProvider value={filters}>
          <div className="grid gap-2">
            <div className="flex flex-wrap items-center gap-2">
              <SearchBox className="min-w-56 flex-1 max-md:basis-full" />
              <ResourceInput className="w-[232px] max-md:w-full" />
              <OutcomeChoice
                value={draft.filters.outcome}
                onChange={(outcome) => onChange({ filters: { ...draft.filters, outcome } })}
              />
            </div>
            <div className="flex flex-wrap items-center gap-2">
              <FilterControls />
            </div>
          </div>
        </FilterProvider>
        <div className="grid gap-2">
          <h3 className="text-13 font-semibold">
            Fields of the record{' '}
            <span className="font-normal text-fg-3">by path, as CloudTrail writes them</span>
          </h3>
          <RowEditor
            value={draft.condition}
            onChange={(condition) => onChange({ condition })}
            suggestions={props.suggestions}
            strict={props.strict}
          />
        </div>
      </div>
    </Panel>
  );
}
