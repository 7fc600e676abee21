'use client';
import { Plus } from 'lucide-react';
import { useActionState, useEffect, useId, useState } from 'react';
import { TextField } from '#components/auth/text-field.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { FormDialog } from '#components/ui/form-dialog.tsx';
import { Select } from '#components/ui/select.tsx';
import { addAccountAction } from '#lib/accounts/actions.ts';

export type AddAccountChoices = {
  /** Discovered accounts not added yet, 12 digits each, the busiest first. */
  discovered: string[];
  views: { slug: string; name: string }[];
};

// Radix keeps the empty value for "nothing chosen yet".
const NO_VIEW = '-';

/** The button and its dialog. */
export function AddAccount({ choices }: { choices: AddAccountChoices }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        Add an account
      </Button>
      {open && <AddAccountDialog choices={choices} onClose={() => setOpen(false)} />}
    </>
  );
}

function AddAccountDialog({ choices, onClose }: { choices: AddAccountChoices; onClose: () => void }) {
  const listId = useId();
  const [state, action, busy] = useActionState(addAccountAction, {});
  const [view, setView] = useState(NO_VIEW);
  useEffect(() => {
    if (state.done) onClose();
  }, [state, onClose]);
  return (
    <FormDialog title="Add an account" form={{ state, action, busy }} submit="Add" onClose={onClose}>
      <TextField
        state={state}
        name="account"
        label="Account number"
        hint={
          choices.discovered.length > 0
            ? 'Type it, or pick one that was found in a bucket.'
            : '12 digits; dashes are fine.'
        }
        input={{ list: listId, inputMode: 'numeric', placeholder: '1234-5678-9012' }}
      />
      <datalist id={listId}>
        {choices.discovered.map((id) => (
          <option key={id} value={id} />
        ))}
      </datalist>
      <TextField state={state} name="name" label="Name" optional input={{ placeholder: 'shop-prod' }} />
      {choices.views.length > 0 && (
        <Field label="View" optional layout="over" error={state.fields?.view}>
          {(control) => (
            <>
              <input type="hidden" name="view" value={view === NO_VIEW ? '' : view} />
              <Select
                label="View"
                id={control.id}
                size="form"
                value={view}
                onChange={setView}
                options={[
                  { value: NO_VIEW, label: 'None' },
                  ...choices.views.map(({ slug, name }) => ({ value: slug, label: name })),
                ]}
              />
            </>
          )}
        </Field>
      )}
      <TextField
        state={state}
        name="owner"
        label="Owner"
        optional
        hint="E-mail address of a user, who then sees this account and may set up its own log source."
        input={{ type: 'email', placeholder: 'name@example.com' }}
      />
    </FormDialog>
  );
}
