'use client';
import { useActionState } from 'react';
import { TextField } from '#components/auth/text-field.tsx';
import { Button } from '#components/ui/button.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import type { FormState } from '#lib/form-state.ts';

/** The name of a view or an account, to be changed. `field` and `of` tell the action which. */
export function RenameForm(props: {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  field: string;
  of: string;
  name: string;
}) {
  const [state, action, busy] = useActionState(props.action, {});
  return (
    <form action={action} className="grid max-w-[400px] content-start gap-4" noValidate>
      <Refusal state={state} />
      <input type="hidden" name={props.field} value={props.of} />
      <TextField
        state={state}
        name="name"
        label="Name"
        hint={state.done ? 'Saved.' : undefined}
        input={{ defaultValue: state.values?.name ?? props.name }}
      />
      <div>
        <Button type="submit" size="form" disabled={busy}>
          {busy ? 'Saving' : 'Save the name'}
        </Button>
      </div>
    </form>
  );
}
