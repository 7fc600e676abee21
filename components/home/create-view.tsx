'use client';
import { Plus } from 'lucide-react';
import { useActionState, useState } from 'react';
import { TextField } from '#components/auth/text-field.tsx';
import { Button, type ButtonProps } from '#components/ui/button.tsx';
import { FormDialog } from '#components/ui/form-dialog.tsx';
import { createViewAction } from '#lib/views/actions.ts';
import { toSlug } from '#lib/views/schema.ts';

/** The button and its dialog. A new view leads on to its bucket. */
export function CreateView({ variant }: { variant?: ButtonProps['variant'] }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant={variant} onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        Create a view
      </Button>
      {open && <CreateViewDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function CreateViewDialog({ onClose }: { onClose: () => void }) {
  const [state, action, busy] = useActionState(createViewAction, {});
  const [name, setName] = useState('');
  return (
    <FormDialog
      title="Create a view"
      description="A view is a named set of accounts. It sees its member accounts and every account in its buckets."
      form={{ state, action, busy }}
      submit="Create"
      onClose={onClose}
    >
      <TextField
        state={state}
        name="name"
        label="Name"
        input={{ placeholder: 'Acme production', onChange: (event) => setName(event.target.value) }}
      />
      <TextField
        state={state}
        name="slug"
        label="Short name in addresses"
        optional
        hint="Small letters, digits and dashes. It cannot be changed later: links stay good."
        input={{ placeholder: toSlug(name || 'Acme production') }}
      />
    </FormDialog>
  );
}
