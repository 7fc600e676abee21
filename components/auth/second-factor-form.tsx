'use client';
import Link from 'next/link';
import { type ReactNode, useActionState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Note } from '#components/ui/note.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import type { SetUpState } from '#lib/auth/actions.ts';
import { CodeField } from './code-field.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { TextField } from './text-field.tsx';

/**
 * Sets an authenticator app up. `enrolment` is null once the action has signed the person in and the page around was made anew;
 * then only the recovery codes are left to show.
 */
export function SecondFactorForm(props: {
  action: (state: SetUpState, form: FormData) => Promise<SetUpState>;
  enrolment: { secret: string; sealed: string; qrCode: ReactNode } | null;
  /** What to do, said for as long as it is to be done. */
  intro: string;
  /** With an e-mail address the form asks for the password too; it stands there for password managers. */
  email?: string;
  next: string;
}) {
  const { enrolment, email, next } = props;
  const [state, action, busy] = useActionState(props.action, {});
  const onwards = (
    <Button asChild variant="primary" size="form">
      <Link href={next}>Continue</Link>
    </Button>
  );
  if (state.recoveryCodes) return <RecoveryCodes codes={state.recoveryCodes}>{onwards}</RecoveryCodes>;
  if (!enrolment) {
    return (
      <>
        <Note tone="ok">The second factor is set up.</Note>
        <div>{onwards}</div>
      </>
    );
  }
  return (
    <form action={action} className="grid gap-4" noValidate>
      <p className="text-13/5 text-fg-2">{props.intro}</p>
      <Refusal state={state} />
      <input type="hidden" name="sealed" value={enrolment.sealed} />
      <div className="grid justify-items-center gap-2">
        {enrolment.qrCode}
        <div className="flex items-center text-12 text-fg-3">
          <code className="mono wrap-anywhere">{enrolment.secret}</code>
          <CopyButton text={enrolment.secret.replaceAll(' ', '')} what="Copy the key" />
        </div>
      </div>
      <CodeField state={state} hint="The six digits that the app shows then." />
      {email !== undefined && <PasswordField state={state} email={email} />}
      <div>
        <Button type="submit" variant="primary" size="form" disabled={busy}>
          {busy ? 'Setting up' : 'Set up'}
        </Button>
      </div>
    </form>
  );
}

/** One's own password, asked for again. */
export function PasswordField({ state, email }: { state: SetUpState; email: string }) {
  return (
    <>
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <TextField
        state={state}
        name="password"
        label="Your password"
        input={{ type: 'password', autoComplete: 'current-password', required: true }}
      />
    </>
  );
}
