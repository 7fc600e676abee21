'use client';
import { useState, useTransition } from 'react';
import { Button } from '#components/ui/button.tsx';
import { RadioList } from '#components/ui/choices.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Note } from '#components/ui/note.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { FormState } from '#lib/form-state.ts';
import { removeSourceAction } from '#lib/sources/actions.ts';
import type { SourceItem } from '#lib/sources/source-item.ts';
import { sourceName } from './source-words.ts';

type Fate = 'keep' | 'delete';

/** Asks before a source is removed, and what is to become of what it brought. */
export function RemoveSource({ source, onClose }: { source: SourceItem; onClose: () => void }) {
  const [fate, setFate] = useState<Fate>('keep');
  const [fault, setFault] = useState<FormState>({});
  const [busy, start] = useTransition();
  const remove = () =>
    start(async () => {
      const answer = await removeSourceAction(source.id, fate);
      if (answer.done) onClose();
      else setFault(answer);
    });
  const words = fate === 'keep' ? 'Remove' : 'Remove and delete';
  const footer = (
    <>
      <Button size="form" onClick={onClose}>
        Cancel
      </Button>
      <Button size="form" variant="danger" onClick={remove} disabled={busy}>
        {busy ? 'Removing…' : words}
      </Button>
    </>
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Remove ${sourceName(source)}?`}
      description="Nothing more is collected from it, and its stored key is deleted. Accounts that were only found in it leave this view until they are added to it. To stop for a while, pause it instead."
      footer={footer}
    >
      <RadioList
        label="What it brought"
        value={fate}
        onChange={setFate}
        options={[
          {
            value: 'keep',
            label: `Keep its ${formatCount(source.events)} events, with the objects they came from`,
          },
          { value: 'delete', label: 'Delete them, with their objects: this cannot be undone' },
        ]}
      />
      {fate === 'delete' && (
        <Note tone="warn">
          The events and the evidence are deleted for everybody who sees these accounts, in the background.
          What another bucket brings as well stays, or is collected again from there. The bucket itself is not
          touched.
        </Note>
      )}
      {fault.message && (
        <Note tone="bad" role="alert">
          {fault.message} {fault.hint}
        </Note>
      )}
    </Dialog>
  );
}
