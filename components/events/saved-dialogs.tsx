'use client';
import { type FormEvent, useId, useState } from 'react';
import { type AskFailed, toAskFailed } from '#components/api/ask-api.ts';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/choices.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Note } from '#components/ui/note.tsx';
import type { SavedSearch } from '#lib/searches/saved-schema.ts';
import { useReport } from './report-context.ts';
import type { Saving } from './saving.ts';
import type { SavedSearches } from './use-saved-searches.ts';

/** The name of a new search, or of one that is changed (`search`), and who sees it. */
export function SearchForm(
  props: Saving & { search: SavedSearch | null; saved: SavedSearches; onClose: () => void },
) {
  const { search, saved, query, onClose } = props;
  const form = useId();
  const [name, setName] = useState(search?.name ?? '');
  const [shared, setShared] = useState(search?.shared ?? false);
  const [replace, setReplace] = useState(false);
  const { busy, fault, run } = useTelling(onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const change = { name, shared, query: replace ? query : undefined };
    run(() => (search ? saved.update(search.id, change) : saved.create({ name, shared, query })));
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={search ? `Change ${search.name}` : 'Save this search'}
      footer={
        <>
          <Button size="form" onClick={onClose}>
            Cancel
          </Button>
          <Button size="form" variant="primary" type="submit" form={form} disabled={busy}>
            {busy ? 'Saving…' : 'Save'}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid gap-4">
        <Field label="Name" layout="over" error={fault?.message}>
          {(control) => (
            <Input
              {...control}
              size="form"
              autoFocus
              required
              maxLength={120}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        {search && (
          <Checkbox
            label="Replace it by the search that is shown now"
            checked={replace}
            onChange={setReplace}
            disabled={search.query === query}
          />
        )}
        {props.canShare && (
          <Checkbox
            label={`Share with everybody who sees ${props.scopeName}`}
            checked={shared}
            onChange={setShared}
          />
        )}
        {search && <StableLink id={search.id} />}
      </form>
    </Dialog>
  );
}

/** The address that stays when the search is renamed or replaced. */
function StableLink({ id }: { id: string }) {
  const { href } = useReport();
  const link = new URL(`${href}/saved/${id}`, window.location.href).toString();
  return (
    <div className="text-12 text-fg-3">
      Its link stays the same, whatever it asks:
      <div className="flex items-center gap-1 text-fg-2">
        <span className="mono truncate">{link}</span>
        <CopyButton text={link} what="Copy the link" />
      </div>
    </div>
  );
}

/** Asks before a search is deleted. */
export function DeleteSearch(props: { search: SavedSearch; saved: SavedSearches; onClose: () => void }) {
  const { search, saved, onClose } = props;
  const { busy, fault, run } = useTelling(onClose);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Delete ${search.name}?`}
      description={
        search.shared
          ? 'It is shared: nobody will find it any more, and links to it stop working. No event is deleted.'
          : 'Links to it stop working. No event is deleted.'
      }
      footer={
        <>
          <Button size="form" onClick={onClose}>
            Cancel
          </Button>
          <Button
            size="form"
            variant="danger"
            disabled={busy}
            onClick={() => run(() => saved.remove(search.id))}
          >
            {busy ? 'Deleting…' : 'Delete'}
          </Button>
        </>
      }
    >
      {fault && (
        <Note tone="bad" role="alert">
          {fault.message} {fault.hint}
        </Note>
      )}
    </Dialog>
  );
}

/** Has something done, closes when it is, and otherwise says why it is not. */
function useTelling(onDone: () => void) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<AskFailed | null>(null);
  const run = async (tell: () => Promise<void>) => {
    setBusy(true);
    setFault(null);
    try {
      await tell();
      onDone();
    } catch (thrown) {
      setFault(toAskFailed(thrown));
      setBusy(false);
    }
  };
  return { busy, fault, run };
}
