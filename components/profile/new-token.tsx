'use client';
import { Plus } from 'lucide-react';
import { useActionState, useState } from 'react';
import { ChoicePicker } from '#components/admin/choice-picker.tsx';
import { TextField } from '#components/auth/text-field.tsx';
import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Field } from '#components/ui/field.tsx';
import { FormDialog } from '#components/ui/form-dialog.tsx';
import { Note } from '#components/ui/note.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Select } from '#components/ui/select.tsx';
import { findOwnPlacesAction } from '#lib/users/choice-actions.ts';
import { createTokenAction } from '#lib/users/profile-actions.ts';
import { TOKEN_DAYS } from '#lib/users/token-list.ts';

const NEVER = 'never';
const EXPIRIES = TOKEN_DAYS.map((days) =>
  days === null ? { value: NEVER, label: 'Does not expire' } : { value: String(days), label: `${days} days` },
);

const RIGHTS = [
  { value: 'read', label: 'Only read' },
  { value: 'all', label: 'Read and change' },
] as const;

/** The button and its dialog: a name, what it may do and where, an end, and then the token itself, once. */
export function NewToken() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        Create a token
      </Button>
      {open && <NewTokenDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function NewTokenDialog({ onClose }: { onClose: () => void }) {
  const [state, action, busy] = useActionState(createTokenAction, {});
  const [days, setDays] = useState('90');
  const [may, setMay] = useState<'read' | 'all'>('read');
  const [places, setPlaces] = useState<string[]>([]);
  const done = (
    <Button size="form" variant="primary" onClick={onClose}>
      Done
    </Button>
  );
  return (
    <FormDialog
      title="Create a token"
      form={{ state, action, busy }}
      submit={busy ? 'Creating' : 'Create'}
      answer={state.token ? { body: <CreatedToken token={state.token} />, footer: done } : undefined}
      onClose={onClose}
    >
      <TextField
        state={state}
        name="name"
        label="Name"
        hint="What it is for."
        input={{ placeholder: 'nightly report' }}
      />
      <Field
        label="Rights"
        layout="over"
        hint="Of your own rights, as they are at each request. Changes are saved searches, alerts and the like."
      >
        {() => (
          <>
            <input type="hidden" name="may" value={may} />
            <Segmented label="Rights" value={may} onChange={setMay} options={RIGHTS} />
          </>
        )}
      </Field>
      <Field label="Views and accounts" layout="over" hint="Without a choice: all that you may see.">
        {() => (
          <>
            <input type="hidden" name="scopes" value={places.join(' ')} />
            <ChoicePicker
              label="Only for"
              noun="view or account"
              values={places}
              onChange={setPlaces}
              load={findOwnPlacesAction}
            />
          </>
        )}
      </Field>
      <Field label="Expires after" layout="over">
        {(control) => (
          <>
            <input type="hidden" name="days" value={days === NEVER ? '' : days} />
            <Select
              label="Expires after"
              id={control.id}
              size="form"
              value={days}
              onChange={setDays}
              options={EXPIRIES}
            />
          </>
        )}
      </Field>
    </FormDialog>
  );
}

function CreatedToken({ token }: { token: string }) {
  return (
    <div className="grid gap-3">
      <Note tone="ok" role="status">
        Copy the token now: it is shown only this once. Send it in the header{' '}
        <code className="mono">Authorization: Bearer</code>.
      </Note>
      <div className="flex items-center gap-2">
        <code className="mono min-w-0 flex-1 rounded-control border border-line bg-surface-2 px-2 py-1.5 text-12 wrap-anywhere">
          {token}
        </code>
        <CopyButton text={token} label="Copy" what="Copy the token" variant="default" />
      </div>
    </div>
  );
}
