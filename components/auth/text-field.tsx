'use client';
import type { ComponentProps, ReactNode } from 'react';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import type { FormState } from '#lib/form-state.ts';

/** A labelled text input of an action's form: shows the field's fault, and what was typed before it. */
export function TextField(props: {
  state: FormState;
  name: string;
  label: string;
  hint?: ReactNode;
  optional?: boolean;
  input?: Omit<ComponentProps<typeof Input>, 'name' | 'size'>;
}) {
  const fault = props.state.fields?.[props.name];
  return (
    <Field
      label={props.label}
      layout="over"
      optional={props.optional}
      hint={fault ? undefined : props.hint}
      error={fault}
    >
      {(control) => (
        <Input
          size="form"
          name={props.name}
          defaultValue={props.state.values?.[props.name]}
          {...props.input}
          {...control}
        />
      )}
    </Field>
  );
}
