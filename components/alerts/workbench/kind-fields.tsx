'use client';
import { Checkbox } from '#components/ui/choices.tsx';
import { Field, FieldGroup } from '#components/ui/field.tsx';
import type { When } from '#lib/alerts/rule-model.ts';
import type { Draft } from './draft.ts';
import type { DraftSequence } from './draft-steps.ts';
import type { EventsProps, PartProps } from './part-props.ts';
import { DurationInput, FieldInput, NumberInput } from './row-fields.tsx';
import { StepsEditor } from './steps-editor.tsx';

type Of<Kind extends When['kind']> = Extract<When, { kind: Kind }>;
type FieldsProps<Fires> = Pick<PartProps, 'faultOf'> &
  Pick<EventsProps, 'suggestions'> & { when: Fires; set: (when: Fires) => void };

/** What the kind asks for by which a rule fires. */
export function KindFields({ draft, onChange, faultOf, ...events }: PartProps & EventsProps) {
  const { when } = draft;
  const set = (changed: Draft['when']) => onChange({ when: changed });
  const { suggestions } = events;
  switch (when.kind) {
    case 'every':
      return null;
    case 'threshold':
      return <ThresholdFields when={when} set={set} faultOf={faultOf} suggestions={suggestions} />;
    case 'sequence':
      return (
        <>
          <SequenceFields when={when} set={set} faultOf={faultOf} />
          <StepsEditor {...events} when={when} onChange={set} draft={draft} faultOf={faultOf} />
        </>
      );
    case 'first-seen':
      return <FirstSeenFields when={when} set={set} faultOf={faultOf} suggestions={suggestions} />;
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
      return <AbsenceFields when={when} set={set} faultOf={faultOf} />;
  }
}

function ThresholdFields({ when, set, faultOf, suggestions }: FieldsProps<Of<'threshold'>>) {
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
      <Within when={when} set={set} faultOf={faultOf} />
    </>
  );
}

function SequenceFields({ when, set, faultOf }: Omit<FieldsProps<DraftSequence>, 'suggestions'>) {
  return (
    <>
      <Within when={when} set={set} faultOf={faultOf} />
      <FieldGroup label="Order">
        <div className="md:pt-1.5">
          <Checkbox
            label="Only in the order of the steps"
            checked={when.ordered}
            onChange={(ordered) => set({ ...when, ordered })}
          />
        </div>
      </FieldGroup>
    </>
  );
}

function FirstSeenFields({ when, set, faultOf, suggestions }: FieldsProps<Of<'first-seen'>>) {
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
}

function AbsenceFields({ when, set, faultOf }: Omit<FieldsProps<Of<'absence'>>, 'suggestions'>) {
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
}

function Within<Fires extends { withinMinutes: number }>({
  when,
  set,
  faultOf,
}: Omit<FieldsProps<Fires>, 'suggestions'>) {
  return (
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
  );
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
