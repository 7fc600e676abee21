'use client';
import { Field } from '#components/ui/field.tsx';
import { MultiSelect } from '#components/ui/multi-select.tsx';
import { optionsIn } from '#components/ui/options-in.ts';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { Select } from '#components/ui/select.tsx';
import { fieldName } from '#lib/alerts/field-name.ts';
import { chooseKind } from './choose-kind.ts';
import { KindFields } from './kind-fields.tsx';
import type { EventsProps, PartProps } from './part-props.ts';
import { DurationInput } from './row-fields.tsx';
import { WHEN_KINDS, WHEN_WORDS } from './when-words.ts';

/** When matching events become a finding, and what findings are told apart by. */
export function WhenPanel(props: PartProps & EventsProps) {
  const { draft, onChange, faultOf, suggestions } = props;
  return (
    <Panel aria-labelledby="rule-when">
      <PanelHeader id="rule-when" title="Fires" />
      <div className="grid gap-4 p-4">
        <Field label="When">
          {({ id }) => (
            <div className="w-80 max-md:w-full">
              <Select
                id={id}
                label="When"
                size="form"
                value={draft.when.kind}
                options={WHEN_KINDS.map((value) => ({ value, label: WHEN_WORDS[value] }))}
                onChange={(kind) => onChange(chooseKind(draft, kind))}
              />
            </div>
          )}
        </Field>
        <KindFields {...props} />
        <Field
          label="Group by"
          optional
          error={faultOf('groupBy')}
          hint="Matches are counted apart, and findings told apart, by these. The account always is one."
        >
          {() => (
            <MultiSelect
              label="Fields"
              values={draft.groupBy}
              onChange={(groupBy) => onChange({ groupBy })}
              labelOf={fieldName}
              load={optionsIn(suggestions.map((value) => ({ value, label: fieldName(value) })))}
            />
          )}
        </Field>
        <Field
          label="Quiet time"
          error={faultOf('quietMinutes')}
          hint="Repeats of a group within it join its finding, and nobody is told again."
        >
          {(control) => (
            <DurationInput
              {...control}
              label="Quiet time"
              minutes={draft.quietMinutes}
              onChange={(quietMinutes) => onChange({ quietMinutes })}
            />
          )}
        </Field>
      </div>
    </Panel>
  );
}
