'use client';
import { Field } from '#components/ui/field.tsx';
import { MultiSelect } from '#components/ui/multi-select.tsx';
import { Note } from '#components/ui/note.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { Select } from '#components/ui/select.tsx';
import { fieldName } from '#lib/alerts/field-name.ts';
import type { When } from '#lib/alerts/rule-model.ts';
import type { PartProps } from './part-props.ts';
import { DurationInput, FieldInput, NumberInput } from './row-fields.tsx';
import { startOfKind, WHEN_WORDS } from './when-words.ts';

type Props = PartProps & { suggestions: readonly string[] };

/** When matching events become a finding, and what findings are told apart by. */
export function WhenPanel(props: Props) {
  const { draft, onChange, faultOf, suggestions } = props;
  const { when } = draft;
  const kinds = (Object.keys(WHEN_WORDS) as When['kind'][]).filter(
    // Steps have conditions of their own, which are JSON here.
    (kind) => kind !== 'sequence' || when.kind === 'sequence',
  );
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
                value={when.kind}
                options={kinds.map((value) => ({ value, label: WHEN_WORDS[value] }))}
                onChange={(kind) => onChange({ when: kind === 'sequence' ? when : startOfKind(kind) })}
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
              load={async (find) =>
                suggestions
                  .filter((field) =>
                    `${field} ${fieldName(field)}`.toLowerCase().includes(find.toLowerCase()),
                  )
                  .map((value) => ({ value, label: fieldName(value) }))
              }
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

function KindFields({ draft, onChange, faultOf, suggestions }: Props) {
  const { when } = draft;
  const set = (changed: When) => onChange({ when: changed });
  switch (when.kind) {
    case 'every':
      return null;
    case 'threshold':
      return (
        <>
          <Field label="At least" error={faultOf('when.atLeast')}>
            {(control) => (
              <NumberInput
                {...control}
                frameClassName="w-24"
                value={when.atLeast}
                onChange={(atLeast) => set({ ...when, atLeast })}
              />
            )}
          </Field>
          <Field
            label="Different values of"
            optional
            error={faultOf('when.distinct')}
            hint="Empty counts the events themselves."
          >
            {(control) => (
              <FieldInput
                {...control}
                value={when.distinct ?? ''}
                suggestions={suggestions}
                onChange={(field) => {
                  const { distinct: _, ...others } = when;
                  set(field === '' ? others : { ...others, distinct: field });
                }}
              />
            )}
          </Field>
          <Field label="Within" error={faultOf('when.withinMinutes')}>
            {(control) => (
              <DurationInput
                {...control}
                label="Within"
                minutes={when.withinMinutes}
                onChange={(withinMinutes) => set({ ...when, withinMinutes })}
              />
            )}
          </Field>
        </>
      );
    case 'first-seen':
      return (
        <>
          <Field label="Field" error={faultOf('when.field')}>
            {(control) => (
              <FieldInput
                {...control}
                value={when.field}
                suggestions={suggestions}
                onChange={(field) => set({ ...when, field })}
              />
            )}
          </Field>
          <Days
            label="Not seen for"
            value={when.lookbackDays}
            error={faultOf('when.lookbackDays')}
            onChange={(lookbackDays) => set({ ...when, lookbackDays })}
          />
          <Days
            label="Learns for"
            value={when.learningDays}
            error={faultOf('when.learningDays')}
            hint="Nothing fires for a group that is not known for so long."
            onChange={(learningDays) => set({ ...when, learningDays })}
          />
        </>
      );
    case 'returning':
      return (
        <Days
          label="After"
          value={when.afterDays}
          error={faultOf('when.afterDays')}
          hint="Of no match in the group."
          onChange={(afterDays) => set({ ...when, afterDays })}
        />
      );
    case 'absence':
      return (
        <>
          <Field label="Silent for" error={faultOf('when.silentMinutes')}>
            {(control) => (
              <DurationInput
                {...control}
                label="Silent for"
                minutes={when.silentMinutes}
                onChange={(silentMinutes) => set({ ...when, silentMinutes })}
              />
            )}
          </Field>
          <Days
            label="As never in"
            value={when.lookbackDays}
            error={faultOf('when.lookbackDays')}
            hint="Only groups that were never silent for so long in these days are missed."
            onChange={(lookbackDays) => set({ ...when, lookbackDays })}
          />
        </>
      );
    case 'sequence':
      return (
        <Note tone="neutral">
          {when.steps.length} steps{when.ordered && ', in this order'}:{' '}
          {when.steps.map(({ name }) => name).join(', ')}. They are kept, and changed under JSON.
        </Note>
      );
  }
}

function Days(props: {
  label: string;
  value: number;
  error: string | undefined;
  hint?: string;
  onChange: (days: number) => void;
}) {
  return (
    <Field label={props.label} error={props.error} hint={props.hint}>
      {(control) => (
        <span className="flex items-center gap-2">
          <NumberInput {...control} frameClassName="w-24" value={props.value} onChange={props.onChange} />
          <span className="text-fg-2">days</span>
        </span>
      )}
    </Field>
  );
}
