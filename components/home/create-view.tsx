'use client';
import { Plus } from 'lucide-react';
import { useActionState, useId, useState } from 'react';
import { TextField } from '#components/auth/text-field.tsx';
import { Button, type ButtonProps } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { createViewAction } from '#lib/views/actions.ts';
import { toSlug } from '#lib/views/schema.ts';

/** The button and its dialog. A new view leads on to its bucket. */
export function CreateView({ variant }: { variant?: ButtonProps['variant'] }) {
  const [open, setOpen] = useState(false);
  const formId = useId();
  const [state, action, busy] = useActionState(createViewAction, {});
  const [name, setName] = useState('');
  return (
    <>
      <Button variant={variant} onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        Create a view
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Create a view"
        description="A view is a named set of accounts. It sees its member accounts and every account in its buckets."
        footer={
          <>
            <Button size="form" onClick={() => setOpen(false)}>
              Cancel
            </Button>
            <Button type="submit" form={formId} variant="primary" size="form" disabled={busy}>
              Create
            </Button>
          </>
        }
      >
        <form id={formId} action={action} className="grid gap-4" noValidate>
          <Refusal state={state} />
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
        </form>
      </Dialog>
    </>
  );
}
