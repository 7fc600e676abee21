'use client';
import { useActionState, useState } from 'react';
import { TextField } from '#components/auth/text-field.tsx';
import { Button } from '#components/ui/button.tsx';
import { FormDialog } from '#components/ui/form-dialog.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { ViewLosses } from '#lib/sources/delete-view.ts';
import { deleteViewAction } from '#lib/sources/delete-view-action.ts';

type Props = { view: { slug: string; name: string }; losses: ViewLosses };

/** Says what is lost with a view, and asks for its short name before it goes. */
export function DeleteView({ view, losses }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="danger" onClick={() => setOpen(true)}>
        Delete the view
      </Button>
      {open && <DeleteViewDialog view={view} losses={losses} onClose={() => setOpen(false)} />}
    </>
  );
}

function DeleteViewDialog({ view, losses, onClose }: Props & { onClose: () => void }) {
  const [state, action, busy] = useActionState(deleteViewAction, {});
  return (
    <FormDialog
      title={`Delete ${view.name}?`}
      description={<LossList losses={losses} />}
      form={{ state, action, busy }}
      submit={busy ? 'Deleting' : 'Delete the view'}
      variant="danger"
      onClose={onClose}
    >
      <input type="hidden" name="view" value={view.slug} />
      <TextField state={state} name="slug" label={`Type ${view.slug} to go on`} />
    </FormDialog>
  );
}

function LossList({ losses: { sources, people, onlyHere, searches } }: { losses: ViewLosses }) {
  const lines = [
    sources > 0 &&
      `${many(sources, 'log source is', 'log sources are')} removed: nothing more is collected from there, and the stored keys are forgotten.`,
    people > 0 && peopleWords(people, onlyHere),
    `Saved searches of the view go${searches > 0 ? `, ${formatCount(searches)} shared ones among them` : ''}, and so do links to its pages.`,
    'Events stay. Accounts stay, with their owners; accounts that were only found in its buckets are seen by nobody until they are added.',
  ];
  return (
    <ul className="grid list-disc gap-1 pl-4">
      {lines
        .filter((line) => line !== false)
        .map((line) => (
          <li key={line}>{line}</li>
        ))}
    </ul>
  );
}

function peopleWords(people: number, onlyHere: number): string {
  const lost = `${many(people, 'person loses', 'people lose')} this view`;
  if (onlyHere === 0) return `${lost}.`;
  if (onlyHere === people) return `${lost}, and ${people === 1 ? 'sees' : 'see'} nothing else.`;
  return `${lost}; ${many(onlyHere, 'of them sees', 'of them see')} nothing else.`;
}

function many(count: number, one: string, more: string): string {
  return `${formatCount(count)} ${count === 1 ? one : more}`;
}
