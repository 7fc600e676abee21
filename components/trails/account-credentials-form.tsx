'use client';
import { type FormEvent, startTransition, useActionState, useEffect, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { CodeJson } from '#components/ui/code-json.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Note } from '#components/ui/note.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { useAct } from '#components/ui/use-act.ts';
import { trustPolicy } from '#lib/policies/iam-policy.ts';
import {
  accountCredentialsAction,
  type CredentialsFormState,
  removeAccountCredentialsAction,
} from '#lib/trails/actions.ts';
import type { AccountSettings } from '#lib/trails/queries/find-account-settings.ts';
import { readPolicy } from '#lib/trails/read-policy.ts';
import { CredentialInputs } from './credential-inputs.tsx';

/**
 * How AWS is asked for an account's trails: to be tried, saved, or forgotten. `settings.externalId` is what a new role is
 * offered. `onDone` hears that they were saved or removed.
 */
export function AccountCredentialsForm(props: {
  settings: AccountSettings;
  isAdmin: boolean;
  onDone?: () => void;
}) {
  const { settings, isAdmin, onDone } = props;
  const form = useRef<HTMLFormElement>(null);
  const [state, action, busy] = useActionState<CredentialsFormState, FormData>(accountCredentialsAction, {});
  const [kind, setKind] = useState(settings.kind ?? 'access-key');
  // Before React does it: it would reset the form when the action returns, whatever that says.
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    const fields = new FormData(event.currentTarget, submitter);
    startTransition(() => action(fields));
  };
  useEffect(() => {
    if (state.done) onDone?.();
    if (state.fields) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [state, onDone]);
  return (
    <form ref={form} action={action} onSubmit={submit} noValidate className="grid gap-3">
      <input type="hidden" name="accountId" value={settings.accountId} />
      <Refusal state={state} />
      <CredentialInputs state={state} settings={settings} isAdmin={isAdmin} onKind={setKind} />
      {state.test && !busy && (
        <Note tone={state.test.works ? 'ok' : 'bad'} role="alert">
          {state.test.message} {state.test.hint}
        </Note>
      )}
      {state.done && !busy && (
        <Note tone="ok" role="status">
          Saved. AWS is being asked.
        </Note>
      )}
      <footer className="flex flex-wrap items-center gap-2">
        <Button type="submit" name="intent" value="save" variant="primary" size="form" disabled={busy}>
          Save
        </Button>
        <Button type="submit" name="intent" value="test" size="form" disabled={busy}>
          {busy ? 'Asking AWS…' : 'Test'}
        </Button>
        {settings.kind !== null && (
          <RemoveCredentials accountId={settings.accountId} onDone={onDone} className="ml-auto" />
        )}
      </footer>
      <Policies kind={kind} externalId={settings.externalId ?? ''} />
    </form>
  );
}

function RemoveCredentials(props: {
  accountId: string;
  onDone?: (() => void) | undefined;
  className: string;
}) {
  const [asked, setAsked] = useState(false);
  const { busy, fault, act } = useAct();
  const remove = () => act(() => removeAccountCredentialsAction(props.accountId), props.onDone);
  if (!asked)
    return (
      <Button variant="danger" size="form" className={props.className} onClick={() => setAsked(true)}>
        Remove
      </Button>
    );
  return (
    <span className={`flex flex-wrap items-center gap-2 text-13 ${props.className}`}>
      {fault ? (
        <span role="alert" className="text-bad">
          {fault}
        </span>
      ) : (
        'Its trails are inferred from its logs then.'
      )}
      <Button variant="danger" size="form" disabled={busy} onClick={remove}>
        Remove credentials
      </Button>
    </span>
  );
}

function Policies({ kind, externalId }: { kind: AccountSettings['kind']; externalId: string }) {
  return (
    <div className="mt-1 grid gap-3 border-t border-line pt-3">
      <Policy title="IAM policy to attach" text={readPolicy()}>
        It lets the user or role look at trails, and changes nothing.
      </Policy>
      {kind === 'role' && (
        <Policy title="Trust policy of the role" text={trustPolicy({ principal: null, externalId })}>
          Put in who asks: the IAM user of the access key above, or the role of this machine.
        </Policy>
      )}
    </div>
  );
}

function Policy({ title, text, children }: { title: string; text: string; children: string }) {
  return (
    <section className="grid gap-2">
      <header className="flex items-center gap-2">
        <h3 className="text-13 font-semibold">{title}</h3>
        <span className="ml-auto" />
        <CopyButton text={text} label="Copy" what={`Copy: ${title}`} variant="default" />
      </header>
      <p className="text-13/5 text-fg-2">{children}</p>
      <CodeJson text={text} lineNumbers={false} label={title} />
    </section>
  );
}
