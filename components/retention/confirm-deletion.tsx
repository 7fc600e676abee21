'use client';
import { useState } from 'react';
import { TextField } from '#components/auth/text-field.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import type { FormState } from '#lib/form-state.ts';
import type { StoredWeek } from '#lib/retention/schema.ts';
import { totalWords } from './total-words.ts';

/** Says what goes, and asks for the number of days once more before the form `formId` is sent. */
export function ConfirmDeletion(props: {
  weeks: StoredWeek[];
  days: number;
  formId: string;
  state: FormState;
  busy: boolean;
}) {
  const { weeks, days, formId, state, busy } = props;
  const [open, setOpen] = useState(false);
  const footer = (
    <>
      <Button size="form" onClick={() => setOpen(false)}>
        Cancel
      </Button>
      <Button type="submit" form={formId} size="form" variant="danger" disabled={busy}>
        {busy ? 'Saving' : `Keep ${days} days, delete the rest`}
      </Button>
    </>
  );
  return (
    <>
      <Button variant="danger" size="form" onClick={() => setOpen(true)}>
        Save …
      </Button>
      <p className="text-13 text-fg-2">
        Deletes {weeks.length === 1 ? 'a week' : `${weeks.length} weeks`}: {totalWords(weeks)}.
      </p>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={weeks.length === 1 ? 'Delete a week?' : `Delete ${weeks.length} weeks?`}
        description={`All accounts lose ${totalWords(weeks)}: reports, exports and the log objects as they were delivered. Nothing brings them back but collecting them from the buckets again.`}
        footer={footer}
      >
        <div className="grid gap-4">
          <Refusal state={state} />
          <TextField
            state={state}
            name="typed"
            label={`Type ${days} to go on`}
            input={{ form: formId, inputMode: 'numeric' }}
          />
        </div>
      </Dialog>
    </>
  );
}
