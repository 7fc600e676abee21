'use client';
import { useState, useTransition } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Note } from '#components/ui/note.tsx';
import type { FormState } from '#lib/form-state.ts';
import { removeSourceAction } from '#lib/sources/actions.ts';

/** Asks before a source is removed. */
export function RemoveSource({ id, name, onClose }: { id: number; name: string; onClose: () => void }) {
  const [fault, setFault] = useState<FormState>({});
  const [busy, start] = useTransition();
  const remove = () =>
    start(async () => {
      const answer = await removeSourceAction(id);
      if (answer.done) onClose();
      else setFault(answer);
    });
  const footer = (
    <>
      <Button size="form" onClick={onClose}>
        Cancel
      </Button>
      <Button size="form" variant="danger" onClick={remove} disabled={busy}>
        {busy ? 'Removing…' : 'Remove'}
      </Button>
    </>
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Remove ${name}?`}
      description="Nothing more is collected from it, and its stored key is deleted. The events that it brought stay, with the objects that they came from. Accounts that were only found in it leave this view until they are added to it. To stop for a while, pause it instead."
      footer={footer}
    >
      {fault.message && (
        <Note tone="bad" role="alert">
          {fault.message} {fault.hint}
        </Note>
      )}
    </Dialog>
  );
}
