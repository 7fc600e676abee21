import type { ReactNode } from 'react';
import { faultOf } from '#components/sources/form-input.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import type { FormState } from '#lib/form-state.ts';

/** Why something is excluded. */
export function ReasonField({ state }: { state: FormState }) {
  return (
    <Field label="Reason" layout="over" error={faultOf(state, 'reason')}>
      {(control) => (
        <Textarea
          name="reason"
          defaultValue={state.values?.reason}
          placeholder="Why these are no news"
          {...control}
        />
      )}
    </Field>
  );
}

/** The last day, in UTC, that something is excluded. `until` is the end that stands (ISO), if one does; `hint` what comes after. */
export function LastDayField(props: { state: FormState; until?: string | null; hint?: ReactNode }) {
  const { state, until } = props;
  const last = until ? new Date(Date.parse(until) - 1).toISOString().slice(0, 10) : '';
  return (
    <Field
      label="Last day"
      optional
      layout="over"
      hint={<>In UTC. {props.hint}</>}
      error={faultOf(state, 'until')}
    >
      {(control) => (
        <Input type="date" size="form" name="until" defaultValue={state.values?.until ?? last} {...control} />
      )}
    </Field>
  );
}
